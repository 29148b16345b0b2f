"""What an error knows of a call and of its response, besides its message."""

from collections.abc import Mapping
from typing import Final, TypedDict

from sdk_core.wire.statuses import Outcome


class ResponseData:
    """What a server answered. It may be about persons, so no listing of an error's attributes shows it."""

    __slots__ = ("content", "headers")

    def __init__(self, headers: Mapping[str, str], content: bytes) -> None:
        self.headers = headers
        self.content = content

    def __repr__(self) -> str:
        return f"<{len(self.content)} bytes>"


NOTHING: Final = ResponseData({}, b"")
"""Of errors without a response."""


class ErrorDetails(TypedDict, total=False):
    """What an error says besides its message.

    Attributes:
        operation: the operationId that was called; empty when the error concerns none.
        status: the HTTP status; None when no response came, or none was waited for.
        server_message: what the server said was wrong; shortened and redacted by the error.
        retryable: whether the same call may be sent again safely and may do better then, by the operation's traits
            and by what is known; False unless given.
        outcome: what is known of what the server did; unknown unless given.
        headers: the headers of the response; none unless given.
        content: the body of the response; empty unless given.
    """

    operation: str
    status: int | None
    server_message: str
    retryable: bool
    outcome: Outcome
    headers: Mapping[str, str]
    content: bytes
