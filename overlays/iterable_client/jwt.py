"""Tokens of users, signed with the secret that Iterable shows when a key with tokens is made.

Keep the secret on a server. Apps ask that server for a token; a script that holds both may sign by itself:

>>> from iterable_client import IterableClient
>>> from iterable_client.jwt import signer
>>> def track(key: str, secret: str) -> None:
...     with IterableClient(api_key=key, key_kind="mobile", jwt=signer(secret)) as iterable:
...         iterable.events.track({"email": "ada@example.com", "eventName": "reading_begun"})
"""

from collections.abc import Callable
from typing import Final

from iterable_client.identity import TokenSubject
from sdk_core.transport import clock as waiting
from sdk_core.wire.secret import Secret

LIFE: Final = 600.0
"""Seconds that a token lives unless said otherwise."""
MAX_LIFE: Final = 365 * 86_400.0
"""Seconds. A token that lives longer is as good as a password that is never changed."""


def signer(
    secret: str | Secret, *, life: float = LIFE, wall_clock: Callable[[], float] = waiting.wall_clock
) -> Callable[[TokenSubject], str]:
    """Return a function that makes a token (HS256) for a user, to be given to a client as `jwt`.

    Args:
        secret: the JWT secret of the key.
        life: seconds that a token lives, 1 to a year.
        wall_clock: seconds since 1970.

    Raises:
        ModuleNotFoundError: PyJWT is not installed.
        ValueError: the secret is empty, or the life is out of its range.
    """
    try:
        from jwt import encode  # noqa: PLC0415  # pyright: ignore[reportUnknownVariableType] - an extra
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "signing tokens needs PyJWT: run `pip install 'agillic[jwt]'`", name=error.name
        ) from None
    key = Secret(secret)
    if not key:
        raise ValueError("the secret is empty: give the one that Iterable showed with the key")
    if not 1 <= life <= MAX_LIFE:
        raise ValueError(f"life cannot be {life}: give seconds from 1 to {MAX_LIFE:,.0f}")

    def sign(subject: TokenSubject) -> str:
        """Return a token for a user.

        Raises:
            ValueError: the call names no user.
        """
        if not subject.email and not subject.user_id:
            raise ValueError(f"{subject.operation} names no user for whom a token could be made")
        now = int(wall_clock())
        who = {"email": subject.email} if subject.email else {"userId": subject.user_id}
        return encode({**who, "iat": now, "exp": now + int(life)}, key.reveal(), algorithm="HS256")

    return sign
