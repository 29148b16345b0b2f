"""Iterable's part of the contract tool of `sdk_core.contract`: what is called, what is looked at, and what is written.

Iterable publishes a document of its API and a client of its own, which contradict each other in places. `agillic
contract --api iterable --url URL` calls the operations that only read, `--write` makes a round trip on throw-away users
besides. No operation of the access `send` is called. The report holds shapes alone, never a value that came from the
project. It needs the extra `agillic[contract]`.
"""
