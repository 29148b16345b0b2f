"""Reading answers that may have any shape: what is not as expected is simply not there."""

from typing import Any, cast


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


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list."""
    return [cast("dict[str, Any]", each) for each in items(value) if isinstance(each, dict)]


def texts(value: object) -> list[str]:
    """Return the non-empty strings of a list."""
    return [each for each in items(value) if isinstance(each, str) and each]


def as_object(value: object) -> dict[str, Any]:
    """Return an object, or an empty one in place of anything else."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
