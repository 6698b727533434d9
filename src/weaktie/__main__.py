"""`python -m weaktie` is the `weaktie` command."""

from weaktie.project.command import main

main()
