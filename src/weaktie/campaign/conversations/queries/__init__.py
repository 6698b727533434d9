"""What can be asked about conversations.

live     the page of the thirty minutes
debrief  the page right after, desire by conversation, fit of a team, openings heard
transcript  a transcript, line by line
"""
