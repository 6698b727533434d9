"""What the seeker wants to learn about, and who is worth asking.

Takes the network's people and ties, and the timeline's asks and answers. Leaves nothing there: a list of
suggestions is an answer, not an event.
"""
