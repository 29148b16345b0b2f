"""How a run ended, as lines for a terminal."""

from collections.abc import Iterator
from typing import Final

from sdk_core.cli.plain_text import for_terminal
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.words import adds_up, calls_of, duration, ordered, sentence
from sdk_core.wire.counting import counted

_REASONS: Final = 10
"""How many reasons are shown, the most frequent first."""
_NOT_WRITTEN: Final = ("rejected", "unknown", "skipped")


def report_text(report: RunReport) -> str:
    """Return how a run ended: its sentence, its calls, why rows were not written, and what to do next."""
    return "".join(f"{for_terminal(line)}\n" for line in _lines(report))


def _lines(report: RunReport) -> Iterator[str]:
    yield f"{report.job}: {sentence(report)}"
    if report.message:
        yield f"  {report.message}"
    total = sum(report.rows.values())
    if total and not adds_up(report):
        yield f"  the rows do not add up: {total:,} of {report.source_rows:,}; report this as a defect"
    seconds = max(report.ended - report.started, 0.0)
    of_day = ""
    if report.calls_used is not None and report.calls_limit:
        of_day = f"; {report.calls_used:,} of the {counted(report.calls_limit, 'call')} of the day used"
    yield f"  {counted(calls_of(report), 'call')} to write, in {duration(seconds)}{of_day}"
    found = [
        (state, reason, count)
        for state in ordered(dict.fromkeys([*_NOT_WRITTEN, *report.reasons], 0))
        if state in report.reasons
        for reason, count in sorted(report.reasons[state].items(), key=lambda each: (-each[1], each[0]))
    ]
    for state, reason, count in found[:_REASONS]:
        yield f"  {count:,} {state}" + (f": {reason}" if reason else "")
    if more := found[_REASONS:]:
        yield f"  and {counted(len(more), 'other reason')}"
    for guard in report.forced:
        yield f"  the guard {guard} was passed by --force"
    for note in report.notes:
        yield f"  {note}"
    yield f"  run {report.run}"
