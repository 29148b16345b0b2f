"""Paths that compete: a value in one of them could turn the call into one of another operation.

`GET /users/{email}` with the value `metrics` is sent as `GET /users/metrics`, and a server takes it for the operation
that has this path. Clients reject such values, so this finds the paths; the values are compared when they are given.
"""

import re
from collections.abc import Iterator

from generator.bundle.document import Operation, operations
from generator.load.json_values import Json, mapping, sequence

_PARAMETER = re.compile(r"\{[^{}]*\}")


def swallowed(literal: str, other: str) -> bool:
    """Whether a call of the path `literal` also fits `other`, a parameter of which would take a literal segment.

    >>> swallowed("/recipients/:batch", "/recipients/{recipientId}")
    True
    >>> swallowed("/recipients/{recipientId}", "/recipients/:batch")
    False
    >>> swallowed("/export/{name}.json", "/export/{jobId}")
    True
    """
    left, right = literal.split("/"), other.split("/")
    if len(left) != len(right):
        return False
    pairs = list(zip(left, right, strict=True))
    return all(_meet(a, b) for a, b in pairs) and any(_letters(a) > _letters(b) and "{" in b for a, b in pairs)


def competing(document: dict[str, Json], operation: Operation) -> list[str]:
    """Return the paths that values of an operation's path parameters could turn its path into, in the document's order.

    Those are the paths of other operations with the same method, and those that the document's `x-custom-methods`
    names: there the literal path wins whatever the method.
    """
    same = [
        path
        for path, item in mapping(document.get("paths")).items()
        if operation.method in mapping(item) and swallowed(path, operation.path)
    ]
    listed = [literal for literal, template in listed_pairs(document) if template == operation.path]
    return [*same, *(path for path in listed if path not in same and swallowed(path, operation.path))]


def competing_pairs(document: dict[str, Json]) -> list[tuple[str, str]]:
    """Return each path that wins over another one, with that other one, in the document's order and each pair once."""
    found = [(path, each.path) for each in operations(document) for path in competing(document, each)]
    return list(dict.fromkeys([*found, *listed_pairs(document)]))


def listed_pairs(document: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of `x-custom-methods`: the literal path, and the one whose parameter could swallow it."""
    for entry in sequence(document.get("x-custom-methods")):
        yield str(mapping(entry).get("literal")), str(mapping(entry).get("swallowed_by"))


def _meet(one: str, other: str) -> bool:
    """Whether there are segments that fit both of two, each literal, a parameter, or a parameter amid letters."""
    if "{" not in one or "{" not in other:
        return bool(_pattern(one).fullmatch(other) if "{" in one else _pattern(other).fullmatch(one))
    (start, *_, end), (other_start, *_, other_end) = _PARAMETER.split(one), _PARAMETER.split(other)
    starts = start.startswith(other_start) or other_start.startswith(start)
    return starts and (end.endswith(other_end) or other_end.endswith(end))


def _pattern(segment: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, _PARAMETER.split(segment))), re.DOTALL)


def _letters(segment: str) -> int:
    """Return the number of characters that are no parameter: with more of them, a segment wins."""
    return len(_PARAMETER.sub("", segment))
