"""Asks: what the seeker writes, how it is checked, when to write again, and how it was answered.

Takes people. Leaves "asked", "followed up" and "answered" on the timeline, where earlier stages read them.
"""
