"""Stage 0: the beginning of a spec, in which everything is marked that only a person can know."""
