"""What the operations do: a module for each resource of the document, with a handler for each of its operations.

A handler is given a checked call, reads or changes the state, and responds. What JSON says and which status follows is
decided here; what is remembered, in `state`; what is the same for every operation, in `front`.
"""

from agillic.mock.operations import (
    activity_exports,
    app_push,
    asset_contexts,
    asset_extensions,
    asset_webapps,
    assets,
    communications,
    discovery,
    events,
    exports,
    extensions,
    flows,
    global_data,
    global_data_batches,
    global_data_records,
    messages,
    messages_v1,
    one_to_many,
    promotions,
    recipient_batches,
    recipient_lists,
    recipient_tasks,
    recipients,
    target_groups,
    tasks,
)
from agillic.mock.routes import Routes


def all_routes() -> Routes:
    """Return the handlers of all operations.

    >>> "createRecipient" in all_routes().missing()
    False
    """
    modules = (
        activity_exports,
        app_push,
        asset_contexts,
        asset_extensions,
        asset_webapps,
        assets,
        communications,
        discovery,
        events,
        exports,
        extensions,
        flows,
        global_data,
        global_data_batches,
        global_data_records,
        messages,
        messages_v1,
        one_to_many,
        promotions,
        recipient_batches,
        recipient_lists,
        recipient_tasks,
        recipients,
        target_groups,
        tasks,
    )
    return Routes(*(module.routes for module in modules))
