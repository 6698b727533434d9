"""Wires it up: settings, addresses, the server's entry."""
