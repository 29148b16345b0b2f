"""The room of a tiny API that is nowhere but in the tests: what the core is tested with, so that it needs no real one.

It is written as rooms of real APIs are, over operations written by hand in place of a generated package.
"""
