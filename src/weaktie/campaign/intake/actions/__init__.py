"""What can be done with files: store what was read, and take an import away again.

store       one file's rows into the tables, each exactly once
withdraw    an import's rows out of the tables again, packed so that it can be done again
receive     files from a browser into the spool, where the worker finds them
"""
