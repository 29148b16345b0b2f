"""Overlay: values in a path are percent-encoded twice, and no value can point a call elsewhere.

Agillic's paths take most special characters encoded twice, `@` as `%2540` (Getting Started, "Special Characters in
Paths" [S1]). OpenAPI has no words for that, so generated clients encode once. They also let a value such as `..`
through; HTTP libraries resolve it before sending, and `DELETE /recipients/{recipientId}` becomes `DELETE /`.

Without this overlay the server looks up other ids than those meant, and such values reach other resources.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, unquote_to_bytes

from sdk_core.wire.texts import quoted

TARGETS = ({"in": "path"},)
"""What this overlay is for in the spec: every path parameter."""

MAX_LENGTH = 2_000
"""The most characters of a value. Our own bound, far above any id, so that a file passed by mistake is not sent."""

_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_DOT_SEGMENT = re.compile(rb"(?:\A|[/\\])\.\.?(?:[/\\]|\Z)")
_BROKEN_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True, repr=False)
class UniqueField:
    """Addresses a recipient by a unique person data field; made by `by`.

    Attributes:
        field: The name of the field, as the instance defines it.
        value: Its value as text. It is often personal data, so `repr` hides it.
    """

    field: str
    value: str

    def __repr__(self) -> str:
        return f"by({self.field}=...)"


def by(**field: str | int) -> UniqueField:
    """Address a recipient by a unique person data field instead of the instance's recipient id.

    The field has to be unique in the instance: the server responds 400 "Path expression field is not unique"
    otherwise [S1].

    Args:
        **field: Exactly one field and its value, under the limits of `path_value`. A field whose name is no Python name
            is passed as `by(**{"CUSTOMER NO": 7})`.

    Raises:
        TypeError: None or several fields are given.
        ValueError: The field's name or value cannot stand in a path.

    >>> by(EMAIL="ada@example.com")
    by(EMAIL=...)
    >>> path_value("recipientId", by(EMAIL="ada@example.com"))
    'EMAIL=ada%2540example.com'
    """
    if len(field) != 1:
        given = ", ".join(field) or "none"
        raise TypeError(f'by() takes exactly one field, got {given}; write for example by(EMAIL="ada@example.com")')
    ((name, value),) = field.items()
    return UniqueField(_checked("the field's name in by()", name), _checked(name, value))


def path_value(name: str, value: object) -> str:
    """Write a value the way it stands in the path of a request: percent-encoded twice as UTF-8.

    ASCII letters and digits and `. _ - ~ *` stay as they are. The vendor names 13 characters [S1]; that a space may be
    `%2520` and that all others follow the same rule are the assumptions `path-space` and `path-other-characters`.
    A value is never taken for encoded already: `%20` arrives as these three characters.

    Args:
        name: The path parameter, for messages.
        value: A str of 1 to 2,000 characters, an int, or what `by` returns.

    Returns:
        ASCII text without `/`, never empty, `.` or `..`.

    Raises:
        ValueError: The value is of another type, empty, only white space or too long; has control characters, byte
            order marks or lone surrogates; or is `.` or `..`, alone or between slashes or backslashes, however often
            percent-encoded.

    >>> path_value("tableId", "ORDERS 2017")
    'ORDERS%25202017'
    >>> path_value("recipientId", "..")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: recipientId holds a step '.' or '..', ...
    """
    if isinstance(value, UniqueField):
        return f"{_encoded(f'{name}: the field', value.field)}={_encoded(f'{name}: {value.field}', value.value)}"
    return _encoded(name, value)


def decode_path_value(raw: str) -> str:
    """Read a value from a path: the reverse of `path_value` for a str or an int.

    What `by` addressed has one literal `=`; split the raw text there first, since `=` in a value looks the same after
    decoding.

    Args:
        raw: One segment of a path as it stands in the request.

    Raises:
        ValueError: A `%` is not followed by two hexadecimal digits, or the bytes are not UTF-8, in either decoding.

    >>> decode_path_value("ada%2540example.com")
    'ada@example.com'
    """
    return _decoded_once(_decoded_once(raw))


def _encoded(name: str, value: object) -> str:
    once = quoted(_checked(name, value)).replace("%2A", "*")  # the vendor's list leaves `.`, `_` and `*` as they are
    return once.replace("%", "%25")  # the same as encoding again: all else in it stays as it is


def _checked(name: str, value: object) -> str:
    """Return the value as text, or say what is wrong with it; its own words may be personal data and stay out."""
    text = _text(name, value)
    if len(text) > MAX_LENGTH:
        raise ValueError(f"{name} has {len(text):,} characters; pass an id of at most {MAX_LENGTH:,}")
    if not text or text.isspace():
        what = "only white space" if text else "empty"
        raise ValueError(f"{name} is {what}, which would address another resource; pass the id of the one you mean")
    if found := _NOT_TEXT.search(text):
        raise ValueError(
            f"{name} has U+{ord(found[0]):04X} at index {found.start()}: control characters, byte order marks and lone "
            "surrogates cannot stand in a path; remove it, and check how the value was read"
        )
    if _has_dot_segment(text):
        raise ValueError(
            f"{name} holds a step '.' or '..', alone or beside a slash or backslash, encoded or not, which would lead "
            "to another path; rename it in Agillic, or address it another way"
        )
    return text


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    # bool is an int in Python; an int of more bits has far over MAX_LENGTH digits, and Python may reject to write it
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() <= 4 * MAX_LENGTH:
        return int.__repr__(value)
    kind = "an int of that size" if type(value) is int else type(value).__name__
    raise ValueError(f'{name} cannot be {kind}; pass a str, an int, or for a recipient by(EMAIL="ada@example.com")')


def _has_dot_segment(text: str) -> bool:
    """Whether a step remains after any number of decodings: it is unknown how often servers on the way decode."""
    before, decoded = b"", text.encode()
    while b"%" in decoded and decoded != before:
        before, decoded = decoded, unquote_to_bytes(decoded)
    return _DOT_SEGMENT.search(decoded) is not None


def _decoded_once(text: str) -> str:
    if broken := _BROKEN_ESCAPE.search(text):
        raise ValueError(
            f"a path value has a % without two hexadecimal digits at index {broken.start()}; "
            "percent-encode values twice, as path_value does"
        )
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        # from None: the exception would show the value
        raise ValueError("a path value is not UTF-8; percent-encode values twice, as path_value does") from None
