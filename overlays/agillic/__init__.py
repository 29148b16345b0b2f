"""The Agillic client that people import: what is added by hand to the generated package `agillic_api`.

Names are imported when they are first used, so that `import agillic` costs almost nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agillic.resources.custom_method import custom_method
    from agillic.wire.path_encoding import by
    from agillic.wire.rsql import F, Filter, FilterSyntaxError, parse_filter, raw, wildcard

__version__ = "0.1.0"

_MODULES = {
    "custom_method": "agillic.resources.custom_method",
    "by": "agillic.wire.path_encoding",
    **dict.fromkeys(("F", "Filter", "FilterSyntaxError", "parse_filter", "raw", "wildcard"), "agillic.wire.rsql"),
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})


__all__ = [
    "F",
    "Filter",
    "FilterSyntaxError",
    "__version__",
    "by",
    "custom_method",
    "parse_filter",
    "raw",
    "wildcard",
]
