"""The module `limits` of a generated package: what the document's x-limits says, without its sources."""

from generator.load.json_values import Json, mapping, sequence

_WORDS = ("sources", "note")


def limits_module(document: dict[str, Json]) -> str:
    """Return the text of the module.

    >>> declared = {"x-limits": {"all": [{"at_once": 4, "of": "key", "sources": ["DOC"]}]}}
    >>> limits_module(declared).splitlines()[-4]
    "LIMITS: Final[Mapping[str, Any]] = {'all': [{'at_once': 4, 'of': 'key'}], 'named': {}}"
    """
    declared = mapping(document.get("x-limits"))
    limits = {
        "all": [
            {key: value for key, value in rate.items() if key not in _WORDS} for rate in sequence(declared.get("all"))
        ],
        "named": {name: limit["value"] for name, limit in mapping(declared.get("named")).items()},
    }
    return f'''"""How much the API takes, by `x-limits` of its document."""

from collections.abc import Mapping
from typing import Any, Final

LIMITS: Final[Mapping[str, Any]] = {limits!r}
"""`all`: the rates that count for every operation, besides those among its traits (spec/traits.schema.json, `rate`).
`named`: the values of the other limits.
"""
'''
