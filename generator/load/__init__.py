"""Stage 1: the files of a spec folder as plain values, with the line of every value kept for messages."""
