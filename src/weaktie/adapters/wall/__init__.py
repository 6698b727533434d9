"""Behind the wall: the child process that reads hostile files, and the language in which it answers.

child    the program: imports what it needs, locks itself down, reads
sandbox  the walls it puts up round itself
job      what it is told to do
wire     what it says
"""
