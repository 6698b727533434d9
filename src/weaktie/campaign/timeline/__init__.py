"""What happened, in order, and how to take it back.

Takes nothing. Every stage writes its events here in the transaction of the change, and every stage may
read them: a fact needed from a later stage is read from the timeline.
"""
