"""Ids of lists and campaigns: numbers, which are checked before a call with anything else is made."""

from collections.abc import Iterable
from typing import cast

from sdk_core.wire.operations import UNSET, Unset
from sdk_core.wire.whole_numbers import is_whole


def checked_id(value: int, name: str) -> int:
    """Return an id as the number that it is.

    Args:
        value: what the caller gave.
        name: what the parameter is called.

    Raises:
        ValueError: it is no whole number.

    >>> checked_id(7, "list_id")
    7
    >>> checked_id("7", "list_id")
    Traceback (most recent call last):
    ValueError: list_id cannot be '7': give the id, a whole number such as 7
    """
    if not is_whole(value):
        raise ValueError(f"{name} cannot be {value!r}: give the id, a whole number such as 7")
    return int(value)


def checked_id_or_unset(value: int | Unset, name: str) -> int | Unset:
    """Return the same, or what stands for no id."""
    return UNSET if isinstance(value, Unset) else checked_id(value, name)


def checked_ids(values: object, name: str) -> list[int]:
    """Return ids, one or more of them.

    Args:
        values: what the caller gave; numbers, unless it is wrong.
        name: what the parameter is called.

    Raises:
        ValueError: there is none, one is no whole number, or they are a text.

    >>> checked_ids([], "campaign_ids")
    Traceback (most recent call last):
    ValueError: campaign_ids cannot be []: give one id or more, such as [7]
    """
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise ValueError(f"{name} cannot be {values!r}: give one id or more, such as [7]")  # noqa: TRY004 - as for the others
    ids = [checked_id(value, f"an id of {name}") for value in cast("Iterable[int]", values)]
    if not ids:
        raise ValueError(f"{name} cannot be []: give one id or more, such as [7]")
    return ids
