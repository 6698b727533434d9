"""`python -m weaktie` is the `weaktie` command."""

from weaktie.cli import main

main()
