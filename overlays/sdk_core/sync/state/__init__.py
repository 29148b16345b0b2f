"""What a job remembers: its folder and lock, the journal of its calls, and the rows that were rejected."""
