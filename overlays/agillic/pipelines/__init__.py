"""Agillic as the end of data pipelines: a Singer target and a dlt destination. Each of them needs an extra."""
