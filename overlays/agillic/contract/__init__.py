"""Agillic's part of the contract tool of `sdk_core.contract`: what is called, what is looked at, and what is written.

Nobody but the vendor has the reference of this API, so the document is built from what can be seen, and says of each
statement how it is known. `agillic-contract --url URL` calls the operations that only read, `--write` makes a round
trip on throw-away recipients besides. The report holds shapes alone, never a value that came from the instance. It
needs the extra `agillic[contract]`.
"""
