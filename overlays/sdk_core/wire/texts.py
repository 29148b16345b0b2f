"""Values of parameters as text, and text as it stands in a URL."""

from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Final

from sdk_core.wire.operations import Parameter, Unset, check_printable

_UNRESERVED: Final = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_ENCODED: Final = tuple(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in range(256))


def quoted(text: str) -> str:
    """Return a text percent-encoded as UTF-8, all but letters, digits and `-._~`.

    It is `urllib.parse.quote(text, safe="")`, which takes several times as long: it looks at each character in Python.

    Raises:
        UnicodeEncodeError: the text has half of a surrogate pair.

    >>> quoted("a/b ö")
    'a%2Fb%20%C3%B6'
    """
    return text.encode().decode("latin-1").translate(_ENCODED)


def percent_encoded(name: str, text: str) -> str:
    """Return a text as it stands in a URL.

    Raises:
        ValueError: it is no text, or UTF-8 cannot carry it.
    """
    try:
        return quoted(text)
    except UnicodeEncodeError:
        problem = "has half of a surrogate pair, which cannot be sent: read it again from its source"
    except AttributeError:
        problem = f"cannot be a {type(text).__name__}: give it text"
    raise ValueError(f"{name} {problem}")


def plain_text(parameter: Parameter, value: Any) -> str:
    """Return a value of a parameter as text.

    Raises:
        ValueError: the value is a moment without a time zone, or of a type that has no text here.
    """
    if type(value) is str:  # as most are
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"{parameter.python_name} is a moment without a time zone: give it one, for example UTC")
        if (value.utcoffset() or timedelta()) % timedelta(minutes=1):  # old local times, which RFC 3339 cannot write
            value = value.astimezone(UTC)
        text = value.isoformat(timespec="milliseconds")
        return f"{text[:-6]}Z" if value.utcoffset() == timedelta(0) else text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return str(value)
    raise ValueError(f"{parameter.python_name} cannot be a {type(value).__name__}: give it text or a number")


def path_segment(name: str, value: Any) -> str:
    """Return a value of a path parameter as one percent-encoded segment.

    Raises:
        ValueError: the value is empty, a dot segment or holds a control character: it would change which call is made.
    """
    text = str(value)
    check_printable(name, text)
    dots = text.lower().replace("%2e", ".")
    if value is None or isinstance(value, Unset) or not text or dots in {".", ".."}:
        raise ValueError(f"{name} cannot be {text!r}: it would turn the call into another one")
    return quoted(text)
