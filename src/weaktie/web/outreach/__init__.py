"""Asks and answers, pressed on the pages of people and suggestions."""
