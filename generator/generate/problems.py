"""How this stage says that something is wrong."""


class GenerationError(Exception):
    """The client could not be generated; the message says why and what to do."""
