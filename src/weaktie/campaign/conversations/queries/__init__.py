"""What can be asked about conversations.

listing     what is ahead and what was held; whose a conversation is
arranging   near times, the zone, and the entry for both calendars
brief       the one page to prepare with
behind      what a brief rests on: facts of the person, public pages, earlier conversations
wording     what the checker says of questions and of the opening
live        the page of the thirty minutes
debrief     the page right after, desire by conversation, fit of a team, openings heard
transcript  a transcript, line by line
"""
