"""How calls prove whose they are by a token: OAuth 2.0 client credentials, RFC 6749 4.4.

An auth object of the HTTP library, for its synchronous and its asynchronous clients at once.
"""

import sys
from collections.abc import AsyncGenerator, Callable, Generator
from typing import Final, TypeVar, cast

import httpx
from attrs import evolve

from sdk_core.client import TIMEOUT
from sdk_core.transport import clock as waiting
from sdk_core.transport.auth.base import NO_KINDS, KeyKinds, SameOriginAuth
from sdk_core.transport.auth.token_cache import Fetched, RefreshCanceled, Token, TokenCache, TokenRefresh, copy_for
from sdk_core.transport.auth.token_response import MAX_TOKEN_BYTES, TokenEndpoint, parse_token_response, refresh_failure
from sdk_core.transport.retries.call_state import CALL_STATE, DEADLINE, CallState
from sdk_core.transport.retries.classification import can_be_resent
from sdk_core.transport.retries.policy import DEFAULTS, OPERATION, OPTIONS, RequestOptions, RetryPolicy
from sdk_core.wire.errors import ApiError, TransportError
from sdk_core.wire.interrupts import is_interrupt, let_go
from sdk_core.wire.known_secrets import remember
from sdk_core.wire.operations import Operation
from sdk_core.wire.secret import Secret
from sdk_core.wire.statuses import UNAUTHORIZED
from sdk_core.wire.urls import checked_base_url

MAX_WAIT: Final = 120.0
"""Seconds that a call waits for a token that another one fetches."""

T = TypeVar("T")
_Flow = Generator[httpx.Request | TokenRefresh, httpx.Response | None, T]


