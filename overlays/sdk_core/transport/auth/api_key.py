"""How calls prove whose they are by a key in a header of its own, with a token beside it where the key asks for one."""

from collections.abc import AsyncGenerator, Generator
from typing import cast

import httpx

from sdk_core.api import Api
from sdk_core.transport import clock as waiting
from sdk_core.transport.auth.base import NO_KINDS, KeyKinds, SameOriginAuth
from sdk_core.transport.auth.token_cache import Token, copy_for
from sdk_core.transport.auth.token_function import MAX_WAIT, SUBJECT, TokenFunction
from sdk_core.transport.retries.call_state import CALL_STATE, DEADLINE, CallState
from sdk_core.transport.retries.classification import can_be_resent
from sdk_core.transport.retries.policy import DEFAULTS, OPERATION, OPTIONS, RequestOptions, RetryPolicy
from sdk_core.wire.errors import ApiError
from sdk_core.wire.known_secrets import remember
from sdk_core.wire.operations import Operation
from sdk_core.wire.secret import Secret
from sdk_core.wire.statuses import UNAUTHORIZED


class ApiKey(SameOriginAuth):
    """Sends a key with each call, and a token where there is a function that makes some.

    A token that is rejected (401) is made again once. Neither stays in the request, which errors hold.

    Args:
        api: whose credentials they are.
        key: the key.
        base_url: where credentials may be sent; https, or http on this machine.
        header: the name of the header that carries the key.
        kinds: which kinds of keys the API has.
        kind: of which the key is; None when it is not known, then the server decides.
        tokens: makes the tokens; None where the key alone is enough.

    Attributes:
        deadline: seconds that a call may take in all unless its options say otherwise, as in the policy of retries.

    Raises:
        ValueError: the base URL cannot be used.
    """

    def __init__(  # noqa: PLR0913 - the credentials, and what they may call
        self,
        api: Api,
        key: Secret | str,
        base_url: str,
        *,
        header: str,
        kinds: KeyKinds = NO_KINDS,
        kind: str | None = None,
        tokens: TokenFunction | None = None,
    ) -> None:
        self._key = key = Secret(key)
        super().__init__(api, base_url, kinds, kind)
        self._header, self._tokens = header, tokens
        self.deadline = RetryPolicy().deadline
        remember(self, (key,))

    @property
    def header_names(self) -> tuple[str, ...]:
        """The names of the headers that carry the credentials."""
        return (self._header,) if self._tokens is None else (self._header, "Authorization")

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a call with its credentials, and once again with a new token when that is rejected.

        Raises:
            ApiError: there is no token, or a key of its kind may not call the operation; nothing was sent.
            ValueError: the request goes to another host.
        """
        self._put_key(request)
        try:
            if self._tokens is None:
                yield request
                return
            token = self._token(self._tokens, request)
            _put_token(request, token)
            response = yield request
            if response.status_code == UNAUTHORIZED and can_be_resent(request):
                response.read()  # unread, it would keep its place among the calls in flight
                _put_token(request, self._token(self._tokens, request, token))
                yield request
        finally:
            self._take_back(request)

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Do the same for asyncio.

        Raises:
            ApiError: there is no token, or a key of its kind may not call the operation; nothing was sent.
            ValueError: the request goes to another host.
        """
        self._put_key(request)
        try:
            if self._tokens is None:
                yield request
                return
            token = await self._token_async(self._tokens, request)
            _put_token(request, token)
            response = yield request
            if response.status_code == UNAUTHORIZED and can_be_resent(request):
                await response.aread()
                _put_token(request, await self._token_async(self._tokens, request, token))
                yield request
        finally:
            self._take_back(request)

    def _put_key(self, request: httpx.Request) -> None:
        self.checked_operation(request)
        request.headers[self._header] = self._key.reveal()

    def _take_back(self, request: httpx.Request) -> None:
        # Errors of the HTTP library hold their request, and it hides no header in `repr` but Authorization.
        request.headers.pop(self._header, None)
        if self._tokens is not None:
            request.headers.pop("Authorization", None)

    def _token(self, tokens: TokenFunction, request: httpx.Request, rejected: Token | None = None) -> Token:
        try:
            return tokens.token(request.extensions.get(SUBJECT), rejected, self._patience(request))
        except ApiError as error:
            failed = _own(error, request)
        raise failed from failed.__cause__

    async def _token_async(self, tokens: TokenFunction, request: httpx.Request, rejected: Token | None = None) -> Token:
        try:
            return await tokens.token_async(request.extensions.get(SUBJECT), rejected, self._patience(request))
        except ApiError as error:
            failed = _own(error, request)
        raise failed from failed.__cause__

    def _patience(self, request: httpx.Request) -> float:
        """Return how many seconds to wait for another call's token. The call's time runs from the first wait on."""
        options, now = cast("RequestOptions", request.extensions.get(OPTIONS, DEFAULTS)), waiting.clock()
        ends = cast("float", request.extensions.setdefault(DEADLINE, now + (options.deadline or self.deadline)))
        return min(MAX_WAIT, max(0.0, ends - now))


def _put_token(request: httpx.Request, token: Token) -> None:
    request.headers["Authorization"] = token.header.reveal()


def _own(error: ApiError, request: httpx.Request) -> ApiError:
    """Return an error of the call that lacked a token, which knows of the attempts before."""
    operation = cast("Operation | None", request.extensions.get(OPERATION))
    own = copy_for(error, operation.id if operation else "")
    if isinstance(state := request.extensions.get(CALL_STATE), CallState):
        state.merge_outcome(own)
    return own
