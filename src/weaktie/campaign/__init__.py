"""What happens, in the order in which it happens.

    timeline        what happened, in order: every stage writes here, every stage may read it
    intake          files as received, row by row
    network         people, the organisations they belong to, and the ties between them
    targets         what the seeker wants to learn about, and who is worth asking
    outreach        asks, and how they were answered
    conversations   the booked, timed talk: the brief, the notes, the debrief
    followups       thanks, what came of the advice, promises
    introductions   who led to whom, and who put the seeker forward
    keeping         what touches the whole campaign: merge, split, forget, undo, search, export, Today

A later stage may use an earlier one, never the reverse. The campaign is a loop: later stages call
earlier ones to add the people they lead to.
"""
