"""Asks, and how they were answered, in their simplest form.

Takes people. Leaves "asked" and "answered" on the timeline, where earlier stages read them.
"""
