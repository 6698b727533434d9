"""Files as received, row by row.

Takes files. Leaves records (one row of one source about one person), handles (an e-mail address, a
profile, an entry: what a record or a message names somebody by) and encounters (one message or meeting
between handles). It has never heard of a person: that is the network's business.
"""
