"""What bodies are made of: values as JSON, members of models, and members of forms."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from math import isfinite
from typing import Any, cast

import orjson

from sdk_core.wire.operations import File, Unset
from sdk_core.wire.texts import percent_encoded

Other = Callable[[Any], Any]
"""Returns what is written instead of a value that JSON does not know, or raises TypeError."""


def write_json(value: Any, other: Other) -> bytes:
    """Return a value as JSON.

    Raises:
        TypeError: a value has no place in JSON. Dates are among them: APIs have formats of their own for those.
        ValueError: a number is infinite or not a number. It would be written as null, which clears a field.
    """
    try:
        text = orjson.dumps(value, default=other, option=orjson.OPT_PASSTHROUGH_DATETIME)
    except TypeError as error:
        # orjson wraps our own message, and says of all else what is wrong, but not what to do.
        explained = TypeError(f"the body cannot be written as JSON: {error}; make such a value text, or leave it out")
        raise (error.__cause__ or explained) from None
    if b"null" in text:  # only then can such a number be among the values, and only then is it worth the walk
        _check_finite(value)
    return text


def _check_finite(value: Any) -> None:
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"{value} cannot stand in a JSON body: leave the member out, or give None to clear it")
    elif isinstance(value, Mapping):
        for inner in cast("Mapping[str, Any]", value).values():
            _check_finite(inner)
    elif hasattr(value, "to_dict"):
        _check_finite(value.to_dict())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in cast("Iterable[Any]", value):
            _check_finite(inner)


def plain_value(value: Any) -> Any:
    """Return what is written in JSON instead of a model, another kind of map or of sequence.

    Raises:
        TypeError: it is none of these.
    """
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return to_dict()
    if isinstance(value, Unset):
        raise TypeError("UNSET cannot stand in a body: leave the member out")
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    is_binary = isinstance(value, bytes | bytearray | memoryview)
    if not is_binary and isinstance(value, Sequence | set | frozenset | Iterator):
        return list(cast("Iterator[Any]", value))
    raise TypeError(
        f"a {type(cast('object', value)).__name__} cannot stand in a JSON body: make it text or a number first"
    )


def content_bytes(body: Any) -> bytes:
    """Return a body that is sent as it is: text, bytes, or a file.

    Raises:
        TypeError: it is something else.
        ValueError: UTF-8 cannot carry the text.
    """
    if isinstance(body, bytes | bytearray | memoryview):
        return bytes(cast("bytes", body))
    if isinstance(body, str):
        try:
            return body.encode()
        except UnicodeEncodeError:
            raise ValueError(
                "the body has half of a surrogate pair, which cannot be sent: read it again from its source"
            ) from None
    if isinstance(body, File):
        return body.payload.read()
    raise TypeError(f"the body cannot be a {type(cast('object', body)).__name__}: give text, bytes, or a File")


def enum_value(kind: type[Enum], value: Any, name: str) -> Any:
    """Return what stands on the wire for a member of an enum, which may be given by its text too.

    Raises:
        ValueError: there is no such member; the message names those that there are.
    """
    try:
        return kind(value).value
    except ValueError:
        allowed = ", ".join(str(member.value) for member in kind)
    raise ValueError(f"{name} cannot be this {type(value).__name__}: give one of {allowed}")


def member_dict(value: Any, name: str) -> dict[str, Any]:
    """Return a member of a body that is a model, which may be given as a dict too.

    Raises:
        TypeError: it is something else.
    """
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return cast("dict[str, Any]", to_dict())
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    raise TypeError(f"{name} cannot be a {type(value).__name__}: give its model, or a dict")


def member_list(value: Any, name: str) -> Iterable[Any]:
    """Return a member of a body that is an array.

    Raises:
        TypeError: it is no list, nor anything else of which items come one by one.
    """
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        return cast("Iterable[object]", value)
    raise TypeError(f"{name} cannot be a {type(cast('object', value)).__name__}: give a list")


def form_text(name: str, value: Any) -> str:
    """Return a value of a form's member as text: booleans as JSON has them.

    Raises:
        ValueError: it is no text, number or boolean. Null would arrive as a word.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        percent_encoded(name, str(value))  # as the HTTP library will do, with an error that names nothing
        return str(value)
    raise ValueError(f"{name} cannot be a {type(value).__name__} in a form: give it text, a number or a boolean")
