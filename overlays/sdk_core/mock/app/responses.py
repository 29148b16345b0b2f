"""What handlers give back: a response, or an error that becomes one; and by which rule something is rejected."""

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
"""What rule a status stands for where an error names none."""


@dataclass(frozen=True, slots=True)
class MockResponse:
    """The response to a call.

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
    """What an error says of its reason beside the message; see `Reason`."""

    rule: str
    place: str | None
    field: str | None
    type: str | None
    assumption: str | None


class HTTPError(Exception):
    """Raised by a handler, or before one is called: the response is an error.

    Args:
        status: The HTTP status, 400 or more.
        message: For developers; whether it is sent is the API's. It holds no value of the request, which may be
            personal.
        headers: Of the response.
        code: The API's own code for it, where its errors have one.
        **about: What is known of the reason, as for `Reason`. Name the assumption wherever its option decides.
    """

    def __init__(
        self,
        status: int,
        message: str,
        headers: Mapping[str, str] | None = None,
        *,
        code: str | None = None,
        **about: Unpack[About],
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})
        self.code = code
        about.setdefault("rule", _RULES.get(status, f"status-{status}"))
        self.reason = Reason(message=message, **about)


@dataclass(frozen=True, slots=True)
class Rule:
    """How something is rejected.

    Attributes:
        status: The status of the response.
        assumption: The id of the document's assumption that decides it, if one does.
    """

    status: int
    assumption: str | None = None
