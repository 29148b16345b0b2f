"""Holds an instance of an API against its document, and reports what the evidence should become.

Where the vendor's reference is not public, or contradicts itself, a document says of each statement how it is known.
With credentials that can be raised: the tool calls the operations that only read, `--write` makes a round trip on
throw-away objects besides, and the report says per operation whether the instance responds as documented, with a
proposal for `spec/` where it does not, and which assumptions are settled.

The report holds shapes alone, never a value that came from the instance. What is particular to an API is in its room:
`Api.contract` names the module.
"""
