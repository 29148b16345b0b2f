"""Rows from files, SQL over files, and whatever Python has rows in, as a stream."""
