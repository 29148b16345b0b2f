"""Which answer the mock gives where nobody documents the API's: the document's assumptions, and the options chosen.

The bundled document lists the open questions in `x-assumptions`, each with its plausible answers and the one that this
project builds on. An instance file can choose another for every question that concerns behavior, so that a client is
tested against all readings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from agillic.mock.content import content


class AssumptionError(ValueError):
    """An assumption or option that the document does not have, or that changes nothing that a server does."""


@dataclass(frozen=True, slots=True)
class Assumptions:
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

    options: Mapping[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", dict(self.options))  # our own, so that what was checked stays so
        known = switchable()
        for id_, option in self.options.items():
            if id_ in known:
                if option not in known[id_]:
                    raise AssumptionError(
                        f"the assumption {id_!r} has no option {option!r}; {_known(option, known[id_])}"
                    )
            elif id_ in _defaults():
                raise AssumptionError(
                    f"the assumption {id_!r} concerns the document alone, nothing that a server does; leave it out"
                )
            else:
                raise AssumptionError(f"there is no assumption {id_!r}; {_known(id_, known)}")

    def choice(self, id_: str) -> str:
        """Return the id of the option that holds: the one chosen, else the document's default.

        Raises:
            AssumptionError: The document has no such assumption.

        >>> Assumptions().choice("forbidden-scope-status")
        'status-403'
        """
        defaults = _defaults()
        if id_ not in defaults:
            raise AssumptionError(f"there is no assumption {id_!r}; {_known(id_, defaults)}")
        return self.options.get(id_, defaults[id_])


def switchable() -> Mapping[str, Mapping[str, str]]:
    """Return the assumptions that concern behavior: by id, what each of their options means, by option id.

    >>> list(switchable()["filter-case"])
    ['case-counts', 'ignored']
    """
    return _read()[1]


def _defaults() -> Mapping[str, str]:
    return _read()[0]


@cache
def _read() -> tuple[Mapping[str, str], Mapping[str, Mapping[str, str]]]:
    """Return all defaults, and the options of what can be switched."""
    assumptions = content()["x-assumptions"]
    defaults = {id_: entry["default"] for id_, entry in assumptions.items()}
    options = {id_: entry["options"] for id_, entry in assumptions.items() if entry["concerns"] == "behavior"}
    return defaults, options


def _known(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1)
    return (f"did you mean {near[0]!r}? " if near else "") + f"Known are {', '.join(sorted(known))}"
