"""Slots for calls in flight, shared by all threads, event loops and processes of a machine."""
