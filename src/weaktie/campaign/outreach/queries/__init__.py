"""What can be asked about asks and about what is written to people.

asks       which wait for an answer, and what may be asked of whom today
checking   what is known when a text is checked, and the check itself
"""
