"""What the room of an API adds to the admin API and to the pages for people."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

AdminHandler = Callable[[Any, Request], Awaitable[Any]]
"""Answers a call of the admin API: it is given the mock and the request, and returns what JSON can write, or a response
as it is to be sent, such as a file."""
InspectorHandler = Callable[[Any, Request], Any]
"""Answers a question of a page: it is given the mock and the request, and returns what JSON can write; None for what
there is not."""


def _no_samples() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Inspector:
    """The pages of an API's room.

    Attributes:
        package: The import package whose folder `static` holds `start.html`, `inspector.html`, `reference.html` and
            `parts`.
        parts: The names of what those pages load besides what the core has.
        paths: What the pages ask for, by path below `/__admin/inspector`.
        samples: Returns a program for each operation by its operationId, with `{url}` for where the mock is.
    """

    package: str
    parts: tuple[str, ...] = ()
    paths: Mapping[str, InspectorHandler] = field(default_factory=dict[str, InspectorHandler])
    samples: Callable[[], Mapping[str, str]] = _no_samples
