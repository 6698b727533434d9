"""What a seeker can do about introductions and referrals.

naming     note whom somebody named, and take the introduction step by step
referring  note a name given or a referral: offered, asked for where it was earned, given, with what result
"""
