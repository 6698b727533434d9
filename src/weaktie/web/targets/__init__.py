"""The pages on targets and on whom to ask next."""
