"""weaktie runs a job seeker's informational interviews, from whom to ask to thanks that matter."""

__version__ = "0.1.0"
