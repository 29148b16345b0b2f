"""What the core gets to know of Iterable. Importing it loads no HTTP library."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from iterable_api.api import OPERATIONS
from iterable_api.limits import LIMITS
from iterable_api.types import ERRORS
from iterable_api.types import WIRE as GENERATED
from iterable_client.errors import FAMILY
from sdk_core.api import Api
from sdk_core.wire.requests import Wire

Region = Literal["us", "eu"]
"""The data centers."""
HOMES: Final[Mapping[Region, str]] = {"us": "https://api.iterable.com", "eu": "https://api.eu.iterable.com"}
"""Where each of them is, as the document says."""

API: Final = Api(
    name="iterable",
    title="Iterable",
    package="iterable_client",
    distribution="agillic",
    base_url=HOMES["us"],
    operations=OPERATIONS,
    limits=LIMITS,
    errors=replace(ERRORS, family=FAMILY),
    backend="iterable_client.mock.backend",
    contract="iterable_client.contract.contract",
    client="iterable_client.client:IterableClient",
    settings="iterable_client.settings:Settings",
    agents="iterable_client.agents.room",
)
WIRE: Final[Wire] = replace(GENERATED, errors=API.errors)
"""How the clients write requests, and read errors with all classes of `iterable_client.errors`."""
