"""Calls within a budget: how many are left, when to stop, and what was answered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import orjson

from agillic_api import OPERATIONS, UNSET, Client, TransportError
from agillic_api.types import build_request

MOST_FAILURES = 5
"""So many answers 5XX in a row, and the instance is left alone."""

_MEDIA_TYPE = re.compile("[a-z]{1,20}/[a-z0-9.+-]{1,80}")
_TOO_MANY, _SERVER_ERROR = 429, 500


class Stopped(Exception):  # noqa: N818 - not a mistake: the run ends with what it has
    """No more calls are made; the message says why."""


@dataclass(frozen=True)
class Answer:
    """What came back. Only its shape may be shown; `repr` hides the rest.

    Attributes:
        operation: The operationId that was called.
        as_documented: Whether the request was one that the document describes, so that the answer has to be, too.
        should_succeed: Whether it names only what is there, so that it has no reason to be refused.
        status: The HTTP status.
        media_type: The media type of the body, in lower case and without parameters.
        content: The body.
        says_when_to_retry: Whether it carries Retry-After.
    """

    operation: str
    as_documented: bool
    should_succeed: bool
    status: int
    media_type: str
    content: bytes = field(repr=False)
    says_when_to_retry: bool = False

    @property
    def ok(self) -> bool:
        """Whether it is a success."""
        return 200 <= self.status <= 299  # noqa: PLR2004 - as HTTP has it

    @cached_property
    def json(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        """The body as JSON; None when it is none."""
        try:
            return orjson.loads(self.content)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Odd:
    """What is odd about a request: its answer need not be as documented. Without more, its body is odd.

    Attributes:
        target: The raw path and query to send in place of the usual one.
        headers: To send in place of the usual ones.
        content: The bytes to send in place of the usual body.
    """

    target: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    content: bytes = field(default=b"", repr=False)


class Caller:
    """Makes calls, one after the other, and keeps what they were answered.

    Args:
        client: Of the instance, without credentials.
        most: How many calls may be made in all.

    Attributes:
        answers: What came back, the oldest first.
        headers: Of every request: the credentials.
    """

    def __init__(self, client: Client, most: int) -> None:
        self._client, self._most = client, most
        self._made = self._reserved = self._failures = 0
        self.answers: list[Answer] = []
        self.headers: tuple[tuple[str, str], ...] = ()

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

    def release(self, calls: int) -> None:
        """Give calls free that were set aside."""
        self._reserved -= calls

    def call(
        self,
        operation_id: str,
        values: Mapping[str, Any] | None = None,
        body: Any = UNSET,  # noqa: ANN401 - as the client's
        *,
        should_succeed: bool = False,
        odd: Odd | None = None,
    ) -> Answer:
        """Call an operation, and return its answer, whatever its status.

        Args:
            operation_id: What to call.
            values: The parameters by their names on the wire.
            body: What to send.
            should_succeed: Whether it names only what is there.
            odd: What is otherwise than the document describes a request.

        Raises:
            Stopped: The budget is used up, the instance asks to wait, does not answer or keeps failing.
        """
        if self._made + self._reserved >= self._most:
            raise Stopped(f"the budget of {self._most} calls is used up")
        operation = OPERATIONS[operation_id]
        request = build_request(operation, values or {}, body)
        change = odd or Odd()
        credentials = () if operation_id == "getOAuthToken" else self.headers
        headers = {**dict(credentials), **dict(request.headers), **change.headers}
        request = replace(
            request,
            target=change.target or request.target,
            headers=tuple(headers.items()),
            content=change.content or request.content,
        )
        self._made += 1
        try:
            received = self._client.send(request)
        except TransportError as error:
            raise Stopped(f"no answer came to {operation_id} ({error.kind})") from error
        media_type = received.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type and not _MEDIA_TYPE.fullmatch(media_type):
            media_type = "(odd)"  # it is shown, and might hold anything
        answer = Answer(
            operation_id,
            odd is None,
            should_succeed,
            received.status_code,
            media_type,
            received.content,
            "retry-after" in received.headers,
        )
        self.answers.append(answer)
        self._look_after(answer)
        return answer

    def _look_after(self, answer: Answer) -> None:
        if answer.status == _TOO_MANY:
            raise Stopped("the instance answered 429, too many calls; try again when it has rest")
        self._failures = self._failures + 1 if answer.status >= _SERVER_ERROR else 0
        if self._failures >= MOST_FAILURES:
            raise Stopped(f"the instance failed {MOST_FAILURES} times in a row")
