"""Whole numbers that callers give: what passes for one, and what does not."""

from operator import index


def is_whole(value: object) -> bool:
    """Tell whether a value is a whole number, also one of NumPy. True and False are none, nor is a text.

    >>> [is_whole(value) for value in (12, 0, True, 1.0, "12", None)]
    [True, True, False, False, False, False]
    """
    if isinstance(value, bool):
        return False
    try:
        index(value)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType] # what takes none is reported by its error
    except TypeError:
        return False
    return True
