"""What the operations do: a module for each part of the API, with a function for each operation."""

from iterable_client.mock.document import document
from sdk_core.mock.app import Routes


def all_routes() -> Routes:
    """Return the handlers of all operations."""
    return Routes(document())
