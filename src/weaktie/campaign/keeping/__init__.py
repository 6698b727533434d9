"""What touches the whole campaign: merge, split, forget, undo, search, export, backup, Today.

Takes every stage. Stands above them so that none of them has to know the others.
"""
