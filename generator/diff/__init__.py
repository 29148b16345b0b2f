"""Stage 6: what differs between two states of an API, and what of it breaks callers."""
