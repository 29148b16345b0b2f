"""What a job says to a target besides, checked: texts, yes or no, and whole numbers."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from sdk_core.sync.model.errors import JobError


def text_option(options: Mapping[str, Any], name: str, default: str = "") -> str:
    """Return an option that is a text.

    Args:
        options: those of the job.
        name: which one.
        default: what it is where the job does not say it.

    Raises:
        JobError: it is something else, or empty.

    >>> text_option({"table": "ORDERS"}, "table")
    'ORDERS'
    """
    value = options.get(name, default)
    if isinstance(value, str) and (value or name not in options):
        return value
    what = "empty" if value == "" else f"a {type(value).__name__}"
    raise JobError(f"the option {name} of the target is {what}: give a text")


def flag_option(options: Mapping[str, Any], name: str, *, default: bool) -> bool:
    """Return an option that is true or false.

    Args:
        options: those of the job.
        name: which one.
        default: what it is where the job does not say it.

    Raises:
        JobError: it is something else.

    >>> flag_option({}, "asynchronous", default=False)
    False
    """
    value = options.get(name, default)
    if isinstance(value, bool):
        return value
    raise JobError(f"the option {name} of the target is a {type(value).__name__}: give true or false, without quotes")


def number_option(options: Mapping[str, Any], name: str) -> int:
    """Return an option that is a whole number above zero, such as an id.

    Args:
        options: those of the job.
        name: which one.

    Raises:
        JobError: it is not there, or something else.

    >>> number_option({"list_id": 1201}, "list_id")
    1201
    """
    value = options.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    what = "missing" if name not in options else f"no id but a {type(value).__name__}"
    raise JobError(f"the option {name} of the target is {what}: give a whole number such as 7, without quotes")


def choice_option(options: Mapping[str, Any], name: str, choices: tuple[str, ...], default: str) -> str:
    """Return an option that is one of some words.

    Args:
        options: those of the job.
        name: which one.
        choices: the words.
        default: what it is where the job does not say it.

    Raises:
        JobError: it is another one.

    >>> choice_option({}, "identified_by", ("email", "userId"), "email")
    'email'
    """
    value = options.get(name, default)
    if value in choices:
        return str(value)
    raise JobError(f"the option {name} of the target cannot be {value!r}: give one of {', '.join(choices)}")


def meant(name: str, known: Iterable[str], other: str) -> str:
    """Return what to do about a name that is not known: the one that is most like it, or something else.

    Args:
        name: what a job says.
        known: what there is.
        other: what to do where nothing is like it.

    >>> meant("orders", ["ORDERS", "VOUCHERS"], "see what there is")
    'did you mean ORDERS? Case counts'
    >>> meant("ORDRES", ["ORDERS", "VOUCHERS"], "see what there is")
    'did you mean ORDERS?'
    >>> meant("xyzzy", ["ORDERS", "VOUCHERS"], "see what there is")
    'see what there is'
    """
    by_form = {each.casefold(): each for each in known}
    if near := get_close_matches(name.casefold(), by_form, n=1):
        found = f"did you mean {by_form[near[0]]}?"
        return f"{found} Case counts" if near[0] == name.casefold() else found
    return other
