"""A comparison as text, Markdown or JSON: totals first, then what breaks, the wire, the names, and the rest."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from generator.diff.change import Area, Change
from generator.diff.comparison import Comparison

FORMATS = ("text", "markdown", "json")
SHOWN_SUBJECTS = 6
"""Subjects that are named when one change concerns many; the others are counted. JSON names them all."""

Group = tuple[list[str], list[Change]]
"""The subjects that the same changes concern, and these changes."""


def report(comparisons: Sequence[Comparison], form: str) -> str:
    """Return comparisons in one of the formats, with a newline at the end.

    Args:
        comparisons: what to report, one comparison for each API.
        form: text, markdown or json. As JSON, one comparison is an object, and several are a list of them.
    """
    if form == "json":
        values = [{**asdict(each), "breaks": each.breaks} for each in comparisons]
        return json.dumps(values[0] if len(values) == 1 else values, indent=2, ensure_ascii=False) + "\n"
    written = _markdown if form == "markdown" else _text
    return "\n".join("\n".join(written(each)) + "\n" for each in comparisons)


def _totals(comparison: Comparison) -> list[str]:
    old, new = comparison.operations
    added = sum(change.message == "operation added" for change in comparison.changes)
    attention, compatible = comparison.count("attention"), comparison.count("compatible")
    return [
        f"{_number(comparison.count('breaking'), 'breaking change')}, {attention} to look at, {compatible} compatible",
        f"operations: {old} before, {new} now ({added} added, {old + added - new} removed)",
        f"wire: {_found(comparison, 'wire', 'request')}",
        f"names: {_found(comparison, 'names', 'public name')}",
    ]


def _found(comparison: Comparison, area: Area, what: str) -> str:
    if area in comparison.skipped:
        return f"not compared; {' '.join(comparison.skipped[area].split())}"
    return f"{_number(sum(change.area == area for change in comparison.changes), what)} changed"


def _number(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'s' * (count != 1)}"


def _sections(comparison: Comparison) -> Iterator[tuple[str, list[Group]]]:
    document = [change for change in comparison.changes if change.area == "document"]
    sections = {
        "Breaking": [change for change in document if change.impact == "breaking"],
        "On the wire": [change for change in comparison.changes if change.area == "wire"],
        "Public names": [change for change in comparison.changes if change.area == "names"],
        "To look at": [change for change in document if change.impact == "attention"],
        "Compatible": [change for change in document if change.impact == "compatible"],
    }
    for title, changes in sections.items():
        if changes:
            yield title, _groups(changes)


def _groups(changes: Iterable[Change]) -> list[Group]:
    """Group changes by subject, and subjects that the same changes concern: a shared schema concerns many."""
    by_subject: dict[str, list[Change]] = {}
    for change in changes:
        by_subject.setdefault(change.subject, []).append(change)
    groups: dict[tuple[tuple[str, tuple[str, ...]], ...], Group] = {}
    for subject, found in by_subject.items():
        key = tuple((change.message, change.lines) for change in found)
        groups.setdefault(key, ([], found))[0].append(subject)
    return [*groups.values()]


def _subjects(names: list[str], mark: str = "") -> str:
    text = ", ".join(f"{mark}{name}{mark}" for name in names[:SHOWN_SUBJECTS])
    rest = len(names) - SHOWN_SUBJECTS
    return f"{text} and {rest} more" if rest > 0 else text


def _text(comparison: Comparison) -> Iterator[str]:
    yield f"{comparison.api}: {comparison.old} -> {comparison.new}"
    yield from (f"  {line}" for line in _totals(comparison))
    for title, groups in _sections(comparison):
        yield from ("", title)
        for names, changes in groups:
            yield f"  {_subjects(names)}"
            for change in changes:
                yield f"    {change.message}"
                yield from (f"      {line}" for line in change.lines)


def _markdown(comparison: Comparison) -> Iterator[str]:
    yield f"# {comparison.api}: {comparison.old} -> {comparison.new}"
    yield ""
    yield from (f"- {line}" for line in _totals(comparison))
    for title, groups in _sections(comparison):
        yield from ("", f"## {title}", "")
        for names, changes in groups:
            yield f"- {_subjects(names, mark='`')}"
            for change in changes:
                yield f"  - {change.message}"
                if change.lines:
                    yield from ("", "    ```diff", *(f"    {line}" for line in change.lines), "    ```")
