"""What a report says in words: one sentence first, and numbers as people write them."""

from collections.abc import Mapping
from typing import Final

from sdk_core.sync.model.rows import RowState
from sdk_core.sync.reports.report import End, RunReport
from sdk_core.wire.counting import counted

_MINUTE: Final = 60
_HOUR: Final = 3_600
_TENTHS: Final = 10.0
"""Seconds up to which a duration has tenths."""
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    RowState.WRITTEN: ("was written", "were written"),
    RowState.UNCHANGED: ("is unchanged", "are unchanged"),
    RowState.SKIPPED: ("was skipped", "were skipped"),
    RowState.REJECTED: ("was rejected", "were rejected"),
    RowState.UNKNOWN: ("is unknown", "are unknown"),
}
_BEGINNINGS: Final[Mapping[End, str]] = {
    "stopped": "The run was stopped by one of its bounds.",
    "out of calls": "The run used up the calls it may make; the next run goes on.",
    "interrupted": "The run was interrupted; the next run goes on.",
    "failed": "The run failed.",
    "guard stopped": "A guard stopped the run before anything was sent.",
    "nothing to do": "There was nothing to do.",
}


def sentence(report: RunReport) -> str:
    """Return what happened: how the run ended, unless it ended well, and what became of its rows.

    >>> report = RunReport(
    ...     run="7", job="j", target="t", mode="mirror", started=0, ended=1, end="partly failed", source_rows=59,
    ...     rows={"written": 50, "unchanged": 8, "rejected": 1}, removed={"written": 3},
    ... )
    >>> sentence(report)
    'Of 59 rows, 50 were written, 8 are unchanged and 1 was rejected; 3 items were removed.'
    """
    parts = [_BEGINNINGS.get(report.end, ""), _rows(report)]
    return " ".join(filter(None, parts))


def _rows(report: RunReport) -> str:
    found = [(state, count) for state, count in ordered(report.rows).items() if count]
    if not found and report.source_rows and report.end == "guard stopped":
        text = f"The source has {counted(report.source_rows, 'row')}"
    elif not report.source_rows and not found:
        text = "Nothing was sent" if report.end in ("failed", "interrupted") else "The source has no rows"
    elif len(found) == 1 and found[0][1] == report.source_rows:
        all_of_it = "The only row" if report.source_rows == 1 else f"All {report.source_rows:,} rows"
        text = f"{all_of_it} {_said(*found[0])}"
    elif not found:
        text = f"What became of {counted(report.source_rows, 'row')} is not known"
    else:
        states = listed([f"{count:,} {_said(state, count)}" for state, count in found])
        text = f"Of {counted(report.source_rows, 'row')}, {states}"
    if removed := report.removed.get(RowState.WRITTEN, 0):
        text += f"; {counted(removed, 'item')} {'was' if removed == 1 else 'were'} removed"
    return f"{text}."


def _said(state: str, count: int) -> str:
    one, many = _WORDS.get(state, (f"ended as {state}", f"ended as {state}"))
    return one if count == 1 else many


def ordered(rows: Mapping[str, int]) -> dict[str, int]:
    """Return rows by state in the order of the states; one that is not known comes last."""
    known = {str(state): rows.get(state, 0) for state in RowState}
    return known | {str(state): count for state, count in rows.items() if str(state) not in known}


def adds_up(report: RunReport) -> bool:
    """Tell whether each row of the source ended in exactly one state."""
    return sum(report.rows.values()) == report.source_rows


def calls_of(report: RunReport) -> int:
    """Return how many calls a run made to write: those with entries, retries, and those that bisected."""
    return sum(each.calls + each.retries + each.bisect_calls for each in report.steps)


def listed(parts: list[str]) -> str:
    """Return a list in words.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def percent(part: int, whole: int) -> str:
    """Return a share; what is there is never shown as nothing, and what lacks never as all.

    >>> percent(1, 3), percent(1, 100_000), percent(99_999, 100_000), percent(0, 0)
    ('33.3 %', '< 0.1 %', '> 99.9 %', '0 %')
    """
    if not whole or not part:
        return "0 %"
    share = 100 * part / whole
    if part != whole and share > 99.95:  # noqa: PLR2004 - what rounds to 100.0
        return "> 99.9 %"
    if share < 0.05:  # noqa: PLR2004 - what rounds to 0.0
        return "< 0.1 %"
    return "100 %" if part == whole else f"{share:.1f} %"


def duration(seconds: float) -> str:
    """Return a time in words, in the unit that fits.

    >>> duration(0.42), duration(75), duration(120), duration(3_725)
    ('0.4 s', '1 min 15 s', '2 min', '1 h 2 min')
    """
    if seconds < _TENTHS:
        return f"{max(seconds, 0.0):.1f} s"
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        first, rest = f"{whole // _MINUTE} min", f" {whole % _MINUTE} s"
    else:
        first, rest = f"{whole // _HOUR:,} h", f" {whole % _HOUR // _MINUTE} min"
    return first if rest.startswith(" 0 ") else first + rest
