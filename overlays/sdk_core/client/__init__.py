"""The base of generated clients: one for synchronous code, one for asyncio.

What generated packages need of the HTTP library is imported in `base` alone.
"""

from sdk_core.client.async_client import AsyncBaseClient
from sdk_core.client.base import NO_VALUES, NOT_SENT, TIMEOUT, Parse, error_reader_of, guarded, http
from sdk_core.client.sync_client import BaseClient

__all__ = [
    "NOT_SENT",
    "NO_VALUES",
    "TIMEOUT",
    "AsyncBaseClient",
    "BaseClient",
    "Parse",
    "error_reader_of",
    "guarded",
    "http",
]
