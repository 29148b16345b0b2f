"""What the core gets to know of the tiny API, and of one that takes calls without credentials."""

from dataclasses import replace
from typing import Final

from sdk_core.api import Api
from sdk_core.wire.error_reading import ErrorReader
from sdk_core.wire.requests import Wire
from tiny_client.errors import FAMILY, OutOfStock
from tiny_client.operations import LIMITS, OPERATIONS

API: Final = Api(
    name="tiny",
    title="Tiny",
    package="tiny_client",
    distribution="tiny",
    base_url="https://api.tiny.test",
    operations=OPERATIONS,
    limits=LIMITS,
    errors=ErrorReader(
        family=FAMILY,
        message=("/message", "/error"),
        code="/code",
        kinds={"out-of-stock": OutOfStock},
        statuses={422: OutOfStock},
    ),
)
OPEN: Final = replace(API, name="open", title="Open", base_url="https://open.tiny.test")
"""One whose calls need no credentials."""
WIRE: Final = Wire(errors=API.errors)
