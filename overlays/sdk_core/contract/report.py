"""The report: Markdown for people, JSON for machines."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

import orjson

from sdk_core.contract.unsettled import unsettled
from sdk_core.contract.verdicts import OperationFinding
from sdk_core.contract.verification import Report
from sdk_core.wire.counting import counted


def as_json(report: Report) -> str:
    """Return a report as JSON."""
    shown: dict[str, Any] = {each.name: getattr(report, each.name) for each in fields(report)}
    shown |= {"document": report.document.digest, "operations": [asdict(each) for each in report.operations]}
    shown |= {"assumptions": _options(report), "unsettled": unsettled(report)}
    del shown["settled"], shown["temporary"]
    return orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode() + "\n"


def is_as_documented(report: Report) -> bool:
    """Tell whether nothing departs from the document, and nothing was left behind."""
    same = all(option == report.document.assumptions[id_]["default"] for id_, option in report.settled.items())
    return same and not any(each.differences for each in report.operations) and not report.remaining


def is_nothing_learned(report: Report, token_operation: str) -> bool:
    """Tell whether the instance rejected every call, but for that for a token."""
    return all(each.verdict == "unknown" for each in report.operations if each.operation != token_operation)


def as_markdown(report: Report) -> str:
    """Return a report as Markdown."""
    return "\n".join(_lines(report)) + "\n"


def _options(report: Report) -> dict[str, dict[str, str]]:
    return {
        id_: {"observed": option, "default": str(report.document.assumptions[id_]["default"])}
        for id_, option in sorted(report.settled.items())
    }


def _lines(report: Report) -> Iterator[str]:
    levels = Counter(each.verdict for each in report.operations)
    yield "# An instance against the document"
    yield ""
    digest = report.document.digest[:16]
    yield f"Document {digest}, {counted(report.calls, 'call')}. Shapes and no values of the instance stand here."
    yield ""
    yield "- " + ", ".join(
        f"{counted(levels[each], 'operation')} {each}" for each in ("confirmed", "corrected", "unknown")
    )
    yield f"- {counted(len(report.settled), 'assumption')} settled"
    if report.stopped:
        yield f"- **Ended early**: {report.stopped}."
    if report.wrote:
        yield (
            f"- Throw-away {report.temporary} were made and removed."
            if not report.remaining
            else f"- Throw-away {report.temporary} remain:"
        )
    yield from (f"  - `{each}` may still be there; delete it" for each in report.remaining)
    yield from _departures(report)
    yield from _assumptions(report)
    yield from _operations(report)


def _departures(report: Report) -> Iterator[str]:
    corrected = [each for each in report.operations if each.differences]
    yield from ("", "## What differs", "")
    if not corrected:
        yield "Nothing."
    for finding in corrected:
        yield from _one_departure(finding)


def _one_departure(finding: OperationFinding) -> Iterator[str]:
    yield f"### {finding.operation}"
    for each in finding.differences:
        yield from ("", f"- {each.status}{f' at `{each.place}`' if each.place else ''}: {each.what}. Proposal:", "")
        yield from ("  ```diff", f"  # {each.file}", *(f"  {line}" for line in each.patch), "  ```")
    yield ""


def _assumptions(report: Report) -> Iterator[str]:
    """Those that are otherwise than the document assumes come first."""
    options = _options(report)
    yield from ("", "## Assumptions settled", "")
    yield f"`spec/{report.document.api.name}/assumptions.yaml` says in which file each stands."
    yield from ("", "| assumption | observed | document | what to do |", "| --- | --- | --- | --- |")
    for id_, option in sorted(options.items(), key=lambda pair: (pair[1]["observed"] == pair[1]["default"], pair[0])):
        observed, default = option["observed"], option["default"]
        known = observed in report.document.assumptions[id_]["options"]
        change = f"write `default: {observed}`" if known else "it is none of the options yet; add it"
        remedy = "confirmed" if observed == default else f"**corrected**: {change}"
        yield f"| {id_} | {observed} | {default} | {remedy} |"
    left = unsettled(report)
    yield from ("", f"## Assumptions about behavior not settled ({len(left)})", "")
    yield from ("| assumption | reason |", "| --- | --- |")
    yield from (f"| {id_} | {reason} |" for id_, reason in left.items())


def _operations(report: Report) -> Iterator[str]:
    yield from ("", "## Operations", "", "| operation | evidence today | should become | statuses | reason |")
    yield "| --- | --- | --- | --- | --- |"
    for each in report.operations:
        statuses = ", ".join(map(str, each.statuses))
        yield f"| {each.operation} | {each.level} | {each.verdict} | {statuses} | {each.reason} |"
