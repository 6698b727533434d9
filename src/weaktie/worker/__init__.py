"""What is done in the background: chores over the tables."""
