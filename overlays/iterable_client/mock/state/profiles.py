"""How what is sent becomes part of a profile, and two profiles become one."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast

import orjson

from iterable_client.mock.state.errors import FieldError


class ArrayMerge(NamedTuple):
    """An array whose entries are joined; of objects with the same `dedupe_by`, that of the destination stays."""

    field: str
    dedupe_by: str | None = None


_RESERVED = frozenset({"devices", "email", "userId"})
"""Fields that the project does not define itself, so that no arrays of them are joined."""


Nulls = Literal["removed", "kept", "ignored"]
"""What null for a field does: the options of the assumption `null-field`."""


def written(
    old: Mapping[str, Any], new: Mapping[str, Any], *, merge_nested: bool, nulls: Nulls = "removed"
) -> dict[str, Any]:
    """Return a profile with the top-level fields that were sent.

    Args:
        old: The profile.
        new: What was sent.
        merge_nested: Whether an object is merged with the old one, and not put in its place.
        nulls: Whether null removes a field, is its value, or leaves it as it was.

    >>> written({"a": {"b": 1}, "c": 2}, {"a": {"d": 3}, "c": None}, merge_nested=True)
    {'a': {'b': 1, 'd': 3}}
    """
    result = dict(old)
    for name, value in new.items():
        before = result.get(name)
        if value is None and nulls != "kept":
            if nulls == "removed":
                result.pop(name, None)
        elif merge_nested and isinstance(value, dict) and isinstance(before, dict):
            inner = cast("dict[str, Any]", before), cast("dict[str, Any]", value)
            result[name] = written(*inner, merge_nested=True, nulls=nulls)
        else:
            result[name] = value
    return result


def merged(
    source: Mapping[str, Any], destination: Mapping[str, Any], arrays: Sequence[ArrayMerge] = ()
) -> dict[str, Any]:
    """Return what two profiles become: a field that both have is that of the destination, unless its arrays are joined.

    Raises:
        FieldError: `dedupe_by` stands beside an array of something else than objects, or a field is not the project's.

    >>> merged({"a": 1, "b": [1, 2]}, {"a": 2, "b": 3}, [ArrayMerge("b")])
    {'a': 2, 'b': [3, 1, 2]}
    """
    result = {**source, **destination}
    for each in arrays:
        if each.field in _RESERVED:
            raise FieldError(each.field, "only arrays of the project's own fields are joined; leave it out")
        if each.field not in result:
            continue
        mine, others = _as_list(destination.get(each.field)), _as_list(source.get(each.field))
        joined = _by_member(each, mine, others) if each.dedupe_by else _distinct(mine, others)
        result[each.field] = joined
    return result


def _as_list(value: object) -> list[Any]:
    if isinstance(value, list):
        return [*cast("list[object]", value)]
    return [] if value is None else [value]


def _by_member(array: ArrayMerge, mine: list[Any], others: list[Any]) -> list[Any]:
    if not all(isinstance(each, dict) for each in (*mine, *others)):
        raise FieldError(array.field, "dedupeBy is for arrays of objects; leave it out")
    known = {_text(each.get(array.dedupe_by)) for each in mine if array.dedupe_by in each}
    return mine + [each for each in others if array.dedupe_by not in each or _text(each[array.dedupe_by]) not in known]


def _distinct(mine: list[Any], others: list[Any]) -> list[Any]:
    known = {_text(each) for each in mine}
    return mine + [each for each in others if _text(each) not in known]


def _text(value: object) -> bytes:
    """Return what values are compared by: to Python, true is 1 as well."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
