"""The navigation of the site, as docs/mkdocs.yml has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.load.json_values import Json, is_mapping

CONFIGURATION = "docs/mkdocs.yml"


@dataclass(frozen=True)
class Entry:
    """A page of the navigation: the titles that lead to it, its own last, and its file among the pages."""

    titles: tuple[str, ...]
    page: str

    @property
    def section(self) -> str:
        """The first of the titles: a tab of the site."""
        return self.titles[0]


def navigation(root: Path) -> list[Entry]:
    """Return the pages of the navigation in their order.

    Args:
        root: the folder of the repository.
    """
    return list(_entries(yaml.safe_load((root / CONFIGURATION).read_text("utf-8"))["nav"], ()))


def _entries(nav: Json, above: tuple[str, ...]) -> Iterator[Entry]:
    if isinstance(nav, str):
        yield Entry(above, nav)
    elif is_mapping(nav):
        for name, below in nav.items():
            yield from _entries(below, (*above, name))
    else:
        for each in nav:
            yield from _entries(each, above)
