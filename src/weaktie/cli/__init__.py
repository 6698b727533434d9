"""The `weaktie` command: one module per stage, commands flat, the help grouped by stage."""
