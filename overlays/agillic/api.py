"""What the core gets to know of Agillic. Importing it loads no HTTP library."""

from dataclasses import replace
from typing import Final

from agillic.errors import FAMILY
from agillic_api.api import OPERATIONS
from agillic_api.limits import LIMITS
from agillic_api.types import ERRORS
from agillic_api.types import WIRE as GENERATED
from sdk_core.api import Api
from sdk_core.wire.requests import Wire

API: Final = Api(
    name="agillic",
    title="Agillic",
    package="agillic",
    distribution="agillic",
    base_url="https://api-eu1.agillic.net",  # that of the generated client, which would load the HTTP library
    operations=OPERATIONS,
    limits=LIMITS,
    errors=replace(ERRORS, family=FAMILY),
    backend="agillic.mock.backend",
    contract="agillic.contract.contract",
    client="agillic.client:Agillic",
    settings="agillic.settings:Settings",
    agents="agillic.agents.room",
)
WIRE: Final[Wire] = replace(GENERATED, errors=API.errors)
"""How the clients write requests, and read errors with all classes of `agillic.errors`."""
