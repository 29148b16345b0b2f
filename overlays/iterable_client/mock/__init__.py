"""A mock of Iterable: a server on this machine that responds as the document says, and keeps state."""
