"""Files on this machine: those that answers are saved to, and those that are uploaded."""
