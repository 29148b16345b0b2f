"""How calls of the tiny API prove whose they are: by a key in a header, by a token, or by key and secret in each."""

from collections.abc import Callable
from typing import Final, Literal

from sdk_core.transport import clock as waiting
from sdk_core.transport.auth import api_key, basic, oauth2
from sdk_core.transport.auth.base import KeyKinds
from sdk_core.transport.auth.token_response import TokenEndpoint
from sdk_core.wire.secret import Secret
from tiny_client.api import API

Scope = Literal["app", "public"]
HEADER: Final = "Tiny-Key"
_KINDS: Final = KeyKinds({"public": "the scope Public", "app": "the scope App"}, usual=("public",))
_TOKEN: Final = TokenEndpoint(
    api=API, operation=API.operations["getToken"], life=API.limits["named"]["access_token_life"]
)


class ApiKey(api_key.ApiKey):
    """Sends the key in a header."""

    def __init__(self, key: Secret | str, base_url: str, *, scope: Scope | None = None) -> None:
        key = Secret(key)
        super().__init__(API, key, base_url, header=HEADER, kinds=_KINDS, kind=scope)

    def __repr__(self) -> str:
        return f"ApiKey(scope={self._kind!r})"


class ClientCredentialsAuth(oauth2.ClientCredentialsAuth):
    """Gets a token by key and secret."""

    def __init__(
        self,
        key: Secret | str,
        secret: Secret | str,
        base_url: str,
        *,
        scope: Scope | None = None,
        clock: Callable[[], float] = waiting.clock,
    ) -> None:
        key, secret = Secret(key), Secret(secret)
        super().__init__(_TOKEN, key, secret, base_url, kinds=_KINDS, kind=scope, clock=clock)

    def __repr__(self) -> str:
        return f"ClientCredentialsAuth(scope={self._kind!r})"


class BasicAuth(basic.BasicAuth):
    """Sends key and secret with each call."""

    def __init__(self, key: Secret | str, secret: Secret | str, base_url: str, *, scope: Scope | None = None) -> None:
        key, secret = Secret(key), Secret(secret)
        super().__init__(API, key, secret, base_url, token_operation=_TOKEN.operation.id, kinds=_KINDS, kind=scope)

    def __repr__(self) -> str:
        return f"BasicAuth(scope={self._kind!r})"
