"""The sections of a report's page on rows: where each ended, and how fast that went."""

from collections.abc import Mapping
from typing import Final

from sdk_core.sync.model.rows import RowState
from sdk_core.sync.reports.charts import Part, columns_of, stacked_bar, timeline_chart
from sdk_core.sync.reports.markup import Markup, element
from sdk_core.sync.reports.parts import card, color_of, folded, head_of, number_cell, table_of, text_cell
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.words import adds_up, duration, ordered, percent
from sdk_core.wire.counting import counted

_MINUTE: Final = 60
_MEANINGS: Final[Mapping[str, str]] = {
    RowState.WRITTEN: "sent, and the server took it",
    RowState.UNCHANGED: "as it was in the last run, so not sent",
    RowState.SKIPPED: "left out on purpose, or not reached before the run ended",
    RowState.REJECTED: "cannot be written as it is",
    RowState.UNKNOWN: "sent, and nobody knows whether it arrived",
}


def rows_section(report: RunReport) -> Markup:
    """Return where each row ended, with the proof that none is lost."""
    title, states = "Where each row ended", ordered(report.rows)
    if not sum(states.values()):
        return card(title, element("p", _without_rows(report), class_="quiet"), _removed(report))
    bar = stacked_bar(
        [Part(state, count, color_of(state)) for state, count in states.items()],
        name="rows",
        title="Rows of the source by how they ended",
        whole=report.source_rows,
    )
    lines = [
        element(
            "tr",
            element("th", element("i", class_=f"key {color_of(state)}", aria_hidden="true"), state, scope="row"),
            number_cell(count),
            text_cell(percent(count, report.source_rows)),
            element("td", _MEANINGS.get(state, ""), class_="quiet wide"),
            class_=None if count else "none",
        )
        for state, count in states.items()
    ]
    head = head_of("State", "*Rows", "*Share", "Which means")
    inner = element("table", element("thead", head), element("tbody", *lines), class_="states")
    table = element("div", inner, class_="scroll", tabindex=0, role="region", aria_label="rows by state")
    return card(title, bar, table, _proof(report), _removed(report))


def _without_rows(report: RunReport) -> str:
    if not report.source_rows:
        return "Nothing was sent." if report.end in ("failed", "interrupted") else "The source has no rows."
    rows = counted(report.source_rows, "row")
    if report.end == "guard stopped":
        return f"The source has {rows}, and nothing was sent."
    return f"What became of the {rows} of the source is not known yet."


def _proof(report: RunReport) -> Markup:
    counts = [count for count in ordered(report.rows).values() if count]
    shown = f"{' + '.join(f'{count:,}' for count in counts)} = {sum(counts):,}"
    if adds_up(report):
        of = counted(report.source_rows, "row").partition(" ")[2]
        begin, kind, rest = "✓ Every row is accounted for: ", "good", f" {of} of the source."
    else:
        begin, kind = "✗ The rows do not add up: ", "bad"
        rest = f", but the source has {report.source_rows:,}. Keep the state folder, and report this as a defect."
    sums = element("span", shown, class_="sum")
    return element("p", element("strong", begin), sums, rest, class_=f"proof {kind}")


def _removed(report: RunReport) -> Markup | None:
    if not any(report.removed.values()):
        return None
    parts = [f"{count:,} {state}" for state, count in ordered(report.removed).items() if count]
    text = f"{counted(sum(report.removed.values()), 'item')} that the source has no more: {', '.join(parts)}."
    return element("p", element("strong", "Removals, beside the rows: "), text, class_="quiet")


def timeline_section(report: RunReport) -> Markup | None:
    """Return how fast it went; None for a run of a second or less, which has no course."""
    columns = columns_of(report.timeline, report.ended - report.started)
    if len(columns) < 2:  # noqa: PLR2004 - one column is no chart
        return None
    fastest = max(columns, key=lambda each: each.rate)
    rows = sum(each.rows for each in columns)
    last = columns[-1]
    seconds = max(report.ended - report.started, last.start + last.seconds - 1.0)
    width = columns[0].seconds
    per = duration(width) if width >= _MINUTE else counted(width, "second")
    words = (
        f"{counted(rows, 'row')} in {duration(seconds)}: {rows / seconds:,.0f} per second on average, "
        f"{fastest.rate:,.0f} at most."
    )
    chart = timeline_chart(
        columns, rows / seconds, name="timeline", title="Rows per second over the run", description=words
    )
    lines = [
        element(
            "tr",
            element("th", f"{each.start:,} s", scope="row"),
            number_cell(each.rows),
            text_cell(f"{each.rate:,.1f}"),
        )
        for each in columns
    ]
    table = table_of(head_of("From", f"*Rows in {per}", "*Per second"), lines)
    legend = element(
        "p",
        element("span", element("i", class_="key written", aria_hidden="true"), f"{per} of the run"),
        element("span", element("i", class_="key dashes", aria_hidden="true"), "mean"),
        class_="legend",
    )
    return card("Rows per second", element("p", words, class_="quiet"), chart, legend, folded(table))
