"""Where credentials may go: to the host of the base URL alone, and to operations that the key's scope covers."""

from typing import Literal, cast

import httpx

from agillic.transport.errors import PermissionDenied
from agillic.transport.retries.policy import OPERATION
from agillic_api.client import checked_base_url
from agillic_api.types import Operation

Scope = Literal["app", "public"]
"""What a developer key may call: `app` the Register API alone, `public` everything [S1]."""


class SameOriginAuth(httpx.Auth):
    """What both kinds of auth check before credentials leave.

    Args:
        base_url: where credentials may be sent; https, or http on this machine.
        scope: the key's scope; None when it is not known, then the server decides.

    Raises:
        ValueError: the base URL cannot be used.
    """

    _scope: Scope | None = None

    def __init__(self, base_url: str, scope: Scope | None) -> None:
        url = httpx.URL(checked_base_url(base_url))
        self._home = url.scheme, url.netloc
        self._scope = scope

    def checked_operation(self, request: httpx.Request) -> Operation | None:
        """Return what is called.

        Raises:
            PermissionDenied: the key's scope does not cover it; nothing was sent.
            ValueError: the request goes to another host.
        """
        if (request.url.scheme, request.url.netloc) != self._home:
            raise ValueError("the request goes to another host than the base URL: no credentials are sent there")
        operation = cast("Operation | None", request.extensions.get(OPERATION))
        if operation is not None and self._scope not in (None, *operation.traits.get("keys", ("public",))):
            message = f"{operation.id} needs a key of the scope Public Api, and this key is of the scope App Api"
            raise PermissionDenied(message=message, operation=operation.id, outcome="not-sent")
        return operation
