"""The booked, timed talk: times offered, the brief, the thirty minutes, the debrief.

Takes asks that were answered with a yes. Leaves conversations with their notes, openings heard of, and what
was learnt of each other; "booked", "talked" on the timeline.
"""
