"""Which response the mock gives where the API's is undocumented: the document's assumptions, and the options chosen.

A bundled document lists the open questions in `x-assumptions`, each with its plausible options and the one that this
project builds on. An instance file can choose another for every question that concerns behavior, so that a client is
tested against all readings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any


class AssumptionError(ValueError):
    """An assumption or option that the document does not have, or that changes nothing that a server does."""


class Catalog:
    """The assumptions of a document.

    Args:
        content: Its `x-assumptions`.
    """

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content

    @cached_property
    def defaults(self) -> Mapping[str, str]:
        """The option of each that this project builds on."""
        return {id_: entry["default"] for id_, entry in self._content.items()}

    @cached_property
    def switchable(self) -> Mapping[str, Mapping[str, str]]:
        """Those that concern behavior: by id, what each of their options means, by option id."""
        return {id_: entry["options"] for id_, entry in self._content.items() if entry["concerns"] == "behavior"}


@dataclass(frozen=True)
class Assumptions:
    """The assumptions of a document, some of them switched to another option.

    Args:
        catalog: Those of the document.
        options: Option ids by assumption id. What is left out keeps its default.

    Raises:
        AssumptionError: There is no such assumption or option, or the assumption concerns the document alone.

    >>> entry = {"default": "yes", "options": {"yes": "It is.", "no": "It is not."}, "concerns": "behavior"}
    >>> Assumptions(Catalog({"is-so": entry}), {"is-so": "no"}).choice("is-so")
    'no'
    """

    catalog: Catalog = field(repr=False)
    options: Mapping[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", dict(self.options))  # our own, so that what was checked stays so
        known = self.catalog.switchable
        for id_, option in self.options.items():
            if id_ in known:
                if option not in known[id_]:
                    raise AssumptionError(
                        f"the assumption {id_!r} has no option {option!r}; {_known(option, known[id_])}"
                    )
            elif id_ in self.catalog.defaults:
                raise AssumptionError(
                    f"the assumption {id_!r} concerns the document alone, nothing that a server does; leave it out"
                )
            else:
                raise AssumptionError(f"there is no assumption {id_!r}; {_known(id_, known)}")

    def choice(self, id_: str) -> str:
        """Return the id of the option that holds: the one chosen, else the document's default.

        Raises:
            AssumptionError: The document has no such assumption.
        """
        defaults = self.catalog.defaults
        if id_ not in defaults:
            raise AssumptionError(f"there is no assumption {id_!r}; {_known(id_, defaults)}")
        return self.options.get(id_, defaults[id_])

    def status(self, id_: str) -> int:
        """Return the status that the option names which holds, as `status-404` does.

        Raises:
            AssumptionError: As for `choice`.
        """
        return status_of(self.choice(id_))


def status_of(option: str) -> int:
    """Return the status that an option names.

    >>> status_of("status-404")
    404
    """
    return int(option.removeprefix("status-"))


def _known(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1)
    return (f"did you mean {near[0]!r}? " if near else "") + f"Known are {', '.join(sorted(known))}"
