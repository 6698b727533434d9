"""Conversations: the brief, the thirty minutes, the debrief."""
