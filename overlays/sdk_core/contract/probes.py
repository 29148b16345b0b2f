"""Probes: each settles one assumption by looking at an instance."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from sdk_core.contract.run import Run

R = TypeVar("R", bound=Run)

EITHER = "either"
"""What is observed when more than one form works."""

Probe = Callable[[R], str | None]
"""Returns the id of the option that holds, or None when that cannot be decided."""


class Probes(dict[str, Probe[R]], Generic[R]):
    """Probes by the id of their assumption; an object of it decorates them.

    >>> probes = Probes[Run]()
    >>> @probes("filter-case")
    ... def look(run: Run) -> str | None:
    ...     return None
    >>> list(probes)
    ['filter-case']
    """

    def __call__(self, assumption: str) -> Callable[[Probe[R]], Probe[R]]:
        """Register a probe for an assumption."""

        def register(look: Probe[R]) -> Probe[R]:
            self[assumption] = look
            return look

        return register


def one_or_either(works: Sequence[str]) -> str | None:
    """Return the option whose form works; `either` when more than one does, for then none of them is all there is.

    >>> one_or_either(["comma"]), one_or_either(["repeated", "comma"]), one_or_either([])
    ('comma', 'either', None)
    """
    return EITHER if len(works) > 1 else next(iter(works), None)


def agreed(options: Sequence[str]) -> str | None:
    """Return the option that all of several responses show, of which two are needed at least.

    >>> agreed(["empty", "empty"]), agreed(["empty"]), agreed(["empty", "resource"])
    ('empty', None, None)
    """
    return options[0] or None if len(options) > 1 and len(set(options)) == 1 else None


def by_status(status: int, options: Mapping[int, str] | None = None) -> str | None:
    """Return the option that a status stands for: `status-404` for 404, or another one.

    >>> by_status(404), by_status(200, {200: "ignored"}), by_status(500)
    ('status-404', 'ignored', None)
    """
    if options and status in options:
        return options[status]
    return f"status-{status}" if 400 <= status <= 499 and status not in (401, 403, 429) else None  # noqa: PLR2004 - as HTTP has it
