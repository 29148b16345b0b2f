"""How calls of Agillic prove whose they are: by a developer key and its secret, of one of two scopes [S1]."""

from collections.abc import Callable
from typing import Final, Literal

from agillic.api import API
from sdk_core.transport import clock as waiting
from sdk_core.transport.auth import basic, oauth2
from sdk_core.transport.auth.base import KeyKinds
from sdk_core.transport.auth.token_response import TokenEndpoint
from sdk_core.wire.secret import Secret

Scope = Literal["app", "public"]
"""What a developer key may call: `app` the Register API alone, `public` everything [S1]."""

_SCOPES: Final = KeyKinds({"public": "the scope Public Api", "app": "the scope App Api"}, usual=("public",))
_TOKEN: Final = TokenEndpoint(
    api=API, operation=API.operations["getOAuthToken"], life=API.limits["named"]["access_token_life"]
)
"""Its responses are not documented in full: the assumptions `token-response-members`, `token-error-status` and
`token-malformed-status`. Without a word of it, a token lives for two hours [S1]."""


class ClientCredentialsAuth(oauth2.ClientCredentialsAuth):
    """Gets an access token by key and secret, and renews it before it ends, and once when it is rejected (401) [S1].

    Share the object between all clients of a key.

    Args:
        key: the developer key.
        secret: the developer secret.
        base_url: where credentials may be sent; https, or http on this machine.
        scope: the key's scope; None when it is not known, then the server decides.
        clock: seconds that only go forward. The server's date is not looked at.

    Attributes:
        max_token_wait: seconds that a call waits for a token that another one fetches, 120 unless set; less where the
            call's deadline is nearer.
        deadline: seconds that a call may take in all unless its options say otherwise, as in the policy of retries.

    Raises:
        ValueError: the base URL cannot be used.

    >>> ClientCredentialsAuth("candystore-key", "candystore-secret", "https://api-eu1.agillic.net", scope="app")
    ClientCredentialsAuth(scope='app')
    """

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
        super().__init__(_TOKEN, key, secret, base_url, kinds=_SCOPES, kind=scope, clock=clock)

    def __repr__(self) -> str:
        return f"ClientCredentialsAuth(scope={self._kind!r})"


class BasicAuth(basic.BasicAuth):
    """Sends key and secret with each call. The vendor calls it less secure than OAuth 2.0 and advises against it [S1].

    Args:
        key: the developer key; it holds no colon.
        secret: the developer secret.
        base_url: where credentials may be sent; https, or http on this machine.
        scope: the key's scope; None when it is not known, then the server decides.

    Raises:
        ValueError: the key holds a colon, or the base URL cannot be used.

    >>> BasicAuth(Secret("candystore-key"), Secret("candystore-secret"), "https://api-eu1.agillic.net")
    BasicAuth(scope=None)
    """

    def __init__(self, key: Secret | str, secret: Secret | str, base_url: str, *, scope: Scope | None = None) -> None:
        key, secret = Secret(key), Secret(secret)
        super().__init__(API, key, secret, base_url, token_operation=_TOKEN.operation.id, kinds=_SCOPES, kind=scope)

    def __repr__(self) -> str:
        return f"BasicAuth(scope={self._kind!r})"
