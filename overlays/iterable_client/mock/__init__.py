"""A mock of Iterable: a server on this machine that answers as the document says, and remembers what it was told."""
