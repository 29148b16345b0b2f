"""The audit log: one line for each decision and each outcome, chained by hashes, with its head kept elsewhere."""
