"""Files behind links that an API hands out: they lie on hosts that are not the API's, and get no credentials.

What a link grants is in the link itself, mostly a signature that lives for some minutes. So it is a secret as well: it
stands in no error, and is taken out of what the other host says.
"""

from collections.abc import Mapping
from copy import copy
from typing import Any, Self
from urllib.parse import urlsplit

from sdk_core.transport.base_client import AsyncAPIClient, SyncAPIClient
from sdk_core.transport.http.response_body import Sink
from sdk_core.transport.pipeline import Pipeline
from sdk_core.transport.retries.policy import DEFAULTS, RequestOptions
from sdk_core.wire.known_secrets import remember
from sdk_core.wire.operations import Operation, Request
from sdk_core.wire.secret import Secret
from sdk_core.wire.urls import checked_base_url

URL = "url"
"""Which of the values of a call is the link."""
_NOWHERE = "https://links.invalid"


class Links(SyncAPIClient):
    """Saves what links lead to. A room derives its own class, whose errors are the API's.

    Args:
        pipeline: how its API is reached: proxy, authorities and time limits are the same for links.
        options: what calls want otherwise.
    """

    def __init__(self, pipeline: Pipeline[Any], options: RequestOptions = DEFAULTS) -> None:
        super().__init__(_NOWHERE, pipeline.open_links(), options)

    def stream_to(self, operation: Operation, values: Mapping[str, Any], sink: Sink) -> str:
        """Write what a link leads to into a sink; see `SyncAPIClient.stream_to`.

        Args:
            operation: what errors, logs and spans call it.
            values: the link, wrapped in `Secret`, as the value `url`.
            sink: takes the body; what it raises ends the call.

        Raises:
            ValueError: the link leads to no host that can be asked.
            ApiError: no response came, one without success, or one that is too large or not whole.
        """
        there = copy(self)
        there.base_url = _checked_origin(operation, values[URL])
        return there._save(_request(self, operation, values[URL]), sink)  # noqa: SLF001 - of the same class

    def close(self) -> None:
        """Close the connections."""
        self._http_client.close()

    def __enter__(self) -> Self:
        return self


class AsyncLinks(AsyncAPIClient):
    """The same for asyncio; see `Links`."""

    def __init__(self, pipeline: Pipeline[Any], options: RequestOptions = DEFAULTS) -> None:
        super().__init__(_NOWHERE, pipeline.open_links_async(), options)

    async def stream_to(self, operation: Operation, values: Mapping[str, Any], sink: Sink) -> str:
        """Write what a link leads to into a sink; see `Links.stream_to`."""
        there = copy(self)
        there.base_url = _checked_origin(operation, values[URL])
        return await there._save(_request(self, operation, values[URL]), sink)  # noqa: SLF001 - of the same class

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http_client.aclose()

    async def __aenter__(self) -> Self:
        return self


class _Followed(Request):
    """What is asked for there; it does not show the link."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<a link of {self.operation.id}>"


def _request(owner: object, operation: Operation, link: Secret) -> Request:
    """Return what is asked for where a link leads."""
    if query := urlsplit(link.reveal()).query:
        remember(owner, (Secret(query),))
    return _Followed(operation, _target(link), (("Accept", "*/*"),))


def _target(link: Secret) -> str:
    parts = urlsplit(link.reveal())
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def _checked_origin(operation: Operation, link: Secret) -> str:
    if origin := _origin(link):
        return origin
    raise ValueError(f"the link of {operation.id} cannot be followed: it must begin with https:// and name a host")


def _origin(link: Secret) -> str:
    """Return where a link leads; empty where nothing can be asked safely."""
    try:
        parts = urlsplit(link.reveal())
        return checked_base_url(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        return ""
