"""Introductions, referrals, the chain."""
