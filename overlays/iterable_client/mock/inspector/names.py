"""How the pages write what the state has: whom a user is called, moments, and what has no value."""

from collections.abc import Mapping
from typing import Any

import orjson

from iterable_client.mock.state.moments import from_milliseconds
from iterable_client.mock.state.users import User
from sdk_core.mock.app.inspection import moment_text

_MAX_TEXT = 60


def name_of(user: User) -> str:
    """Return what a user is called: the email, or the userId without one."""
    return user.identity.value


def moment_of(stored: int | None) -> str | None:
    """Return a stored moment as the pages show it; None where there is none.

    >>> moment_of(1772482864000)
    '2026-03-02 20:21:04'
    """
    return None if stored is None else moment_text(from_milliseconds(stored))


def without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what has a value.

    >>> without_none({"sent": None, "medium": "Email"})
    {'medium': 'Email'}
    """
    return {name: value for name, value in values.items() if value is not None}


def short_text(value: object) -> str:
    """Return a value of a profile in a few words: JSON where it is no text, and its beginning where it is long.

    >>> short_text({"newsletter": "weekly"})
    '{"newsletter":"weekly"}'
    """
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return text if len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}..."
