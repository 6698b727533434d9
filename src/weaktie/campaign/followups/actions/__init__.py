"""What a seeker can do about what is owed after conversations.

sending    say that a letter went out, or let it be
promising  promise, take promises from notes, keep and release them
"""
