"""What touches the whole campaign.

same        merge two people into one, or part one into two
undo        take a step back, or do it again
forget      remove somebody without a trace
"""
