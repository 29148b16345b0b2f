"""How many calls an examination may make, unless told."""

DEFAULT_CALLS = 300
"""Enough for everything, `--write` included."""
