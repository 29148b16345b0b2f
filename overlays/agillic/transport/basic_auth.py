"""How calls prove whose they are by key and secret in each: Basic [S1]."""

from base64 import b64encode
from collections.abc import Generator

import httpx

from agillic.transport.known_secrets import remember
from agillic.transport.same_origin_auth import SameOriginAuth, Scope
from agillic.transport.secret import Secret
from agillic_api.api.authentication.get_o_auth_token import OPERATION as TOKEN_OPERATION


class Basic(SameOriginAuth):
    """Sends key and secret with each call. The vendor calls it less secure than OAuth 2.0 and advises against it [S1].

    Args:
        key: the developer key; it holds no colon.
        secret: the developer secret.
        base_url: where credentials may be sent; https, or http on this machine.
        scope: the key's scope; None when it is not known, then the server decides.

    Raises:
        ValueError: the key holds a colon, or the base URL cannot be used.

    >>> Basic(Secret("candystore-key"), Secret("candystore-secret"), "https://api-eu1.agillic.net")
    Basic(scope=None)
    """

    def __init__(self, key: Secret | str, secret: Secret | str, base_url: str, *, scope: Scope | None = None) -> None:
        key, secret = Secret(key), Secret(secret)
        super().__init__(base_url, scope)
        if ":" in key.reveal():
            raise ValueError("the key holds a colon, which Basic cannot send: use OAuth 2.0, or check the key")
        pair = Secret(f"{key.reveal()}:{secret.reveal()}")
        self._header = Secret(f"Basic {b64encode(pair.reveal().encode()).decode('ascii')}")
        remember(self, (key, secret, pair))

    def __repr__(self) -> str:
        return f"Basic(scope={self._scope!r})"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the credentials.

        Raises:
            PermissionDenied: the key's scope does not cover the operation; nothing was sent.
            ValueError: the request goes to another host.
        """
        operation = self.checked_operation(request)
        if operation is None or operation.id != TOKEN_OPERATION.id:  # that call has its credentials in its form
            request.headers["Authorization"] = self._header.reveal()
        yield request
