"""Who led to whom: introductions with their consent, and referrals, which are something else.

Takes names from conversations. Leaves new people in the network, "named", "introduced" and "declined" on the
timeline, where ranking finds them, and the chain.
"""
