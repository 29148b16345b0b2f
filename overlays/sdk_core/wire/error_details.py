"""What an error knows of a call and of its response, besides its message; and what its class says of that."""

from collections.abc import Mapping
from inspect import cleandoc
from typing import Final, TypedDict

from sdk_core.wire.counting import counted
from sdk_core.wire.statuses import Outcome


class ResponseData:
    """What a server returned. It may be about persons, so no listing of an error's attributes shows it."""

    __slots__ = ("content", "headers")

    def __init__(self, headers: Mapping[str, str], content: bytes) -> None:
        self.headers = headers
        self.content = content

    def __repr__(self) -> str:
        return f"<{counted(len(self.content), 'byte')}>"


OF_ALL: Final = "Attributes of all errors:"
"""What begins the part of each class's docstring that is the same for all."""
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


def with_attributes(text: str | None, base: str | None) -> str | None:
    """Return the docstring of a class of errors with the attributes that all have.

    `help` shows what a class says itself, and not what its base says of the attributes that both have.

    Args:
        text: the docstring; one that is missing, as where Python left out all of them, stays so.
        base: that of the base of all errors.
    """
    if not text or OF_ALL in text:
        return text
    attributes = cleandoc(base or "").partition("\nAttributes:\n")[2].partition("\n\n")[0]
    return f"{cleandoc(text)}\n\n{OF_ALL}\n{attributes}"
