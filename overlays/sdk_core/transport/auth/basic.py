"""How calls prove whose they are by key and secret in each: Basic, RFC 7617."""

from base64 import b64encode
from collections.abc import Generator

import httpx

from sdk_core.api import Api
from sdk_core.transport.auth.base import NO_KINDS, KeyKinds, SameOriginAuth
from sdk_core.wire.known_secrets import remember
from sdk_core.wire.secret import Secret


class BasicAuth(SameOriginAuth):
    """Sends key and secret with each call.

    Args:
        api: whose credentials they are.
        key: the key, or the name of a user; it holds no colon.
        secret: the secret.
        base_url: where credentials may be sent; https, or http on this machine.
        token_operation: the operationId of a call whose credentials are in its form; empty where there is none.
        kinds: which kinds of keys the API has.
        kind: of which the key is; None when it is not known, then the server decides.

    Raises:
        ValueError: the key holds a colon, or the base URL cannot be used.
    """

    def __init__(  # noqa: PLR0913 - the credentials, and what they may call
        self,
        api: Api,
        key: Secret | str,
        secret: Secret | str,
        base_url: str,
        *,
        token_operation: str = "",
        kinds: KeyKinds = NO_KINDS,
        kind: str | None = None,
    ) -> None:
        key, secret = Secret(key), Secret(secret)
        super().__init__(api, base_url, kinds, kind)
        self._token_operation = token_operation
        if ":" in key.reveal():
            raise ValueError("the key holds a colon, which Basic cannot send: use OAuth 2.0, or check the key")
        pair = Secret(f"{key.reveal()}:{secret.reveal()}")
        self._header = Secret(f"Basic {b64encode(pair.reveal().encode()).decode('ascii')}")
        remember(self, (key, secret, pair))

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the credentials.

        Raises:
            PermissionDenied: a key of its kind may not call the operation; nothing was sent.
            ValueError: the request goes to another host.
        """
        operation = self.checked_operation(request)
        if operation is None or operation.id != self._token_operation:  # that call has its credentials in its form
            request.headers["Authorization"] = self._header.reveal()
        yield request
