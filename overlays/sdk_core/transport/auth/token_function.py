"""Tokens that a function of the caller makes, such as JSON Web Tokens: one for each subject that calls are about.

However many threads, event loops and tasks call at once, the function is asked once for a subject, and the others wait.
A token is made again before it ends, which its member `exp` says (RFC 7519 4.1.4). It is read without verification: who
made it is the caller, and only the server decides whether it counts.
"""

import inspect
import math
import re
from base64 import urlsafe_b64decode
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, Final, cast

import orjson

from sdk_core.api import Api
from sdk_core.transport import clock as waiting
from sdk_core.transport.auth.token_cache import Fetched, RefreshCanceled, Token, TokenCache, TokenRefresh, copy_for
from sdk_core.transport.auth.token_response import REFRESH_MARGIN
from sdk_core.wire.errors import ApiError, AuthenticationError, TransportError
from sdk_core.wire.interrupts import is_interrupt, leaves_unlocked, let_go, mutex
from sdk_core.wire.known_secrets import remember
from sdk_core.wire.secret import Secret

SUBJECT: Final = "sdk_core.subject"
"""Where a request's extensions say for what its token is made; it is given to the function."""
MAX_WAIT: Final = 120.0
"""Seconds that a call waits for a token that another one makes."""
MAX_SUBJECTS: Final = 1_000
"""Subjects whose tokens are kept; those that were not asked for the longest time are forgotten first."""
MakeToken = Callable[[Any], str | Awaitable[str]]
_WORD: Final = re.compile(r"[\x21-\x7e]+")


class TokenFunction:
    """Keeps the tokens that a function makes.

    Args:
        api: whose errors are raised.
        make: returns a token for a subject, or an awaitable of one.
        name: what the caller gave the function as, for messages.
        clock: seconds that only go forward.
        wall_clock: seconds since 1970, by which tokens say when they end.

    >>> from sdk_core.wire.error_reading import ErrorReader
    >>> api = Api(name="tiny", title="Tiny", package="tiny_client", distribution="tiny", base_url="", operations={},
    ...     limits={}, errors=ErrorReader())
    >>> tokens = TokenFunction(api, lambda subject: f"token-of-{subject}", name="jwt")
    >>> tokens.token("ada").header.reveal()
    'Bearer token-of-ada'
    """

    def __init__(
        self,
        api: Api,
        make: MakeToken,
        *,
        name: str,
        clock: Callable[[], float] = waiting.clock,
        wall_clock: Callable[[], float] = waiting.wall_clock,
    ) -> None:
        self._api, self._make, self._name = api, make, name
        self._clock, self._wall_clock = clock, wall_clock
        self._lock = mutex()
        self._places: OrderedDict[Hashable, TokenCache] = OrderedDict()

    def __repr__(self) -> str:
        return f"TokenFunction(name={self._name!r})"

    def token(self, subject: Hashable, rejected: Token | None = None, wait: float = MAX_WAIT) -> Token:
        """Return a token for a subject.

        Args:
            subject: what the function is given.
            rejected: a token that the server did not accept, which is not given out again.
            wait: seconds to wait for another call that asks the function.

        Raises:
            ApiError: there is no token; nothing was sent.
        """
        place = self._place(subject)
        while True:
            if rejected is None and (token := place.current()):
                return token
            own = TokenRefresh()
            try:
                found = place.get_or_start(rejected, own, blocking=True)
                if isinstance(found, Token):
                    return found
                fetching, is_ours = found
                if is_ours:
                    place.finish(fetching, fetched := self._made(subject))
                else:
                    fetching.wait(wait)
                    fetched = fetching.end() or self._too_slow(wait)
            except BaseException as end:  # others wait for this caller
                _break_off(place, own, end)
                raise
            if not isinstance(fetched, RefreshCanceled):
                return _token(fetched)

    async def token_async(self, subject: Hashable, rejected: Token | None = None, wait: float = MAX_WAIT) -> Token:
        """Do the same for asyncio."""
        place = self._place(subject)
        while True:
            if rejected is None and (token := place.current()):
                return token
            own = TokenRefresh()
            try:
                found = place.get_or_start(rejected, own, blocking=False)
                if isinstance(found, Token):
                    return found
                fetching, is_ours = found
                if is_ours:
                    place.finish(fetching, fetched := await self._made_async(subject))
                else:
                    await fetching.wait_async(wait)
                    fetched = fetching.end() or self._too_slow(wait)
            except BaseException as end:
                _break_off(place, own, end)
                raise
            if not isinstance(fetched, RefreshCanceled):
                return _token(fetched)

    @leaves_unlocked
    def _place(self, subject: Hashable) -> TokenCache:
        with self._lock:
            place = self._places.setdefault(subject, TokenCache(self._clock))
            self._places.move_to_end(subject)
            while len(self._places) > MAX_SUBJECTS:
                self._places.popitem(last=False)
            return place

    def _made(self, subject: Hashable) -> Fetched:
        try:
            word = self._make(subject)
        except Exception as error:  # noqa: BLE001 - whatever a function of the caller raises
            return self._failed(error)
        if inspect.isawaitable(word):
            if inspect.iscoroutine(word):
                word.close()
            return self._without("it is asynchronous, and this client is not: give a plain function")
        return self._read(word)

    async def _made_async(self, subject: Hashable) -> Fetched:
        try:
            word = self._make(subject)
            if inspect.isawaitable(word):
                word = await word
        except Exception as error:  # noqa: BLE001 - so
            return self._failed(error)
        return self._read(word)

    def _read(self, word: object) -> Token | ApiError:
        if not isinstance(word, str) or not _WORD.fullmatch(word):
            return self._without("it returned no text that can be sent in a header")
        remember(self, (Secret(word),))
        life = expiry(word) - self._wall_clock()
        return Token(Secret(f"Bearer {word}"), self._clock() + life - min(REFRESH_MARGIN, max(life, 0.0) / 10))

    def _failed(self, error: Exception) -> ApiError:
        if isinstance(error, ApiError):
            return error
        failed = self._without(f"it raised {type(error).__name__}")
        failed.__cause__ = error
        return failed

    def _without(self, why: str) -> ApiError:
        message = f"no token came of the function that was given as {self._name}: {why}"
        return self._api.error(AuthenticationError)(message=message, outcome="not-sent")

    def _too_slow(self, waited: float) -> TransportError:
        message = f"no token: another call asks the function given as {self._name}, and none came in {waited:.3g} s"
        return self._api.error(TransportError)(message=message, retryable=True, outcome="not-sent")


def expiry(word: str) -> float:
    """Return when a token ends, in seconds since 1970; infinity where it does not say.

    >>> expiry("e30.eyJleHAiOjE3ODAwMDAwMDB9.c2lnbmVk"), expiry("opaque")
    (1780000000.0, inf)
    """
    try:
        payload = word.split(".")[1]
        claims: object = orjson.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        ends: object = cast("dict[str, object]", claims)["exp"] if isinstance(claims, dict) else None
    except (LookupError, ValueError):
        return math.inf
    return float(ends) if isinstance(ends, int | float) and not isinstance(ends, bool) else math.inf


def _token(fetched: Token | ApiError) -> Token:
    if isinstance(fetched, Token):
        return fetched
    raise copy_for(fetched, fetched.operation)


def _break_off(place: TokenCache, own: TokenRefresh, end: BaseException) -> None:
    if is_interrupt(end):
        let_go()
    place.finish(own, RefreshCanceled())