class ClientCredentialsAuth(SameOriginAuth):
    """Gets an access token by key and secret, and renews it before it ends, and once when it is rejected (401).

    However many threads, event loops and tasks call at once, one of them fetches the token and the others wait for it,
    and learn when that fails. Share the object between all clients of a key.

    Args:
        endpoint: what gives tokens, and of which API.
        key: the key, which RFC 6749 calls the identifier of a client.
        secret: the secret.
        base_url: where credentials may be sent; https, or http on this machine.
        kinds: which kinds of keys the API has.
        kind: of which the key is; None when it is not known, then the server decides.
        clock: seconds that only go forward. The server's date is not looked at.

    Attributes:
        max_token_wait: seconds that a call waits for a token that another one fetches, 120 unless set; less where the
            call's deadline is nearer.
        deadline: seconds that a call may take in all unless its options say otherwise, as in the policy of retries.

    Raises:
        ValueError: the base URL cannot be used.
    """

    def __init__(  # noqa: PLR0913 - the credentials, and what they may call
        self,
        endpoint: TokenEndpoint,
        key: Secret | str,
        secret: Secret | str,
        base_url: str,
        *,
        kinds: KeyKinds = NO_KINDS,
        kind: str | None = None,
        clock: Callable[[], float] = waiting.clock,
    ) -> None:
        self._key, self._secret = key, secret = Secret(key), Secret(secret)
        super().__init__(endpoint.api, base_url, kinds, kind)
        self._endpoint = endpoint
        self._token_url = checked_base_url(base_url) + endpoint.operation.path
        self.max_token_wait = MAX_WAIT
        self.deadline = RetryPolicy().deadline
        self._clock = clock
        self._cache = TokenCache(clock)
        remember(self, (key, secret, Secret(f"{key.reveal()}:{secret.reveal()}")))

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a call with a token, and what is needed to get one.

        Raises:
            ApiError: no token came, or a key of its kind may not call the operation: the call was not sent.
            ValueError: the request goes to another host.
        """
        steps = self._flow(request, blocking=True)
        try:
            step = _advance(steps, None)
            while step is not None:
                response = None
                if isinstance(step, TokenRefresh):
                    step.wait(self._patience(request))
                else:
                    response = yield step
                    if step is not request or response.status_code == UNAUTHORIZED:
                        response.read()  # also that of a 401: unread, it would keep its place among the calls in flight
                step = _advance(steps, response)
        finally:
            steps.close()

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Do the same for asyncio.

        Raises:
            ApiError: no token came, or a key of its kind may not call the operation: the call was not sent.
            ValueError: the request goes to another host.
        """
        steps = self._flow(request, blocking=False)
        try:
            step = _advance(steps, None)
            while step is not None:
                response = None
                if isinstance(step, TokenRefresh):
                    await step.wait_async(self._patience(request))
                else:
                    response = yield step
                    if step is not request or response.status_code == UNAUTHORIZED:
                        await response.aread()
                step = _advance(steps, response)
        finally:
            steps.close()

    def _flow(self, request: httpx.Request, *, blocking: bool) -> _Flow[None]:
        """Yield what to send, and whom to wait for, in either half of the HTTP library."""
        operation = self.checked_operation(request)
        if operation is not None and operation.id == self._endpoint.operation.id:
            yield request  # its credentials are in its form
            return
        token = self._cache.current()
        if token is None:
            token = yield from self._new_token(request, None, blocking=blocking)
        request.headers["Authorization"] = token.header.reveal()
        response = yield request
        if response is None or response.status_code != UNAUTHORIZED or not can_be_resent(request):
            return
        token = yield from self._new_token(request, token, blocking=blocking)
        request.headers["Authorization"] = token.header.reveal()
        yield request

    def _new_token(self, request: httpx.Request, rejected: Token | None, *, blocking: bool) -> _Flow[Token]:
        while True:
            own = TokenRefresh()
            try:
                fetched = yield from self._fetched(own, request, rejected, blocking=blocking)
            except BaseException as end:  # an interrupt may come at any line, and others wait for this caller
                if is_interrupt(end):
                    let_go()
                self._cache.finish(own, RefreshCanceled())
                raise
            if isinstance(fetched, Token):
                return fetched
            if isinstance(fetched, ApiError):
                operation = cast("Operation | None", request.extensions.get(OPERATION))
                error = copy_for(fetched, operation.id if operation else "")
                if isinstance(state := request.extensions.get(CALL_STATE), CallState):
                    state.merge_outcome(error)
                raise error

    def _fetched(
        self, own: TokenRefresh, request: httpx.Request, rejected: Token | None, *, blocking: bool
    ) -> _Flow[Fetched]:
        """Yield what it takes to know how fetching ends: the caller's own, if no other does it."""
        found = self._cache.get_or_start(rejected, own, blocking=blocking)
        if isinstance(found, Token):
            return found
        fetching, is_ours = found
        if is_ours:
            return (yield from self._fetch(fetching, request))
        patience = self._patience(request)
        yield fetching
        return fetching.end() or self._too_slow(fetching, patience)

    def _patience(self, request: httpx.Request) -> float:
        """Return how many seconds to wait for another call's token. The call's time runs from the first wait on."""
        options, now = cast("RequestOptions", request.extensions.get(OPTIONS, DEFAULTS)), self._clock()
        ends = cast("float", request.extensions.setdefault(DEADLINE, now + (options.deadline or self.deadline)))
        return min(self.max_token_wait, max(0.0, ends - now))

    def _too_slow(self, fetching: TokenRefresh, waited: float) -> TransportError:
        if waited >= self.max_token_wait:  # who is in a hurry does not decide for the others
            self._cache.give_up(fetching)
        message = f"no access token: another call fetches one, and it did not come within {waited:.3g} s"
        return self._api.error(TransportError)(message=message, retryable=True, outcome="not-sent")

    def _fetch(self, fetching: TokenRefresh, request: httpx.Request) -> _Flow[Fetched]:
        fetched: Fetched = RefreshCanceled()
        handled = sys.exception()
        try:
            own_request = self._token_request(request)
            response = yield own_request
            if DEADLINE in own_request.extensions:
                request.extensions.setdefault(DEADLINE, own_request.extensions[DEADLINE])
            if response is not None:
                fetched = parse_token_response(response, self._endpoint, self._clock())
                if isinstance(fetched, Token):
                    remember(self, (fetched.value,))
        except GeneratorExit as end:
            fetched = refresh_failure(end, self._endpoint, handled)
            raise
        finally:
            self._cache.finish(fetching, fetched)
        return fetched

    def _token_request(self, request: httpx.Request) -> httpx.Request:
        known = request.extensions
        options = cast("RequestOptions", known.get(OPTIONS, DEFAULTS))
        extensions = {name: known[name] for name in ("timeout", CALL_STATE, DEADLINE) if name in known}
        extensions.setdefault("timeout", TIMEOUT.as_dict())
        operation, agent = self._endpoint.operation, request.headers.get("User-Agent", self._api.package)
        extensions |= {OPERATION: operation, OPTIONS: _token_options(options)}
        return httpx.Request(
            operation.method,
            self._token_url,
            headers={"Accept": "application/json", "User-Agent": agent},
            data={
                "grant_type": "client_credentials",
                "client_id": self._key.reveal(),
                "client_secret": self._secret.reveal(),
            },
            extensions=extensions,
        )


def _advance(steps: _Flow[None], response: httpx.Response | None) -> httpx.Request | TokenRefresh | None:
    try:
        return steps.send(response)
    except StopIteration:
        return None


def _token_options(options: RequestOptions) -> RequestOptions:
    return evolve(options, chunk=None, max_response_bytes=MAX_TOKEN_BYTES)
