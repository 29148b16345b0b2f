"""Calls within a budget: how many are left, when to try or to ask again, when to stop, and what was answered."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from agillic.contract.doubts import doubt_of
from agillic.contract.responses import Answer, Odd
from agillic_api import OPERATIONS, UNSET, ApiError, Client
from agillic_api.types import Request, build_request
from sdk_core.wire.retry_after import retry_after

MAX_FAILURES = 5
"""So many failures in a row, of more than one operation, and the instance is left alone."""
PAUSES = (1.0, 2.0, 4.0)
"""Seconds before each repeat of a call that was turned away, failed or got no answer; more if the instance says so."""
MAX_PAUSE = 120.0
"""Seconds; an instance that asks for more is left alone."""
AGREEING = 2
"""So many answers in a row have to agree where one alone is not believed."""
AGREEING_IF_UNSTEADY = 4
"""The same of an instance that contradicted itself before."""
MAX_ASKED = 8
"""How often the same is asked until so many agree."""

_MEDIA_TYPE = re.compile("[a-z]{1,20}/[a-z0-9.+-]{1,80}")
_TOO_MANY, _SERVER_ERROR = 429, 500


class Stopped(Exception):  # noqa: N818 - not a mistake: the run ends with what it has
    """No more calls are made; the message says why."""


class Caller:
    """Makes calls, one after the other, and keeps what they were answered.

    Args:
        client: Of the instance, without credentials.
        most: How many calls may be made in all.
        wait: Lets seconds pass.

    Attributes:
        answers: What came back, the oldest first, without what the instance contradicted afterwards.
        headers: Of every request: the credentials.
        contradicted: The operations of which the instance did not give the same answer twice.
    """

    def __init__(self, client: Client, most: int, wait: Callable[[float], object] = time.sleep) -> None:
        self._client, self._most, self._wait = client, most, wait
        self._made = self._reserved = 0
        self._failed: list[str] = []
        self._down: set[str] = set()
        self._agreeing = AGREEING
        self.answers: list[Answer] = []
        self.headers: tuple[tuple[str, str], ...] = ()
        self.contradicted: set[str] = set()

    @property
    def made(self) -> int:
        """How many calls were made."""
        return self._made

    def reserve(self, calls: int) -> None:
        """Set calls aside, for what has to be done at the end.

        Raises:
            Stopped: So many are not left.
        """
        if self._made + self._reserved + calls > self._most:
            raise Stopped(f"the budget of {self._most} calls is used up")
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
        odd: Odd | None = None,
        once: bool = False,
    ) -> Answer:
        """Call an operation, and return its answer, whatever its status.

        What was turned away or failed is tried again, and a doubtful answer asked for again; see `doubts`.

        Args:
            operation_id: What to call.
            values: The parameters by their names on the wire.
            body: What to send.
            should_succeed: Whether it names only what is there.
            odd: What is otherwise than the document describes a request.
            once: Whether it is called once and no more, whatever comes.

        Raises:
            Stopped: The budget is used up, or the instance asks to wait for long, does not answer or keeps failing.
        """
        request = self._request(operation_id, values or {}, body, odd or Odd())
        kind = Answer(operation_id, odd is None, should_succeed, 0)
        answer = self._answered(request, kind, ()) if once else self._believed(request, kind)
        if not answer.status:
            self.contradicted.add(operation_id)
        elif answer.status < _SERVER_ERROR:  # failures are kept already
            self.answers.append(answer)
        return answer

    def _request(self, operation_id: str, values: Mapping[str, Any], body: object, change: Odd) -> Request:
        request = build_request(OPERATIONS[operation_id], values, body)
        credentials = () if operation_id == "getOAuthToken" else self.headers
        headers = {**dict(credentials), **dict(request.headers), **change.headers}
        return replace(
            request,
            target=change.target or request.target,
            headers=tuple(headers.items()),
            content=change.content or request.content,
        )

    def _believed(self, request: Request, kind: Answer) -> Answer:
        """Return an answer that can be believed; one of the status 0 if the instance contradicts itself."""
        answer = self._answered(request, kind)
        doubt, agreeing = doubt_of(answer), 1
        for _ in range(MAX_ASKED):
            if answer.status >= _SERVER_ERROR or doubt is None:
                return answer
            if agreeing >= self._agreeing + bool(doubt.departures):  # a departure corrects the document
                return answer
            before, answer = doubt, self._answered(request, kind)
            doubt = doubt_of(answer, is_first=False)
            agreeing = agreeing + 1 if doubt == before else 1
            if doubt != before:
                self._agreeing = AGREEING_IF_UNSTEADY
        return kind

    def _answered(self, request: Request, kind: Answer, pauses: Sequence[float] = PAUSES) -> Answer:
        """Return what a request is answered in the end, after a repeat behind each pause where that may help."""
        pauses = () if kind.operation in self._down else pauses
        for number in count():
            answer, asked = self._sent(request, kind)
            if answer is not None and answer.status != _TOO_MANY and answer.status < _SERVER_ERROR:
                self._failed.clear()
                self._down.discard(kind.operation)
                return answer
            self._failed.append(kind.operation)
            if answer is not None:
                self.answers.append(answer)  # it tells of the limits, or that the operation fails
            if asked > MAX_PAUSE:
                raise Stopped(f"the instance asks to wait for more than {MAX_PAUSE:.0f} seconds; try later")
            if len(self._failed) >= MAX_FAILURES and len(set(self._failed)) > 1:
                raise Stopped(f"the instance failed {MAX_FAILURES} times in a row")
            if number < len(pauses):
                self._wait(max(asked, pauses[number]))
            elif answer is None:
                raise Stopped(f"no answer came to {kind.operation}, asked {number + 1} times")
            elif answer.status == _TOO_MANY:
                raise Stopped(f"the instance answered 429, too many calls, {number + 1} times; try again later")
            else:
                self._down.add(kind.operation)  # it is not waited for again
                return answer
        raise AssertionError  # counting does not end

    def _sent(self, request: Request, kind: Answer) -> tuple[Answer | None, float]:
        """Make one call. Return its answer, if one came, and for how many seconds it asks to wait."""
        if self._made + self._reserved >= self._most:
            raise Stopped(f"the budget of {self._most} calls is used up")
        self._made += 1
        try:
            received = self._client.send(request)
        except ApiError:  # also for a body that broke off or cannot be decoded
            return None, 0.0
        media_type = received.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type and not _MEDIA_TYPE.fullmatch(media_type):
            media_type = "(odd)"  # it is shown, and might hold anything
        answer = replace(
            kind,
            status=received.status_code,
            media_type=media_type,
            content=received.content,
            says_when_to_retry="retry-after" in received.headers,
        )
        return answer, retry_after(received.headers, time.time()) or 0.0
