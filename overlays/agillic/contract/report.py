"""The report: Markdown for people, JSON for machines."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

import orjson

from agillic.contract.document import assumptions
from agillic.contract.unsettled import unsettled
from agillic.contract.verdicts import OperationFinding
from agillic.contract.verification import Findings
from agillic_api import DOCUMENT_HASH


def as_json(findings: Findings) -> str:
    """Return the findings as JSON."""
    shown = {"document": DOCUMENT_HASH, **asdict(findings), "assumptions": _options(findings)}
    shown["unsettled"] = unsettled(findings)
    del shown["settled"]
    return orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode() + "\n"


def is_as_documented(findings: Findings) -> bool:
    """Tell whether nothing departs from the document, and nothing was left behind."""
    same = all(option == assumptions()[id_]["default"] for id_, option in findings.settled.items())
    return same and not any(each.differences for each in findings.operations) and not findings.remaining


def is_nothing_learned(findings: Findings) -> bool:
    """Tell whether the instance answered nothing but the call for a token."""
    return all(each.verdict == "unknown" for each in findings.operations if each.operation != "getOAuthToken")


def as_markdown(findings: Findings) -> str:
    """Return the findings as Markdown."""
    return "\n".join(_lines(findings)) + "\n"


def _options(findings: Findings) -> dict[str, dict[str, str]]:
    return {
        id_: {"observed": option, "default": str(assumptions()[id_]["default"])}
        for id_, option in sorted(findings.settled.items())
    }


def _lines(findings: Findings) -> Iterator[str]:
    counted = Counter(each.verdict for each in findings.operations)
    yield "# An instance against the document"
    yield ""
    yield f"Document {DOCUMENT_HASH[:16]}, {findings.calls} calls. Shapes and no values of the instance stand here."
    yield ""
    yield "- " + ", ".join(f"{counted[each]} operations {each}" for each in ("confirmed", "corrected", "unknown"))
    yield f"- {len(findings.settled)} assumptions settled"
    if findings.stopped:
        yield f"- **Ended early**: {findings.stopped}."
    if findings.wrote:
        yield (
            "- Throw-away recipients were made and removed."
            if not findings.remaining
            else "- Throw-away recipients remain:"
        )
    yield from (f"  - `{each}` may still be there; delete it" for each in findings.remaining)
    yield from _departures(findings)
    yield from _assumptions(findings)
    yield from _operations(findings)


def _departures(findings: Findings) -> Iterator[str]:
    corrected = [each for each in findings.operations if each.differences]
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


def _assumptions(findings: Findings) -> Iterator[str]:
    """Those that are otherwise than the document assumes come first."""
    options = _options(findings)
    yield from ("", "## Assumptions settled", "")
    yield "`spec/agillic/assumptions.yaml` says in which file each stands."
    yield from ("", "| assumption | observed | document | what to do |", "| --- | --- | --- | --- |")
    for id_, option in sorted(options.items(), key=lambda pair: (pair[1]["observed"] == pair[1]["default"], pair[0])):
        observed, default = option["observed"], option["default"]
        known = observed in assumptions()[id_]["options"]
        change = f"write `default: {observed}`" if known else "it is none of the options yet; add it"
        remedy = "confirmed" if observed == default else f"**corrected**: {change}"
        yield f"| {id_} | {observed} | {default} | {remedy} |"
    left = unsettled(findings)
    yield from ("", f"## Assumptions about behavior not settled ({len(left)})", "")
    yield from ("| assumption | why |", "| --- | --- |")
    yield from (f"| {id_} | {why} |" for id_, why in left.items())


def _operations(findings: Findings) -> Iterator[str]:
    yield from ("", "## Operations", "", "| operation | evidence today | should become | answered | why |")
    yield "| --- | --- | --- | --- | --- |"
    for each in findings.operations:
        statuses = ", ".join(map(str, each.statuses))
        yield f"| {each.operation} | {each.level} | {each.verdict} | {statuses} | {each.why} |"
