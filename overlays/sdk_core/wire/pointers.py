"""JSON pointers of the document's traits, followed through values as JSON gives them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import cast

_LAST = "-1"


@lru_cache(maxsize=1_024)
def _steps(pointer: str) -> tuple[str, ...]:
    """Return the same once for each pointer: the document has a few, and a batch follows them in each of its rows."""
    return tuple(steps_of(pointer))


def steps_of(pointer: str) -> list[str]:
    """Return the names that a pointer goes through.

    >>> steps_of("/personData/E~1MAIL"), steps_of("")
    (['personData', 'E/MAIL'], [])
    """
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def at(value: object, pointer: str) -> object:
    """Return what a pointer leads to; a step through an array is a number, -1 for its last item.

    Args:
        value: what JSON gave.
        pointer: such as `/page/totalElements`; the empty one leads to the value itself.

    Raises:
        LookupError: there is no such member or item.
        TypeError: the pointer leads into something that has neither.

    >>> at({"files": [{"file": "a.json"}, {"file": "b.json"}]}, "/files/-1/file")
    'b.json'
    """
    for step in _steps(pointer):
        if isinstance(value, dict | Mapping):  # checked first: it takes a third of the time
            value = cast("Mapping[str, object]", value)[step]
        elif isinstance(value, list) and (step == _LAST or step.isdecimal()):
            value = cast("Sequence[object]", value)[int(step)]
        else:
            raise TypeError(
                f"the place {pointer} is not in {'a list' if isinstance(value, list) else type(value).__name__}"
            )
    return value


def found(value: object, pointer: str | None) -> object:
    """Return what a pointer leads to; None where it leads nowhere, or there is none.

    >>> found({"page": {}}, "/page/totalElements") is None
    True
    """
    try:
        return None if pointer is None else at(value, pointer)
    except (LookupError, TypeError):
        return None
