"""What can be asked about targets and about whom to ask.

candidates  everybody as ranking sees them
next        the answer: whom to talk to next, and why
facts       what is known of somebody, as questions to them are built from it
listing     the targets, with how many people the seeker knows at each
"""
