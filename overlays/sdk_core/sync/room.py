"""What a room's package `sync` offers: the functions of `jobs` for its API, imported when they are first used."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Final

FUNCTIONS: Final = ("check", "init", "plan", "purge", "retry", "run", "run_all", "status", "undo")


def functions_of(api: str, module: str) -> Callable[[str], object]:
    """Return the `__getattr__` of a room's package: it gives each function with the API's name filled in.

    Args:
        api: the API's name.
        module: the package's, for the message of the error.
    """

    def get(name: str) -> object:
        if name not in FUNCTIONS:
            raise AttributeError(f"module {module!r} has no attribute {name!r}; it has {', '.join(FUNCTIONS)}")
        function = getattr(import_module("sdk_core.sync.jobs"), name)
        return partial(function, api=api)

    return get
