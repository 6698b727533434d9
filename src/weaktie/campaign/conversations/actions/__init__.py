"""What a seeker can do about conversations.

booking     times offered, the booking, another time, called off
preparing   what one wants before, the opening, the questions, what one means to show
"""
