"""Finds the APIs that have a client, by the table that `make generate` writes, and imports none before it is wanted."""

from importlib import import_module
from typing import Any

from sdk_apis import APIS
from sdk_core.api import Api


def api_names() -> tuple[str, ...]:
    """Return the names of all APIs, which are their folders in `spec/`."""
    return tuple(APIS)


def find_api(name: str) -> Api:
    """Return an API by its name.

    Args:
        name: as `api_names` has it.

    Raises:
        ValueError: there is none of that name; the message lists those that are there.

    >>> find_api("none")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: there is no API 'none'; there are ...
    """
    if name not in APIS:
        raise ValueError(f"there is no API {name!r}; there are {', '.join(APIS)}")
    found: Api = import_module(APIS[name]).API
    return found


def load_class(place: str) -> Any:  # noqa: ANN401 - a class
    """Return a class that an API names as `module:Class`, such as its client; it is imported now.

    >>> load_class("pathlib:Path").__name__
    'Path'
    """
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
