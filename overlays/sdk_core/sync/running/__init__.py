"""The calls of a plan: in chunks, each noted before it is sent, resumable after any end."""
