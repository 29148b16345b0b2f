"""Values of programs as JSON, with nothing in it that would clear a field by accident.

Problem: for many APIs null clears a field, and encoders of JSON write it for a number that is none. Without this module
a gap in somebody's data, inside a dataclass or an Enum too, would clear the fields of people, and the call would count
as done.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import partial
from math import isfinite
from typing import Any, Final, TypeGuard, cast

import orjson

from sdk_core.wire.plain_values import is_decimal, is_frame, is_missing, members, scalar

Other = Callable[[object], object]
"""Returns what is written instead of a value that JSON does not know, or raises TypeError."""

_OPTION: Final = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
_MAX_DIGITS: Final = 400
_MAX_STEPS: Final = 20
"""Names in the place of a value, in messages."""
_NAME: Final = re.compile(r"[\w -]{1,60}")
"""What a field may be called. Other names are not shown in errors."""
_NATIVE: Final = (str, int, type(None))
_LINE_BREAK: Final = orjson.Fragment(b"\n")
"""Stands between values that are written at once: within the text of JSON a line break is always escaped."""
_NULL: Final = b"null"
"""What may stand for a missing value. It is looked for from the right, in a third of the time of `in`."""


def json_writer(other: Other) -> Callable[[object], bytes]:
    """Return a function that writes a value as JSON.

    Objects with named values are written as objects, numbers of NumPy and Decimals as numbers with all their digits.

    Args:
        other: returns what is written instead of a value that is not known here, such as a date.

    The function raises TypeError for a value that has no place in JSON, and ValueError for a missing value (NaN, NaT,
    NA) and an infinite number; the message names the member.

    >>> write = json_writer(rejected)
    >>> write({"AGE": 20})
    b'{"AGE":20}'
    >>> write({"AGE": float("nan")})
    Traceback (most recent call last):
        ...
    ValueError: AGE: nan cannot stand in a JSON body: leave the member out, or give None to clear it
    """
    dumps, option, simpler = orjson.dumps, _OPTION, partial(_simpler, other=other)

    def write(value: object) -> bytes:
        try:
            text = dumps(value, simpler, option)
        except TypeError as error:
            cause = error
        else:
            if text.rfind(_NULL) >= 0:  # only then may a value be missing, and is it worth the walk
                _check_none_missing(value)
            return text
        raise _located(value, cause, simpler)

    return write


def json_writer_of_many(other: Other) -> Callable[[Sequence[object]], list[bytes]]:
    """Return a function that writes each of some values as JSON: all at a time, as most of the time is that of a call.

    Args:
        other: as of `json_writer`.

    The function returns each with a comma behind it, ready to be put together. It raises TypeError or ValueError where
    that of `json_writer` would for any value, not always in its words.

    >>> json_writer_of_many(rejected)([{"AGE": 20}, "Ada"])
    [b'{"AGE":20},', b'"Ada",']
    """
    simpler = partial(_simpler, other=other)

    def write(values: Sequence[object]) -> list[bytes]:
        apart: list[object] = [_LINE_BREAK] * (2 * len(values))
        apart[::2] = values
        text = orjson.dumps(apart, simpler, _OPTION)
        # The last line break, and the brackets, are no part of any. From the right, the search takes half of the time.
        texts = text[1:-2].rsplit(b"\n,")
        if len(texts) != len(values):  # a value is made of raw JSON with line breaks, or there is none
            texts = [orjson.dumps(value, simpler, _OPTION) + b"," for value in values]
        if text.rfind(_NULL) >= 0:
            for value, written in zip(values, texts, strict=True):
                if _NULL in written:
                    _check_none_missing(value)
        return texts

    return write


def rejected(value: object) -> object:
    """Reject a value that JSON does not know; the plainest `Other`.

    Raises:
        TypeError: always.
    """
    raise TypeError(f"a {type(value).__name__} cannot stand in a JSON body: make it text or a number first")


def _simpler(value: object, other: Other) -> object:
    """Return a value that the encoder does not know in the next simpler form."""
    if is_missing(value):
        raise _missing(value)
    plain = scalar(value)
    if plain is None:  # what is missing in Arrow
        raise _missing(value)
    if is_decimal(plain):
        return _number(plain)
    if plain is not value:
        return other(plain) if isinstance(plain, date) else _checked(plain)
    named = members(value)
    if named is not None:
        return _checked(dict(named))
    if isinstance(value, set | frozenset) or _is_array(value):
        return _checked(list(cast("Any", value)))
    return _checked(other(value))


def _checked(made: object) -> object:
    """Reject what is made here if it holds a missing value; after it, only the encoder would see it."""
    found = _first_missing(made)
    if found:
        raise _missing(found[1])  # without its place, which is looked for from above
    return made


def _is_array(value: object) -> bool:
    return hasattr(type(value), "__array__") and bool(getattr(value, "shape", ())) and not is_frame(value)


def _number(value: Any) -> orjson.Fragment:
    if not value.is_finite():
        raise _missing(value)
    if abs(value.adjusted()) >= _MAX_DIGITS or -value.as_tuple().exponent > _MAX_DIGITS:
        raise ValueError(f"a number in a JSON body has at most {_MAX_DIGITS} digits: round it")
    return orjson.Fragment(format(value, "f"))


def _missing(value: object) -> ValueError:
    name = getattr(value, "as_py", None) and "a missing value"
    return ValueError(f"{name or value} cannot stand in a JSON body: leave the member out, or give None to clear it")


def _check_none_missing(value: object) -> None:
    found = _first_missing(value)
    if found:
        raise ValueError(_at(found[0], str(_missing(found[1]))))


def _first_missing(value: object) -> tuple[str, object] | None:
    for place, inner in _walk(value, ""):
        if is_missing(inner) or (isinstance(inner, float) and not isfinite(inner)):
            return place, inner
    return None


def _walk(value: object, place: str) -> Iterator[tuple[str, object]]:
    """Yield what is no container among the values within a value, with its place."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, _NATIVE):
        return
    parts = _parts(value)
    if parts is None:
        yield place, value
        return
    for name, inner in parts:
        if not isinstance(inner, _NATIVE) or isinstance(inner, Enum):
            yield from _walk(inner, _joined(place, name))


