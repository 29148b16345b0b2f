"""The section of a report's page on rows that were not written: why, and which they are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sdk_core.sync.model.rows import RowState
from sdk_core.sync.reports.markup import Content, Markup, element
from sdk_core.sync.reports.parts import bar_line, card, color_of
from sdk_core.sync.reports.report import RunReport
from sdk_core.wire.counting import counted

_FIRST_REASONS: Final = 8
_FIRST_ROWS: Final = 25
_NOT_WRITTEN: Final = (RowState.REJECTED, RowState.UNKNOWN, RowState.SKIPPED)


def reasons_section(report: RunReport) -> Markup | None:
    """Return why rows were not written, and which; None where all were."""
    parts: list[Content] = []
    for state in [*_NOT_WRITTEN, *sorted({*report.reasons} - {*_NOT_WRITTEN})]:
        if reasons := {reason: count for reason, count in report.reasons.get(state, {}).items() if count}:
            parts += _reasons(str(state), reasons)
    if report.rejected:
        parts += _first_rows(report)
    return card("Rows that were not written", *parts, id="rejected") if parts else None


def _reasons(state: str, reasons: Mapping[str, int]) -> Iterable[Content]:
    found = sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    largest = found[0][1]
    bars = [
        bar_line(reason or "no reason is known", count, largest, color_of(state), f"reason-{state}-{n}")
        for n, (reason, count) in enumerate(found)
    ]
    yield element("h3", f"{state}: {counted(sum(reasons.values()), 'row')}")
    yield element("div", *bars[:_FIRST_REASONS], class_="rows reasons")
    if rest := bars[_FIRST_REASONS:]:
        summary = element("summary", counted(len(rest), "other reason"))
        yield element("details", summary, element("div", *rest, class_="rows reasons"))


def _first_rows(report: RunReport) -> Iterable[Content]:
    lines = [
        element(
            "tr",
            element("th", "-" if each.row is None else f"{each.row:,}", scope="row", role="rowheader"),
            element(
                "td", element("i", class_=f"key {color_of(each.state)}", aria_hidden="true"), each.state, role="cell"
            ),
            element("td", each.reason, class_="long", role="cell"),
            element("td", element("code", each.letter), role="cell"),
            role="row",
        )
        for each in report.rejected
    ]
    shown = min(len(lines), _FIRST_ROWS)
    yield element("h3", "The first row" if shown == 1 else f"The first {shown:,} rows")
    yield _letters(lines[:_FIRST_ROWS])
    if rest := lines[_FIRST_ROWS:]:
        summary = element("summary", f"{counted(len(rest), 'more row')}, as the report has them")
        yield element("details", summary, _letters(rest))


def _letters(lines: Sequence[Markup]) -> Markup:
    """Return a table of rows; narrow windows show each as a block, so its roles are said."""
    names = ("Row", "State", "Reason", "Dead letter")
    cells = (element("th", name, scope="col", role="columnheader") for name in names)
    head = element("thead", element("tr", *cells, role="row"), role="rowgroup")
    return element("table", head, element("tbody", *lines, role="rowgroup"), class_="letters", role="table")
