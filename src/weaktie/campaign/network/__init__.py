"""People, the organisations they belong to, and the ties between them.

Takes intake's records and encounters and settles who is who and how strong each tie is. What the seeker
said (edits, merges, splits, corrections) is kept apart from what was worked out, and always wins.
Leaves "changed" on the timeline when a later export shows a new employer or title.
"""
