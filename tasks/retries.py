"""When a step is tried again: after a transient error, and after no other."""

RETRY_SECONDS = (2, 10)
"""Pauses before the second and the third try."""
