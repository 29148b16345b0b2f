"""The core's parts, joined with the generated client of Agillic as its room does, without settings."""

from functools import partial

from agillic.api import API
from agillic_api.client import AsyncClient, Client
from sdk_core.transport import base_client as core
from sdk_core.transport.error_mapping import error_of as core_error_of

error_of = partial(core_error_of, errors=API.errors)


class Core(core.Core, Client):
    """Agillic's operations over any HTTP client."""


class AsyncCore(core.AsyncCore, AsyncClient):
    """The same for asyncio."""
