"""A way to call a custom method that the document does not know yet, with everything else a generated call has."""

from agillic.wire.custom_methods import custom_method_path
from agillic.wire.path_encoding import UniqueField
from agillic_api.types import Operation


def custom_method(resource_path: str, name: str, /, **values: str | int | UniqueField) -> Operation:
    """Describe a custom method, to be called with `client.call`.

    What it does is unknown, so its traits are the careful ones: a message may leave, and it is not retried.

    Args:
        resource_path: what the method is called on, with its parameters in braces, such as `/recipients/{recipientId}`.
        name: the method without its colon: ASCII letters and digits, a letter first.
        **values: the value of each parameter, or what `by` returns.

    Raises:
        TypeError: a parameter has no value, or a value no parameter.
        ValueError: the path, the name or a value cannot be used.

    >>> operation = custom_method("/recipients/{recipientId}", "newThing", recipientId="ada@example.com")
    >>> operation.method, operation.path
    ('POST', '/recipients/ada%2540example.com/:newThing')

    With a client: `client.call(operation, body={"any": "thing"})`.
    """
    return Operation(
        id=f"custom method {name}",
        resource="",
        name=name,
        method="POST",
        path=custom_method_path(resource_path, name, **values),
        body_types=("application/json",),
        traits={"access": "send", "sends": "indirect", "keys": ["public"], "pii": True, "idempotent": False},
    )
