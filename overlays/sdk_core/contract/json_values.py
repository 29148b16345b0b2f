"""Reading responses that may have any shape: what is not as expected is simply not there."""

from typing import Any, TypeGuard, cast


def member(value: object, *path: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what stands at a path of names, or None.

    >>> member({"page": {"totalPages": 2}}, "page", "totalPages"), member([], "page")
    (2, None)
    """
    for name in path:
        if not isinstance(value, dict):
            return None
        value = cast("dict[str, Any]", value).get(name)
    return value


def items(value: object) -> list[Any]:
    """Return a list, or an empty one in place of anything else."""
    return cast("Any", value) if isinstance(value, list) else []


def listed(value: object) -> list[Any]:
    """Return a list, or the one that stands in an object, as the items of a page and the fields of a table do.

    >>> listed([1]), listed({"name": "PERSON", "fields": [2]}), listed({"a": [3], "b": [4]})
    ([1], [2], [])
    """
    if isinstance(value, dict):
        held = _lists(cast("dict[str, object]", value))
        return held[0] if len(held) == 1 else []
    return items(value)


def is_empty(value: object) -> bool:
    """Tell whether a value holds nothing: an empty list or object, or an object whose one list is empty.

    >>> is_empty([]), is_empty({"links": [], "content": []}), is_empty({"achieved": False})
    (True, True, False)
    """
    return value in ([], {}) or (bool(_lists(as_object(value))) and not listed(value))


def _lists(value: dict[str, object]) -> list[list[Any]]:
    return [each for name, each in value.items() if _is_list(each) and name != "links"]


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list."""
    return [cast("dict[str, Any]", each) for each in items(value) if isinstance(each, dict)]


def texts(value: object) -> list[str]:
    """Return the non-empty strings of a list."""
    return [each for each in items(value) if isinstance(each, str) and each]


def as_object(value: object) -> dict[str, Any]:
    """Return an object, or an empty one in place of anything else."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
