"""Which response the mock gives where Agillic's is undocumented: the assumptions, and the options chosen."""

from collections.abc import Mapping
from functools import cache

from agillic.mock.document import content
from sdk_core.mock.assumptions import AssumptionError, Catalog
from sdk_core.mock.assumptions import Assumptions as CoreAssumptions

__all__ = ["AssumptionError", "Assumptions", "switchable"]


class Assumptions(CoreAssumptions):
    """The document's assumptions, some of them switched to another option.

    Args:
        options: Option ids by assumption id, both as in the document's `x-assumptions`. What is left out keeps its
            default.

    Raises:
        AssumptionError: There is no such assumption or option, or the assumption concerns the document alone.

    >>> chosen = Assumptions({"filter-case": "ignored"})
    >>> chosen.choice("filter-case"), chosen.choice("list-order")
    ('ignored', 'oldest-first')
    """

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        super().__init__(_catalog(), options or {})


def switchable() -> Mapping[str, Mapping[str, str]]:
    """Return the assumptions that concern behavior: by id, what each of their options means, by option id.

    >>> list(switchable()["filter-case"])
    ['case-counts', 'ignored']
    """
    return _catalog().switchable


@cache
def _catalog() -> Catalog:
    return Catalog(content()["x-assumptions"])
