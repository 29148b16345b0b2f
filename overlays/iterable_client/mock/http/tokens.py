"""Tokens of users: JWTs that a server of the project signed (HS256) for one user."""

import binascii
import hmac
from base64 import urlsafe_b64decode
from dataclasses import dataclass, field
from typing import Any, cast

import orjson

_PARTS = 3


class TokenError(ValueError):
    """A token that does not count. The message says why and shows nothing of it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """For whom a token was made; None is what it does not name."""

    email: str | None = field(repr=False)
    user_id: str | None = field(repr=False)


def read_token(authorization: str, secret: str, now: float) -> Subject:
    """Return for whom the token of an Authorization header was made.

    Args:
        authorization: The header.
        secret: What it must be signed with.
        now: Seconds since 1970.

    Raises:
        TokenError: It is none, was not signed with this secret, has expired, or names nobody.

    >>> read_token("Bearer a.b", "hush", 0)
    Traceback (most recent call last):
        ...
    iterable_client.mock.http.tokens.TokenError: the token is no JWT; send three parts with dots between them
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise TokenError("the key needs a token of the user; send it as Authorization: Bearer")
    parts = token.strip().split(".")
    if len(parts) != _PARTS:
        raise TokenError("the token is no JWT; send three parts with dots between them")
    header, payload, signature = parts
    if _decoded(header).get("alg") != "HS256":
        raise TokenError("the token is signed by another algorithm; sign it by HS256")
    signed = hmac.digest(secret.encode(), f"{header}.{payload}".encode(), "sha256")
    if not hmac.compare_digest(signed, _bytes(signature)):
        raise TokenError("the token was signed with another secret; sign it with that of the key")
    return _subject(_decoded(payload), now)


def _subject(claims: dict[str, Any], now: float) -> Subject:
    begins, ends = claims.get("iat"), claims.get("exp")
    if not isinstance(begins, int | float) or not isinstance(ends, int | float):
        raise TokenError("the token lacks iat or exp; write both in seconds since 1970")
    if not now < ends:
        raise TokenError("the token has expired; make a new one")
    email, user_id = (claims.get(name) if isinstance(claims.get(name), str) else None for name in ("email", "userId"))
    if not email and not user_id:
        raise TokenError("the token names no user; write email or userId into it")
    return Subject(email or None, user_id or None)


def _bytes(part: str) -> bytes:
    try:
        return urlsafe_b64decode(part.encode("ascii") + b"=" * (-len(part) % 4))
    except (binascii.Error, ValueError):
        # from None: the exception shows the part
        raise TokenError("a part of the token cannot be decoded; write base64url") from None


def _decoded(part: str) -> dict[str, Any]:
    try:
        read: object = orjson.loads(_bytes(part))
    except orjson.JSONDecodeError:
        # from None: as above
        raise TokenError("a part of the token is no JSON; make it by a library for JWTs") from None
    if not isinstance(read, dict):
        raise TokenError("a part of the token is no JSON object; make it by a library for JWTs")
    return cast("dict[str, Any]", read)
