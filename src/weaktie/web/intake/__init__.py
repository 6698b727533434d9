"""The pages on imports: bring files, look at the plan, go ahead, undo."""
