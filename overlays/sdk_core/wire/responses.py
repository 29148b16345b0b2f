"""What came back: bytes that are read when they are asked for."""

import json
from collections.abc import Callable, MutableMapping
from typing import Any, Final, Generic, TypeVar, cast

import orjson

from sdk_core.wire.counting import counted
from sdk_core.wire.operations import Operation

T = TypeVar("T")


class Response(Generic[T]):
    """A response: its status, headers and bytes, and by `parsed` what they mean.

    Attributes:
        operation: what was called.
        status_code: the HTTP status, also one that no standard knows.
        headers: the headers of the response.
        content: the body.
    """

    __slots__ = ("_parse", "content", "headers", "operation", "status_code")

    def __init__(
        self,
        operation: Operation,
        status_code: int,
        headers: MutableMapping[str, str],
        content: bytes,
        parse: "Callable[[Response[Any]], T]",
    ) -> None:
        self.operation = operation
        self.status_code = status_code
        self.headers = headers
        self.content = content
        self._parse = parse

    def __repr__(self) -> str:
        return f"<Response {self.status_code} to {self.operation.id}, {counted(len(self.content), 'byte')}>"

    def json(self) -> Any:
        """Return the body as plain dicts and lists, the fastest way to read many rows.

        Raises:
            ValueError: the body is no JSON.
        """
        return read_json(self.content)

    @property
    def text(self) -> str:
        """The body as UTF-8 text; bytes that are none are replaced."""
        return self.content.decode("utf-8", errors="replace")

    @property
    def parsed(self) -> T:
        """The body as the document describes it.

        Raises:
            ResponseParseError: the body is not what the document describes.
        """
        return self._parse(self)


def read_json(content: bytes) -> Any:
    """Return what JSON means, with all digits of its integers.

    Raises:
        ValueError: it is no JSON.
    """
    value = orjson.loads(content)
    # An integer of more than 64 bits has become a float, by which digits are lost. Such are rare, and looked for at
    # 1 GB a second; the standard library keeps them, and takes three times as long.
    return json.loads(content) if _LONG_NUMBER in content.translate(_DIGITS) else value


_DIGITS: Final = bytes(ord("0") if byte in b"0123456789" else byte for byte in range(256))
_LONG_NUMBER: Final = b"0" * 19


def any_response(response: Response[Any]) -> Any:
    """Read a response that is documented without a body: None if it has none, else its JSON, else its bytes."""
    if not response.content:
        return None
    try:
        return response.json()
    except ValueError:
        return response.content


def json_list(response: Response[Any]) -> list[Any]:
    """Read a response that is documented as an array.

    Raises:
        TypeError: it is something else. Looping over an empty object or text would pass it off as an empty array.
    """
    value = response.json()
    if not isinstance(value, list):
        raise TypeError(f"it is a {type(value).__name__} and no array")
    return cast("list[object]", value)
