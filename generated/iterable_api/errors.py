# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it anew.
"""What can go wrong with a call."""

import re
from typing import Any

LONGEST_MESSAGE = 200
"""Characters of the server's own message that an error repeats."""


class ApiError(Exception):
    """The base of all errors of this package.

    Attributes:
        operation: the operationId that was called.
    """

    def __init__(self, message: str, *, operation: str) -> None:
        super().__init__(message)
        self.operation = operation

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors cross process borders: an exception with keyword arguments needs to say how it is made again.
        return _again, (type(self), self.args, self.__dict__)


class StatusError(ApiError):
    """The server answered with a status that is no success.

    Attributes:
        status_code: the HTTP status.
        headers: the headers of the answer.
        content: the body of the answer, which the message does not repeat.
        server_message: what the server said was wrong, shortened; empty when it said nothing.
    """

    def __init__(
        self, *, operation: str, status_code: int, headers: dict[str, str], content: bytes, server_message: str = ""
    ) -> None:
        self.status_code = status_code
        self.headers = headers
        self.content = content
        self.server_message = _plain(server_message)
        said = f": {self.server_message}" if self.server_message else ""
        super().__init__(f"{operation} was answered with {status_code}{said}", operation=operation)


class ResponseParseError(ApiError):
    """The answer is not what the document describes.

    Attributes:
        status_code: the HTTP status.
        content: the body of the answer, which the message does not repeat.
    """

    def __init__(self, *, operation: str, status_code: int, content: bytes, reason: str) -> None:
        self.status_code = status_code
        self.content = content
        super().__init__(
            f"the answer {status_code} to {operation} is not what the document describes: {_plain(reason)}; "
            "the bytes are in `content`",
            operation=operation,
        )


class TransportError(ApiError):
    """No answer came. Whether the server received the request is not known.

    Attributes:
        kind: the class of the HTTP library's own error, which is the cause of this one.
    """

    def __init__(self, *, operation: str, kind: str) -> None:
        self.kind = kind
        super().__init__(f"{operation} got no answer ({kind})", operation=operation)


def _plain(text: str) -> str:
    """Return text of a server as one short line without control characters."""
    line = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()
    return line if len(line) <= LONGEST_MESSAGE else f"{line[: LONGEST_MESSAGE - 3]}..."


def _again(cls: type[ApiError], args: tuple[Any, ...], state: dict[str, Any]) -> ApiError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


__all__ = ["ApiError", "ResponseParseError", "StatusError", "TransportError"]
