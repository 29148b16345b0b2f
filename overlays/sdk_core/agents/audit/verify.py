"""Finds what somebody changed in an audit log: lines that were edited, removed, reordered or cut off."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sdk_core.agents.audit.chain import BEGINNING, Head, fits
from sdk_core.agents.audit.errors import AuditError
from sdk_core.agents.audit.log import log_key, parsed, read_head

FILES: Final = "audit-*.jsonl"


@dataclass(slots=True)
class Verdict:
    """What was found in a log.

    Attributes:
        lines: how many lines there are.
        problems: what does not fit, with file and line; empty where nothing was changed.
        notes: what is no change, but should be known.
    """

    lines: int = 0
    problems: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])


def records(folder: Path) -> Iterator[tuple[str, int, dict[str, Any] | None, bytes]]:
    """Yield file, number of the line, record and text of each line of a log, in the order of time.

    Args:
        folder: where the files of the log are. A line that is no record comes as None.

    Raises:
        AuditError: a file cannot be read.
    """
    for path in sorted(folder.glob(FILES)):
        try:
            with path.open("rb") as file:
                for number, line in enumerate(file, start=1):
                    yield path.name, number, parsed(line), line
        except OSError as error:
            raise AuditError(f"the audit log {path} cannot be read ({error.strerror}): mend its rights") from error


def verify(folder: Path, state: Path) -> Verdict:
    """Compare a log with its hashes and with its head.

    Args:
        folder: where the files of the log are.
        state: the folder of its head and its key.

    Raises:
        AuditError: a file, the head or the key cannot be read.
    """
    key, head = log_key(state), read_head(state)
    verdict = Verdict()
    before: dict[str, Any] = {"hash": BEGINNING, "sequence": 0}
    torn: tuple[str, bytes] | None = None
    met = head.sequence == 0
    for name, number, record, line in records(folder):
        place = f"{name}, line {number}"
        if record is None:
            if torn is not None:
                verdict.problems.append(f"{torn[0]}: is no record")
            torn = place, line.rstrip(b"\n")
            continue
        verdict.lines += 1
        if torn is not None:
            _judge_torn(verdict, torn, record)
            torn = None
        if not fits(key, record):
            verdict.problems.append(f"{place}: was edited")
        elif record.get("previous") != before.get("hash"):
            verdict.problems.append(_gap(place, record, before))
        met = met or record.get("hash") == head.digest
        before = record
    if torn is not None:
        verdict.notes.append(f"{torn[0]}: is not whole; a process was ended while it wrote, or the line was cut")
    _judge_end(verdict, before, head, met=met)
    return verdict


def _judge_torn(verdict: Verdict, torn: tuple[str, bytes], record: dict[str, Any]) -> None:
    if record.get("torn") == sha256(torn[1]).hexdigest():
        verdict.notes.append(f"{torn[0]}: is not whole; a process was ended while it wrote")
    else:
        verdict.problems.append(f"{torn[0]}: is no record")


def _gap(place: str, record: dict[str, Any], before: dict[str, Any]) -> str:
    """Return what must have happened between two lines that do not follow each other."""
    missing = _sequence(record) - _sequence(before) - 1
    if missing > 0:
        return f"{place}: {missing} line{'s' * (missing > 1)} before it {'are' if missing > 1 else 'is'} missing"
    return f"{place}: does not follow the line before it; lines were reordered, repeated or put in"


def _judge_end(verdict: Verdict, last: dict[str, Any], head: Head, *, met: bool) -> None:
    missing = head.sequence - _sequence(last)
    if missing > 0:
        what = f"{missing} line{'s' * (missing > 1)}"
        verdict.problems.append(f"the end: {what} after line {_sequence(last)} of the chain were cut off")
    elif head.sequence == 0 and verdict.lines > 1:
        verdict.problems.append("the head: is not there, or empty, so nobody can say whether lines were cut off")
    elif head.sequence == 0 and verdict.lines:
        verdict.notes.append("the head: does not have the first line yet; a process was ended while it wrote")
    elif not met:
        verdict.problems.append(f"the end: line {head.sequence}, which the head names, is not in the log")


def _sequence(record: dict[str, Any]) -> int:
    """Return the number of a line; 0 where somebody has edited it to be none."""
    found = record.get("sequence", 0)
    return found if isinstance(found, int) else 0
