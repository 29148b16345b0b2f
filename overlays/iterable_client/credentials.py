"""How calls of Iterable prove whose they are: by a key in a header, beside which some keys ask for a user's token.

The key never stands in a URL: Iterable takes it there from some old projects alone, and limits such calls strictly.
"""

from collections.abc import Awaitable, Callable
from typing import Final, Literal, get_args

from iterable_client.api import API
from iterable_client.identity import TokenSubject
from sdk_core.transport import clock as waiting
from sdk_core.transport.auth import api_key
from sdk_core.transport.auth.base import KeyKinds
from sdk_core.transport.auth.token_function import TokenFunction
from sdk_core.wire.secret import Secret

KeyKind = Literal["server-side", "read-only", "mobile", "web", "javascript"]
"""What a key was made for, which decides what it may call."""
Jwt = Callable[[TokenSubject], str | Awaitable[str]]
"""A function that returns a token for a user, or an awaitable of one; the latter for `AsyncIterableClient` alone."""

HEADER: Final = "Api-Key"
_KINDS: Final = KeyKinds({kind: f"the kind {kind}" for kind in get_args(KeyKind)}, usual=("server-side",))


class ApiKey(api_key.ApiKey):
    """Sends the key in the header `Api-Key`, and beside it a token where a function makes some.

    A token is kept for its user until a minute before it ends, and made again once when it is rejected (401).

    Args:
        key: the key.
        base_url: where credentials may be sent; https, or http on this machine.
        kind: what the key was made for; None when it is not known, then the server decides.
        jwt: makes tokens; None where the key alone is enough.
        clock: seconds that only go forward.
        wall_clock: seconds since 1970, by which tokens say when they end.

    Raises:
        ValueError: the base URL cannot be used.

    >>> ApiKey(Secret("0123456789abcdef"), "https://api.iterable.com", kind="server-side")
    ApiKey(kind='server-side')
    """

    def __init__(  # noqa: PLR0913 - the credentials, and what they may call
        self,
        key: Secret | str,
        base_url: str,
        *,
        kind: KeyKind | None = None,
        jwt: Jwt | None = None,
        clock: Callable[[], float] = waiting.clock,
        wall_clock: Callable[[], float] = waiting.wall_clock,
    ) -> None:
        key = Secret(key)
        tokens = None if jwt is None else TokenFunction(API, jwt, name="jwt", clock=clock, wall_clock=wall_clock)
        super().__init__(API, key, base_url, header=HEADER, kinds=_KINDS, kind=kind, tokens=tokens)

    def __repr__(self) -> str:
        return f"ApiKey(kind={self._kind!r})"
