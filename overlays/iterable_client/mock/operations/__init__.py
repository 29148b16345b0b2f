"""What the operations do: a module for each part of the API, with a function for each operation."""

from iterable_client.mock.document import document
from iterable_client.mock.operations import events, forgetting, lists, merging, subscriptions, users
from sdk_core.mock.app import Routes


def all_routes() -> Routes:
    """Return the handlers of all operations."""
    parts = (users, subscriptions, merging, forgetting, events, lists)
    return Routes(document(), *(each.routes for each in parts))
