"""`agents audit`: shows the record of what agents did as sentences, and finds what was changed in it."""

import json
import sys
from argparse import Namespace
from collections import deque
from collections.abc import Iterator
from typing import Any

from sdk_core.agents.audit.log import HEAD
from sdk_core.agents.audit.verify import records, verify
from sdk_core.agents.folders import Folders
from sdk_core.cli import exit_codes
from sdk_core.cli.agents_parts import folders_of, one_line, titles
from sdk_core.cli.agents_sentences import moment, sentence
from sdk_core.cli.confirmation import UsageError


def show(options: Namespace) -> int:
    """Print the last lines of the record; return the exit code.

    Args:
        options: `api`, `last`, `agent`, `denied`, `format`, `state` and `audit`.

    Raises:
        AuditError: a file of the record cannot be read.
        UsageError: there is no record.
    """
    found = folders_of(options)
    _check(found)
    last = deque(_chosen(found, options), maxlen=options.last)
    if options.format == "json":
        sys.stdout.write(json.dumps([record for _, record in last], indent=2) + "\n")
        return exit_codes.DONE
    named = titles()
    for place, record in last:
        shown = f"{place}: is no record" if record is None else f"{moment(record)} {sentence(record, named)}"
        sys.stdout.write(f"{shown}\n")
    return exit_codes.DONE


def verify_log(options: Namespace) -> int:
    """Say whether anything was changed in the record; return the exit code.

    Args:
        options: `api`, `head`, `state` and `audit`.

    Raises:
        AuditError: a file of the record, its head or its key cannot be read.
        UsageError: there is no record.
    """
    found = folders_of(options)
    _check(found)
    verdict = verify(found.audit, found.state)
    if options.head and not any(
        record and record.get("hash") == options.head for _, _, record, _ in records(found.audit)
    ):
        verdict.problems.append(
            f"the head {options.head}: no line has it, so the record was replaced, or cut and begun anew"
        )
    for note in verdict.notes:
        sys.stdout.write(f"note: {one_line(note, 500)}\n")
    for problem in verdict.problems:
        sys.stdout.write(f"changed: {one_line(problem, 500)}\n")
    lines = f"{verdict.lines:,} line{'s' * (verdict.lines != 1)}"
    if verdict.problems:
        sys.stdout.write(f"{lines}, and {len(verdict.problems)} of the findings say that somebody changed the record\n")
        return exit_codes.FAILED
    sys.stdout.write(f"{lines}, and nothing was changed\n")
    return exit_codes.DONE


def _chosen(found: Folders, options: Namespace) -> Iterator[tuple[str, dict[str, Any] | None]]:
    is_narrowed = options.agent is not None or options.denied
    for name, number, record, _ in records(found.audit):
        place = f"{one_line(name)}, line {number}"
        if record is None:
            if not is_narrowed:
                yield place, None
            continue
        if options.agent is not None and record.get("agent") != options.agent:
            continue
        if options.denied and "denied" not in (record.get("event"), record.get("decision")):
            continue
        yield place, record


def _check(found: Folders) -> None:
    """Raise an error where there is neither a record nor its head: it may be another folder that is meant."""
    if next(records(found.audit), None) is None and not (found.state / HEAD).exists():
        raise UsageError(
            f"there is no record in {found.audit}: nothing was recorded yet, or --audit and --state name other folders"
        )
