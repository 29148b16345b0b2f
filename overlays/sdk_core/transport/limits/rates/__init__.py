"""Rate limits: so many calls in so many seconds, shared by all threads, event loops and processes of a machine."""
