"""What is owed after a conversation: thanks, what came of it, a word after ninety days, promises.

Takes conversations that were held, and their notes. Leaves "thanked", "reported", "touched" and "kept".
"""
