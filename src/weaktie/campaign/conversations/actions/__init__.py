"""What a seeker can do about conversations.

booking     times offered, the booking, another time, called off
preparing   what one wants before, the opening, the questions, what one means to show
live        the thirty minutes: start, end, what they give, the closing question
noting      notes as they are typed, and openings heard
debriefing  what is written down right after, how one works oneself, dropping a target
transcribing a transcript that somebody has: brought with consent, gone after ninety days
"""
