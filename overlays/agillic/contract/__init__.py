"""Holds an instance of Agillic against the document of its API, and reports what the evidence should become.

Nobody but the vendor has the reference of this API, so the document is built from what can be seen, and says of each
statement how it is known. Whoever has credentials can raise that: `agillic-contract --url URL` calls the operations
that only read, `--write` makes a round trip on throw-away recipients besides, and the report says per operation whether
the instance responds as documented, with a proposal for `spec/` where it does not, and which assumptions are settled.

The report holds shapes alone, never a value that came from the instance. It needs the extra `agillic[contract]`.
"""
