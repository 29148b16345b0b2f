"""Reading values from a raw path: decoded twice, and under some assumptions otherwise [S1]."""

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from urllib.parse import quote

from agillic.mock.http.address import Address
from agillic.wire.path_encoding import decode_path_value
from sdk_core.mock.app.document import Operation
from sdk_core.mock.app.parameters import whole_number
from sdk_core.mock.app.responses import HTTPError
from sdk_core.mock.assumptions import Assumptions

_LISTED = "(?:40|2B|21|23|26|27|3D|3F|5C|2F|20)"
"""The characters that the vendor's list encodes twice, and the space, of which `path-space` says so."""
_LISTED_ESCAPE = re.compile(f"%{_LISTED}", re.IGNORECASE)
_PLAIN = "[A-Za-z0-9._~*-]"
_ENCODED_TWICE = re.compile(f"(?:{_PLAIN}|%25[0-9A-F]{{2}})*", re.IGNORECASE)
"""A value that was encoded twice. Encoders differ in what they leave plain: `~` and `*` may be escaped as well."""
_OTHERS_ENCODED_ONCE = re.compile(f"(?:{_PLAIN}|%25{_LISTED}|%(?!{_LISTED})[0-9A-F]{{2}})*", re.IGNORECASE)
"""The same where only the characters of the list are encoded twice."""
_EXTENSION_CALL = re.compile("(/extensions/secure/[^/]+/)(.+)", re.DOTALL)
_EQUALS_ENCODED_ONCE = re.compile("%3D", re.IGNORECASE)


def read_path(
    operation: Operation, raw: Mapping[str, str], assumptions: Assumptions, fields: Collection[str] = ()
) -> dict[str, str | int | Address]:
    """Decode the values of a path.

    Args:
        operation: The one that the path belongs to.
        raw: The raw segment of each parameter, as `PathMatcher` finds them.
        assumptions: Say how values are encoded.
        fields: The names of the fields of person data that the instance has.

    Raises:
        HTTPError: 400; a value cannot be decoded or is of another type.
    """
    values: dict[str, str | int | Address] = {}
    for name, segment in raw.items():
        schema = operation.path_parameters[name].schema
        if schema.get("format") == "recipient-address":
            values[name] = read_address(name, segment, assumptions, fields)
        elif schema["type"] == "integer":
            values[name] = read_integer(name, segment, assumptions)
        else:
            values[name] = read_value(name, segment, assumptions)
    return values


def read_address(name: str, raw: str, assumptions: Assumptions, fields: Collection[str] = ()) -> Address:
    """Read how a path names a recipient: the literal `=` stands between a field and its value.

    Under `path-encoded-equals` an `=` that is encoded once does so too, after the name of a field.

    Args:
        name: The path parameter, for messages.
        raw: The segment as it stands in the request.
        assumptions: See `read_value`.
        fields: The names of the fields that the instance has.

    Raises:
        HTTPError: 400; it cannot be decoded, or a part of it is empty.

    >>> read_address("recipientId", "CUSTOMER_ID=a%253Db", Assumptions())
    Address(field='CUSTOMER_ID')
    >>> read_address("recipientId", "CUSTOMER_ID%3D7", Assumptions(), {"CUSTOMER_ID"})
    Address(field='CUSTOMER_ID')
    """
    field, equals, value = raw.partition("=")
    if not equals:
        field, equals, value = _parted_by_encoded_equals(name, raw, assumptions, fields)
    if not equals:
        return Address(None, read_value(name, raw, assumptions))
    if not field or not value:
        raise HTTPError(
            400,
            f"{name} has nothing {'after' if field else 'before'} its '='; write FIELD=value",
            rule="address",
            place=name,
        )
    return Address(read_value(name, field, assumptions), read_value(name, value, assumptions))


def _parted_by_encoded_equals(
    name: str, raw: str, assumptions: Assumptions, fields: Collection[str]
) -> tuple[str, str, str]:
    """Part a segment at an `=` that was encoded once; three parts as of `str.partition`, the last two empty if not."""
    choice = assumptions.choice
    equals = _EQUALS_ENCODED_ONCE.search(raw)
    if (
        equals is None
        or choice("path-encoded-equals") == "value"
        or choice("path-lenient-decoding") == "strict"
        or read_value(name, raw[: equals.start()], assumptions) not in fields
    ):
        return raw, "", ""
    return raw[: equals.start()], equals[0], raw[equals.end() :]


def read_integer(name: str, raw: str, assumptions: Assumptions) -> int:
    """Read a whole number; as `read_value` otherwise."""
    return whole_number(name, read_value(name, raw, assumptions))


def read_value(name: str, raw: str, assumptions: Assumptions) -> str:
    """Read a value.

    Args:
        name: The path parameter, for messages.
        raw: The segment as it stands in the request, in ASCII.
        assumptions: `path-lenient-decoding`, `path-space` and `path-other-characters` say how values are written.

    Raises:
        HTTPError: 400; it cannot be decoded.

    >>> read_value("tableId", "ORDERS%25202017", Assumptions())
    'ORDERS 2017'
    """
    try:
        return _decoded(raw, assumptions)
    except ValueError:
        if assumptions.choice("path-lenient-decoding") == "lenient":
            with suppress(ValueError):
                return _decoded_once(raw)  # such as 50%25, encoded once
    # from None: nothing of the value leaves
    raise HTTPError(
        400, f"{name} in the path cannot be decoded; percent-encode its UTF-8 twice", rule="encoding", place=name
    ) from None


def _decoded(raw: str, assumptions: Assumptions) -> str:
    if assumptions.choice("path-space") == "plus":
        raw = re.sub("%2B", "%2520", raw, flags=re.IGNORECASE)
    others_once = assumptions.choice("path-other-characters") == "percent-once"
    as_documented = _OTHERS_ENCODED_ONCE if others_once else _ENCODED_TWICE
    if assumptions.choice("path-lenient-decoding") == "strict" and not as_documented.fullmatch(raw):
        # It names something else: the text with the encoding that one decoding too many would have removed.
        return quote(_decoded_once(raw), safe="%*")
    if others_once:
        return _LISTED_ESCAPE.sub(lambda found: chr(int(found[0][1:], 16)), _decoded_once(raw))
    return decode_path_value(raw)


def _decoded_once(raw: str) -> str:
    return decode_path_value(raw.replace("%", "%25"))


def with_one_value(raw_path: str) -> str:
    """Return a path in which all that is handed to an extension is one value, its slashes encoded; others as they are.

    >>> with_one_value("/extensions/secure/roastery_order/a/b%2540c")
    '/extensions/secure/roastery_order/a%252Fb%2540c'
    """
    found = _EXTENSION_CALL.fullmatch(raw_path)
    return found[1] + found[2].replace("/", "%252F") if found else raw_path
