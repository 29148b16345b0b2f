"""Files on this machine: those that responses are saved to, and those that are uploaded."""
