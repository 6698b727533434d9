"""What can be asked about what is owed after conversations.

due       what is owed, to whom, by when and why: worked out from what was held and what was done
writing   the letter for one of these: its facts, its draft, the check
promises  what was promised, and what the notes of a conversation promise
"""
