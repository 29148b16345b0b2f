"""The sections of a report's page on calls: by step, against the day's cap, and what the plan held."""

from collections.abc import Mapping
from typing import Final

from sdk_core.sync.model.rows import Change
from sdk_core.sync.reports.charts import Part, stacked_bar
from sdk_core.sync.reports.markup import Markup, element
from sdk_core.sync.reports.parts import (
    bar_line,
    card,
    folded,
    head_of,
    legend_of,
    number_cell,
    swatch,
    table_of,
    text_cell,
)
from sdk_core.sync.reports.report import RunReport, StepReport
from sdk_core.sync.reports.words import calls_of, duration, percent
from sdk_core.wire.counting import counted

_CHANGES: Final[Mapping[str, str]] = {
    Change.CREATE: "creates",
    Change.UPDATE: "updates",
    Change.UPSERT: "creates or updates",
    Change.ADD: "adds",
    Change.REMOVE: "removals",
    Change.DELETE: "erasures",
    Change.RESTORE: "restored values",
}


def calls_section(report: RunReport) -> Markup | None:
    """Return the calls by step; None where there was none."""
    steps = [each for each in report.steps if each.entries or _calls(each)]
    if not steps:
        return None
    longest = max(*map(_calls, steps), 1)
    bars = [
        element(
            "div",
            element("span", each.step, class_="name"),
            stacked_bar(_call_parts(each), name=f"step-{n}", title=f"Calls of {each.step}", whole=longest, height=18),
            element("span", f"{_calls(each):,}", class_="count"),
            class_="row",
        )
        for n, each in enumerate(steps)
    ]
    kinds = [Part("calls", 1, "written")]
    if any(each.retries for each in steps):
        kinds.append(Part("retries", 1, "unknown"))
    if any(each.bisect_calls for each in steps):
        kinds.append(Part("calls that searched for rejected rows", 1, "rejected"))
    lines = [
        element(
            "tr",
            element("th", each.step, scope="row"),
            *map(number_cell, (each.entries, each.calls, each.retries, each.bisect_calls)),
            text_cell(duration(each.seconds)),
        )
        for each in steps
    ]
    table = table_of(head_of("Step", "*Entries", "*Calls", "*Retries", "*Searches", "*Time"), lines)
    total = f"{counted(calls_of(report), 'call')} to write."
    legend = legend_of(kinds) if len(kinds) > 1 else None
    return card(
        "Calls by step",
        element("p", total, class_="quiet"),
        element("div", *bars, class_="rows"),
        legend,
        folded(table),
    )


def _calls(step: StepReport) -> int:
    return step.calls + step.retries + step.bisect_calls


def _call_parts(step: StepReport) -> list[Part]:
    return [
        Part("calls", step.calls, "written"),
        Part("retries", step.retries, "unknown"),
        Part("calls that searched for rejected rows", step.bisect_calls, "rejected"),
    ]


def day_section(report: RunReport) -> Markup:
    """Return how much of the day's calls is used."""
    title, used, limit = "Calls of the day", report.calls_used, report.calls_limit
    if used is None or not limit:
        known = (
            ""
            if used is None
            else f" As far as known, {counted(used, 'call')} of the day {'is' if used == 1 else 'are'} used."
        )
        return card(title, element("p", f"The key's daily cap is not known.{known}", class_="quiet"))
    own = min(calls_of(report), used)
    parts = [
        Part("used before, and to read", used - own, "unchanged"),
        Part("this run, to write", own, "written"),
        Part("left", max(limit - used, 0), "left"),
    ]
    chart = stacked_bar(parts, name="day", title="Calls of the day", whole=limit)
    lead = element(
        "p",
        element("strong", percent(used, limit), class_="figure"),
        f" of the {counted(limit, 'call')} of the day {'is' if limit == 1 else 'are'} used.",
    )
    lines = [
        element("tr", element("th", swatch(each), each.name, scope="row"), number_cell(each.number)) for each in parts
    ]
    return card(title, lead, chart, table_of(head_of("Calls", "*Number"), lines))


def changes_section(report: RunReport) -> Markup | None:
    """Return what the plan held; None where it held nothing to send."""
    found = {change: report.changes.get(change, 0) for change in _CHANGES}
    found = {change: count for change, count in found.items() if count}
    if not found:
        return None
    largest = max(found.values())
    bars = [
        bar_line(_CHANGES[change], count, largest, "rejected" if _removes(change) else "written", f"change-{change}")
        for change, count in found.items()
    ]
    return card("What the plan held", element("div", *bars, class_="rows"))


def _removes(change: str) -> bool:
    return change in (Change.REMOVE, Change.DELETE)
