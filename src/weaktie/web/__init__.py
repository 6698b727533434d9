"""Pages: one folder per stage, each view finds, checks, calls once, renders."""
