"""What the operations do: a module for each part of the API, with a function for each operation."""

from iterable_client.mock.document import document
from iterable_client.mock.operations import (
    campaigns,
    catalogs,
    emails,
    events,
    export_data,
    exports,
    forgetting,
    lists,
    merging,
    metrics,
    sent_messages,
    subscriptions,
    templates,
    users,
    webhooks,
)
from sdk_core.mock.app import Routes


def all_routes() -> Routes:
    """Return the handlers of all operations."""
    parts = (
        users,
        subscriptions,
        merging,
        forgetting,
        events,
        lists,
        catalogs,
        templates,
        campaigns,
        metrics,
        emails,
        sent_messages,
        webhooks,
        exports,
        export_data,
    )
    return Routes(document(), *(each.routes for each in parts))