def _is_list(value: object) -> TypeGuard[Collection[object]]:
    return isinstance(value, list | tuple | set | frozenset)


def _parts(value: object) -> list[tuple[str | int, object]] | None:
    if isinstance(value, Mapping):
        return [(str(name), inner) for name, inner in cast("Mapping[object, object]", value).items()]
    if _is_list(value) and not hasattr(value, "_asdict"):
        return list(enumerate(value))
    named = None if isinstance(value, float | date) else members(value)
    return None if named is None else list(named.items())


def _located(value: object, error: TypeError, simpler: Other) -> TypeError | ValueError:
    """Return an error with the name of the member that cannot be written."""
    cause = error.__cause__
    try:
        place = _place(value, simpler)
    except Exception:  # noqa: BLE001 - of objects that are not ours; what they raised before is reported
        place = ""
    if cause is None:  # the encoder's own words: they name types and no values
        problem = f"it cannot be written as JSON: {error}; make such a value text, or leave it out"
        return TypeError(_at(place, problem))
    return (ValueError if isinstance(cause, ValueError) else TypeError)(_at(place, str(cause)))


def _place(value: object, simpler: Other) -> str:
    place = ""
    for _ in range(_MAX_STEPS):  # a value that holds itself has no end
        for name, inner in _parts(value) or ():
            if not _can_be_written(inner, simpler):
                place, value = _joined(place, name), inner
                break
        else:
            return place
    return f"{place}..."


def _can_be_written(value: object, simpler: Other) -> bool:
    try:
        orjson.dumps(value, simpler, _OPTION)
    except TypeError:
        return False
    return _first_missing(value) is None


def _joined(place: str, name: str | int) -> str:
    if isinstance(name, int):
        return f"{place}[{name}]"
    if not _NAME.fullmatch(name):  # such as an address of a person, by which a program keeps something
        name = "(a member)"
    return f"{place}.{name}" if place else name


def _at(place: str, message: str) -> str:
    return f"{place}: {message}" if place else message
