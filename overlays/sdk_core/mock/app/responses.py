"""What handlers give back: an answer, or a refusal that becomes one."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any, TypedDict, Unpack

from sdk_core.mock.reasons import Reason

_RULES = {
    400: "request",
    401: "credentials",
    403: "scope",
    404: "unknown-resource",
    405: "method",
    409: "conflict",
    422: "selector",
}
"""What rule a status stands for where a refusal names none."""


@dataclass(frozen=True, slots=True)
class MockResponse:
    """What a call answers.

    Args:
        status: The HTTP status.
        body: Bytes are sent as they are, None as no body, everything else as JSON.
        headers: Content-Type follows from the body unless it is among them.

    >>> MockResponse(201).body is None
    True
    """

    status: int = 200
    body: Any = attribute(default=None, repr=False)
    headers: Mapping[str, str] = attribute(default_factory=dict[str, str])


class About(TypedDict, total=False):
    """What a refusal says of its reason beside the message; see `Reason`."""

    rule: str
    place: str | None
    field: str | None
    type: str | None
    assumption: str | None


class HTTPError(Exception):  # noqa: N818 - the field's word for an answer, not a failure of the mock
    """Raised by a handler, or before one is called: the call is answered with an error.

    Args:
        status: The HTTP status, 400 or more.
        message: For developers; sent with the statuses that carry one [S1]. It holds no value of the
            request, which may be personal.
        headers: Of the answer.
        **about: What is known of the reason, as for `Reason`. Name the assumption wherever its option decides.
    """

    def __init__(
        self, status: int, message: str, headers: Mapping[str, str] | None = None, **about: Unpack[About]
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})
        about.setdefault("rule", _RULES.get(status, f"status-{status}"))
        self.reason = Reason(message=message, **about)
