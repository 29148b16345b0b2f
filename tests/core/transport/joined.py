"""The core's parts, joined with the generated client of Agillic as its room does, without settings."""

from functools import partial

from agillic.api import API
from agillic_api.client import AsyncClient, Client
from sdk_core.transport import base_client as core
from sdk_core.transport.error_mapping import error_from as core_error_of

error_from = partial(core_error_of, errors=API.errors)


class SyncAPIClient(core.SyncAPIClient, Client):
    """Agillic's operations over any HTTP client."""


class AsyncAPIClient(core.AsyncAPIClient, AsyncClient):
    """The same for asyncio."""
