"""What can be asked about introductions and referrals.

lives      each introduction and how far it came, with what other stages know of it
chain      who led to whom, as a tree and as a table, and whether it grows
referrals  names given and referrals, and what was shown that could earn one
"""
