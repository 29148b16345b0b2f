"""Who calls: developer keys, and the access tokens that they were given [S1]."""

import binascii
from base64 import b64decode
from collections.abc import Iterable
from datetime import datetime, timedelta
from hmac import compare_digest

from agillic.mock.assumptions import Assumptions
from agillic.mock.document import document
from agillic.mock.ids import Ids
from agillic.mock.instance import Key
from sdk_core.mock.clock import Clock


class Credentials:
    """The keys of an instance and the living tokens.

    Args:
        keys: The instance's.
        assumptions: `token-renewal` says what becomes of earlier tokens.
        clock: Tokens live by it, 7,200 seconds.
        ids: Gives the tokens.
        page_token: One that lives as long as the mock, for its own pages: it takes no place of an integrator's tokens.
    """

    def __init__(
        self, keys: Iterable[Key], assumptions: Assumptions, clock: Clock, ids: Ids, page_token: str | None = None
    ) -> None:
        self._keys = {key.key: key for key in keys}
        self._assumptions, self._clock, self._ids = assumptions, clock, ids
        self._life = timedelta(seconds=document().limits["access_token_life"])
        self._tokens: dict[str, tuple[Key, datetime]] = {}
        self._page_token = page_token

    def grant(self, key: str, secret: str) -> tuple[str, int] | None:
        """Give out an access token.

        Returns:
            The token and the seconds that it lives on, or None when the key or the secret is wrong.
        """
        owner = self._checked(key, secret)
        if owner is None:
            return None
        now = self._clock.now()
        self._tokens = {token: entry for token, entry in self._tokens.items() if entry[1] > now}
        own = [token for token, entry in self._tokens.items() if entry[0] == owner]
        renewal = self._assumptions.choice("token-renewal")
        if own and renewal == "same-token":
            return own[0], int((self._tokens[own[0]][1] - now).total_seconds())
        if renewal == "replaced":
            for token in own:
                del self._tokens[token]
        token = self._ids.access_token()
        self._tokens[token] = owner, now + self._life
        return token, int(self._life.total_seconds())

    def authenticate(self, authorization: str) -> Key | None:
        """Return whose key an Authorization header holds, Bearer or Basic; None when it holds none that counts."""
        scheme, _, word = authorization.partition(" ")
        if scheme.lower() == "bearer":
            if self._page_token is not None and compare_digest(word.strip().encode(), self._page_token.encode()):
                keys = [*self._keys.values()]
                return next((each for each in keys if each.scope == "public"), keys[0])
            key, end = self._tokens.get(word.strip(), (None, self._clock.now()))
            return key if end > self._clock.now() else None
        pair = self.read_basic(authorization)
        return self._checked(*pair) if pair else None

    def problem(self, authorization: str) -> str:
        """Return what is wrong with an Authorization header that holds nothing that counts."""
        scheme, _, word = authorization.partition(" ")
        if not authorization:
            return "there is no Authorization header"
        if scheme.lower() == "bearer":
            return (
                "the token has expired" if word.strip() in self._tokens else "the token was not given out, or no longer"
            )
        if scheme.lower() != "basic":
            return "the Authorization header is neither of the scheme Bearer nor Basic"
        pair = self.read_basic(authorization)
        if pair is None:
            return "the Basic header cannot be read; write base64 of key, colon and secret"
        return "the secret is wrong" if pair[0] in self._keys else "the instance has no such key"

    @staticmethod
    def read_basic(authorization: str) -> tuple[str, str] | None:
        """Return key and secret of a Basic header, unchecked; None for any other.

        >>> Credentials.read_basic("Basic Z3JlZW4uYmx1ZTpjYW5keQ==")
        ('green.blue', 'candy')
        """
        scheme, _, word = authorization.partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            key, colon, secret = b64decode(word.strip(), validate=True).decode().partition(":")
        except (binascii.Error, ValueError):  # ValueError: no ASCII, or no UTF-8 inside
            return None
        return (key, secret) if colon else None

    def _checked(self, key: str, secret: str) -> Key | None:
        owner = self._keys.get(key)
        # surrogatepass: a secret of a form may hold anything, and is wrong then, not a failure
        given = secret.encode(errors="surrogatepass")
        return owner if owner is not None and compare_digest(owner.secret.encode(), given) else None
