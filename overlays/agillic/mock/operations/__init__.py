"""What the operations do: a module for each resource of the document, with a handler for each of its operations.

A handler is given a checked call, asks or changes the state, and answers. What JSON says and which status follows is
decided here; what is remembered, in `state`; what is the same for every operation, in `front`.
"""

from agillic.mock.front import Handlers
from agillic.mock.operations import (
    app_push,
    assets,
    discovery,
    events,
    exports,
    extensions,
    flows,
    global_data,
    messages,
    one_to_many,
    promotions,
    recipients,
    target_groups,
    tasks,
)


def all_handlers() -> Handlers:
    """Return the handlers of all operations.

    >>> all_handlers().missing()
    []
    """
    modules = (
        app_push,
        assets,
        discovery,
        events,
        exports,
        extensions,
        flows,
        global_data,
        messages,
        one_to_many,
        promotions,
        recipients,
        target_groups,
        tasks,
    )
    return Handlers(*(module.handles for module in modules))
