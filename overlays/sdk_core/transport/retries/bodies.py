"""Whether the body of a request can be sent again: bytes and files that can be rewound; a stream cannot."""

from collections.abc import Sequence
from typing import cast

import httpx


def can_be_resent(request: httpx.Request) -> bool:
    """Tell whether a second attempt would send the same body.

    The HTTP library reads an iterator once, and goes on where a file ended: a second attempt would send nothing, or the
    rest. The files of a form it rewinds by itself, where they can be.

    >>> can_be_resent(httpx.Request("POST", "https://api.example.com", content=b"{}"))
    True
    >>> can_be_resent(httpx.Request("POST", "https://api.example.com", content=iter([b"{}"])))
    False
    """
    if isinstance(request.stream, httpx.ByteStream):
        return True
    fields = cast("Sequence[object] | None", getattr(request.stream, "fields", None))  # a form with files
    return fields is not None and all(_can_be_rewound(getattr(each, "file", b"")) for each in fields)


def _can_be_rewound(file: object) -> bool:
    if isinstance(file, bytes | str):
        return True
    seekable = getattr(file, "seekable", None)
    return not getattr(file, "closed", False) and callable(seekable) and bool(seekable())
