"""What can be asked across the whole campaign: Today, find, export, the canonical dump."""
