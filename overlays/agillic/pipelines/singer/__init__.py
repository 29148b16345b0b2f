"""A Singer target: `target-agillic` reads the messages of a tap, and writes its records into an instance.

It needs the extra `singer`. `target.py` has the target, `sink.py` what becomes of the records of a stream.
"""
