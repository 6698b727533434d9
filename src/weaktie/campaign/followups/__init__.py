"""Thanks, what came of the advice, promises, a word after ninety days.

Takes conversations and their notes. Leaves what was sent when, and promises with the day they were kept.
"""
