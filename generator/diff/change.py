"""One difference between two states of an API, and what it means to callers."""

from dataclasses import dataclass
from typing import Literal

Impact = Literal["breaking", "attention", "compatible"]
"""breaking: callers that were right may be wrong now. attention: nothing stops working, but something behaves
otherwise. compatible: callers need not care."""

Area = Literal["document", "wire", "names"]
"""document: what the API is. wire: the requests that the client sends. names: what callers import and call."""


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        impact: what it means to callers.
        area: where it was seen.
        subject: what it is about: an operationId, a public Python name, or a part of the document.
        message: what changed, in a line.
        lines: on the wire, the lines of the request that went (`-`) and came (`+`).
    """

    impact: Impact
    area: Area
    subject: str
    message: str
    lines: tuple[str, ...] = ()


def shown(value: object) -> str:
    """Return a value as messages show it.

    >>> shown(True), shown("name"), shown(None), shown({"start": 1})
    ('true', "'name'", 'nothing', "{'start': 1}")
    """
    if value is None:
        return "nothing"
    return str(value).lower() if isinstance(value, bool) else repr(value)
