"""Calls within a budget: how many are left, when to retry, when to stop, and what was returned."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from sdk_core.client import BaseClient
from sdk_core.contract.doubts import doubt_of
from sdk_core.contract.responses import Override, ReceivedResponse
from sdk_core.contract.rules import CallRules
from sdk_core.transport.limits.attempt_slot import AttemptSlot
from sdk_core.transport.limits.limiter import RateLimiter
from sdk_core.wire.counting import counted
from sdk_core.wire.errors import ApiError
from sdk_core.wire.operations import UNSET, Operation, Request
from sdk_core.wire.retry_after import retry_after

MAX_FAILURES = 5
"""So many failures in a row, of more than one operation, and the instance is left alone."""
PAUSES = (1.0, 2.0, 4.0)
"""Seconds before each retry of a call that was turned away, failed or got no response; more if the instance says so."""
MAX_PAUSE = 120.0
"""Seconds; an instance that asks for more is left alone."""
AGREEING = 2
"""So many responses in a row have to agree where one alone is not believed."""
AGREEING_IF_UNSTEADY = 4
"""The same of an instance that contradicted itself before."""
MAX_CALLS_UNTIL_AGREED = 8
"""How often the same call is made until so many agree."""

_MEDIA_TYPE = re.compile("[a-z]{1,20}/[a-z0-9.+-]{1,80}")
_TOO_MANY, _SERVER_ERROR = 429, 500


class RunStopped(Exception):  # noqa: N818 - not a mistake: the run ends with what it has
    """No more calls are made; the message says why."""


class CallRecorder:
    """Makes calls, one after the other, and keeps the responses.

    Args:
        client: Of the instance; without credentials, where `headers` bring them.
        rules: How calls are made, and when a response is believed.
        max_calls: How many calls may be made in all.
        wait: Lets seconds pass.
        limiter: Keeps the rate limits of the key; None without.

    Attributes:
        responses: What came back, the oldest first, without what the instance contradicted afterwards.
        rules: How calls are made.
        headers: Of every request: the credentials.
        contradicted: The operations of which the instance did not give the same response twice.
        contradictions: How often it did not.
    """

    def __init__(
        self,
        client: BaseClient,
        rules: CallRules,
        max_calls: int,
        wait: Callable[[float], object] = time.sleep,
        limiter: RateLimiter | None = None,
    ) -> None:
        self._limiter = limiter
        self.rules, self._client, self._max_calls, self._wait = rules, client, max_calls, wait
        self._operations = rules.document.api.operations
        self._made = self._reserved = 0
        self._failed: list[str] = []
        self._down: set[str] = set()
        self._agreeing = AGREEING
        self.responses: list[ReceivedResponse] = []
        self.headers: tuple[tuple[str, str], ...] = ()
        self.contradicted: set[str] = set()
        self.contradictions = 0

    @property
    def made(self) -> int:
        """How many calls were made."""
        return self._made

    def reserve(self, calls: int) -> None:
        """Set calls aside, for what has to be done at the end.

        Raises:
            RunStopped: So many are not left.
        """
        if self._made + self._reserved + calls > self._max_calls:
            raise RunStopped(f"the budget of {counted(self._max_calls, 'call')} is used up")
        self._reserved += calls

    def release(self) -> None:
        """Give all calls free that were set aside."""
        self._reserved = 0

    def call(  # noqa: PLR0913 - each says something of its own about the call
        self,
        operation_id: str,
        values: Mapping[str, Any] | None = None,
        body: Any = UNSET,  # noqa: ANN401 - as the client's
        *,
        should_succeed: bool = False,
        override: Override | None = None,
        once: bool = False,
        is_absent: bool = False,
    ) -> ReceivedResponse:
        """Call an operation, and return its response, whatever its status.

        What was turned away or failed is tried again, and a doubtful response asked for again; see `doubts`.

        Args:
            operation_id: What to call.
            values: The parameters by their names on the wire.
            body: What to send.
            should_succeed: Whether it names only what is there.
            override: What is otherwise than the document describes a request.
            once: Whether it is called once and no more, whatever comes.
            is_absent: Whether it names what is not there, so that a repeat changes nothing, and a success is doubted.

        Raises:
            RunStopped: The budget is used up, or the instance asks to wait for long, does not respond or keeps failing.
        """
        request = self._request(operation_id, values or {}, body, override or Override())
        kind = self.no_response(operation_id, as_documented=override is None, should_succeed=should_succeed)
        response = (
            self._final_response(request, kind, ()) if once else self._believed(request, kind, is_first=not is_absent)
        )
        if not response.status:
            self.contradicted.add(operation_id)
            self.contradictions += 1
        elif response.status < _SERVER_ERROR:  # failures are kept already
            self.responses.append(response)
        return response

    def no_response(
        self, operation_id: str, *, as_documented: bool = True, should_succeed: bool = False
    ) -> ReceivedResponse:
        """Return what stands for a response of an operation that did not come, with the status 0."""
        access = str(self._operations[operation_id].traits["access"])
        return ReceivedResponse(operation_id, access, as_documented, should_succeed, 0)

    def _request(self, operation_id: str, values: Mapping[str, Any], body: object, change: Override) -> Request:
        request = self.rules.wire.build_request(self._operations[operation_id], values, body)
        credentials = () if operation_id == self.rules.token_operation else self.headers
        headers = {**dict(credentials), **dict(request.headers), **change.headers}
        return replace(
            request,
            target=change.target or request.target,
            headers=tuple(headers.items()),
            content=change.content or request.content,
        )

    def _believed(self, request: Request, kind: ReceivedResponse, *, is_first: bool) -> ReceivedResponse:
        """Return a response that can be believed; one of the status 0 if the instance contradicts itself."""
        response = self._final_response(request, kind)
        doubt, agreeing = doubt_of(self.rules, response, is_first=is_first), 1
        for _ in range(MAX_CALLS_UNTIL_AGREED):
            if response.status >= _SERVER_ERROR or doubt is None:
                return response
            if agreeing >= self._agreeing + bool(doubt.departures):  # a departure corrects the document
                return response
            before, response = doubt, self._final_response(request, kind)
            doubt = doubt_of(self.rules, response, is_first=False)
            agreeing = agreeing + 1 if doubt == before else 1
            if doubt != before:
                self._agreeing = AGREEING_IF_UNSTEADY
        return kind

    def _final_response(
        self, request: Request, kind: ReceivedResponse, pauses: Sequence[float] = PAUSES
    ) -> ReceivedResponse:
        """Return the last response to a request, after a retry behind each pause where that may help."""
        pauses = () if kind.operation in self._down else pauses
        for number in count():
            response, wanted = self._sent(request, kind)
            if response is not None and response.status != _TOO_MANY and response.status < _SERVER_ERROR:
                self._failed.clear()
                self._down.discard(kind.operation)
                return response
            self._failed.append(kind.operation)
            if response is not None:
                self.responses.append(response)  # it tells of the limits, or that the operation fails
            if wanted > MAX_PAUSE:
                raise RunStopped(f"the instance asks to wait for more than {MAX_PAUSE:.0f} seconds; try later")
            if len(self._failed) >= MAX_FAILURES and len(set(self._failed)) > 1:
                raise RunStopped(f"the instance failed {MAX_FAILURES} times in a row")
            if number < len(pauses):
                self._wait(max(wanted, pauses[number]))
            elif response is None:
                raise RunStopped(f"no response came to {kind.operation} in {counted(number + 1, 'call')}")
            elif response.status == _TOO_MANY:
                raise RunStopped(
                    f"the instance responded 429 (rate limited) {counted(number + 1, 'time')}; try again later"
                )
            else:
                self._down.add(kind.operation)  # it is not waited for again
                return response
        raise AssertionError  # counting does not end

    def _sent(self, request: Request, kind: ReceivedResponse) -> tuple[ReceivedResponse | None, float]:
        """Make one call. Return its response, if one came, and for how many seconds it asks to wait."""
        if self._made + self._reserved >= self._max_calls:
            raise RunStopped(f"the budget of {counted(self._max_calls, 'call')} is used up")
        slot = AttemptSlot(self._limiter, request.operation)
        try:
            _wait_for(slot, request.operation)
            self._made += 1
            slot.note_sent()
            received = self._client.send(request)
            slot.note_response()
        except ApiError:  # also for a body that broke off or cannot be decoded
            return None, 0.0
        finally:
            slot.release()
        media_type = received.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type and not _MEDIA_TYPE.fullmatch(media_type):
            media_type = "(odd)"  # it is shown, and might hold anything
        response = replace(
            kind,
            status=received.status_code,
            media_type=media_type,
            content=received.content,
            says_when_to_retry="retry-after" in received.headers,
        )
        wanted = retry_after(received.headers, time.time())
        if self._limiter is not None:
            self._limiter.on_response(response.status, wanted, request.operation)
        return response, wanted or 0.0


def _wait_for(slot: AttemptSlot, operation: Operation) -> None:
    """Wait until the limits of the key leave room for a call."""
    try:
        slot.acquire(MAX_PAUSE)
    except (ApiError, TimeoutError) as error:
        raise RunStopped(
            f"the limits of the key leave no room for {operation.id} within {MAX_PAUSE:.0f} seconds; try later"
        ) from error
