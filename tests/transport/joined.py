"""The core's parts, joined with the generated client of Agillic as its room does, without settings."""

from functools import partial

from agillic.api import API
from agillic.transport import core
from agillic.transport.error_of import error_of as core_error_of
from agillic_api.client import AsyncClient, Client

error_of = partial(core_error_of, errors=API.errors)


class Core(core.Core, Client):
    """Agillic's operations over any HTTP client."""


class AsyncCore(core.AsyncCore, AsyncClient):
    """The same for asyncio."""
