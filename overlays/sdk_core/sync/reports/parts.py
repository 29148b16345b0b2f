"""What sections of a report's page are made of: cards, tables, legends, and lines with a bar."""

from collections.abc import Sequence
from typing import Final

from sdk_core.sync.model.rows import RowState
from sdk_core.sync.reports.charts import Part, stacked_bar
from sdk_core.sync.reports.markup import Content, Markup, element

_STATES: Final = frozenset(str(each) for each in RowState)


def card(title: str, *content: Content, id: str | None = None) -> Markup:  # noqa: A002 - the attribute's name
    """Return a section of the page.

    Args:
        title: its heading.
        content: what is below that.
        id: its id; None for none.
    """
    return element("section", element("h2", title), *content, class_="card", id=id)


def color_of(state: str) -> str:
    """Return the class that colors a state; what is not known has the color of what is unknown."""
    return state if state in _STATES else str(RowState.UNKNOWN)


def swatch(part: Part) -> Markup:
    """Return what shows the color of a part beside its name."""
    return element("i", class_=f"key {part.kind}", aria_hidden="true")


def legend_of(parts: Sequence[Part]) -> Markup:
    """Return the colors of parts with their names."""
    return element("p", *(element("span", swatch(each), each.name) for each in parts), class_="legend")


def bar_line(text: str, count: int, largest: int, kind: str, name: str) -> Markup:
    """Return a line of a list of bars: a text, its bar and its number.

    Args:
        text: what is counted.
        count: the number.
        largest: the largest number of the list, whose bar is as wide as there is room.
        kind: the class that colors it.
        name: an id that no other chart of the page has.
    """
    bar = stacked_bar([Part(text, count, kind)], name=name, title=text, whole=largest, height=14)
    return element(
        "div",
        element("span", text, class_="name"),
        bar,
        element("span", f"{count:,}", class_="count"),
        class_="row",
    )


def head_of(*names: str) -> Markup:
    """Return the head of a table; a name that begins with a star is that of numbers."""
    cells = (
        element("th", name.removeprefix("*"), scope="col", class_="number" if name.startswith("*") else None)
        for name in names
    )
    return element("tr", *cells)


def table_of(head: Markup, lines: Sequence[Markup]) -> Markup:
    """Return a table that a narrow window can move sideways."""
    table = element("table", element("thead", head), element("tbody", *lines))
    return element("div", table, class_="scroll", tabindex=0, role="region", aria_label="table")


def folded(table: Markup) -> Markup:
    """Return a table that is shown on request: the numbers behind a chart."""
    return element("details", element("summary", "The numbers"), table)


def number_cell(count: int) -> Markup:
    """Return a cell with a number."""
    return text_cell(f"{count:,}")


def text_cell(text: str) -> Markup:
    """Return a cell with text that is aligned as numbers are."""
    return element("td", text, class_="number")
