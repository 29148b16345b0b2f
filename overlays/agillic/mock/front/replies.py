"""What handlers give back: an answer, or a refusal that becomes one."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call answers.

    Args:
        status: The HTTP status.
        body: Bytes are sent as they are, None as no body, everything else as JSON.
        headers: Content-Type follows from the body unless it is among them.

    >>> Answer(201).body is None
    True
    """

    status: int = 200
    body: Any = attribute(default=None, repr=False)
    headers: Mapping[str, str] = attribute(default_factory=dict[str, str])


class Refusal(Exception):  # noqa: N818 - the field's word for an answer, not a failure of the mock
    """Raised by a handler, or before one is called: the call is answered with an error.

    Args:
        status: The HTTP status, 400 or more.
        message: For developers; sent with the statuses that carry one [S1, facts 3.14]. It holds no value of the
            request, which may be personal.
        headers: Of the answer.
    """

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})
