"""Values of path parameters that read like the path of another operation, and would turn a call into one of that."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sdk_core.wire.operations import Operation

_PATH_PARAMETER: Final = re.compile(r"\{([^{}]*)\}")


def another_value(names: Sequence[str]) -> str:  # noqa: ARG001 - an API may say more of certain parameters
    """Return what to do about values that would turn a call into another one."""
    return "give another value"


def check_competing(operation: Operation, values: Mapping[str, Any], remedy: Callable[[Sequence[str]], str]) -> None:
    """Reject values that would turn a call of an operation into one of another path, by its `competing`.

    They are compared as they were given: a server that decodes a path before it chooses the operation would take
    an encoded value for the other path as well.

    Args:
        operation: what is called.
        values: its parameters by their names on the wire.
        remedy: returns what to do about the values of the parameters that it is given the names of.

    Raises:
        ValueError: the values do that; the message names them and the other path.
    """
    texts: dict[str, str] = {}
    for path, checks in _checks(operation.path, operation.competing):
        for mine, _, pattern in checks:
            if mine not in texts:
                texts[mine] = _segment(mine, values)
            if not pattern.fullmatch(texts[mine]):
                break
        else:
            taken = [mine for mine, other, _ in checks if _letters(mine) != _letters(other)]
            names = [name for mine in taken for name in _PATH_PARAMETER.findall(mine)]
            named = " and ".join(f"{name} {str(values[name])!r}" for name in names)
            raise ValueError(f"{named} would turn this call of {operation.path} into one of {path}; {remedy(names)}")


_Checks = tuple[tuple[str, str, re.Pattern[str]], ...]
"""Segments that have parameters: as the operation has them, as the other path has them, and what those match."""


@cache  # an operation has the same ones in each call, and most calls are read and written in less than a millisecond
def _checks(own: str, competing: tuple[str, ...]) -> tuple[tuple[str, _Checks], ...]:
    """Return what must match for each competing path, by that path; paths that differ in fixed text never compete."""
    found: list[tuple[str, _Checks]] = []
    for path in competing:
        segments = [
            (mine, other, _segment_pattern(other)) for mine, other in zip(own.split("/"), path.split("/"), strict=True)
        ]
        fixed = [(mine, pattern) for mine, _, pattern in segments if "{" not in mine]
        if all(pattern.fullmatch(mine) for mine, pattern in fixed):
            found.append((path, tuple(each for each in segments if "{" in each[0])))
    return tuple(found)


def _letters(segment: str) -> str:
    return _PATH_PARAMETER.sub("", segment)


def _segment(segment: str, values: Mapping[str, Any]) -> str:
    """Return a segment with its values, not encoded."""
    name = segment[1:-1]
    if name in values:  # it is one parameter and nothing else, as nearly all are
        return str(values[name])
    return _PATH_PARAMETER.sub(lambda found: str(values[found[1]]), segment)


def _segment_pattern(segment: str) -> re.Pattern[str]:
    """Return what a segment matches when parameters stand for anything."""
    literal = _PATH_PARAMETER.split(segment)[::2]
    return re.compile(".+".join(re.escape(text) for text in literal), re.DOTALL)
