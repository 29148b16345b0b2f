"""`agents status`: whether agents are stopped, what waits, what is used of the caps, and where the record ends."""

import json
import sqlite3
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from sdk_core.agents.audit.log import parsed, read_head
from sdk_core.agents.caps.counts import CapReached, Counts
from sdk_core.agents.folders import Folders
from sdk_core.agents.policy.model import Policy
from sdk_core.agents.writes.approvals import Approvals
from sdk_core.cli import exit_codes
from sdk_core.cli.agents_parts import folders_of, one_line, policy_in
from sdk_core.cli.agents_switch import stopped
from sdk_core.real_time import wall_time
from sdk_core.wire.counting import counted

_TAIL: Final = 1 << 17
"""Bytes of the log's end in which its last line is looked for."""


def show_status(options: Namespace) -> int:
    """Print how agents stand; return the exit code.

    Args:
        options: `api`, `policy`, `json`, `state` and `audit`.

    Raises:
        AuditError: the head of the record cannot be read.
        PolicyError: the policy cannot be used.
        StateFileError: the state cannot be used.
    """
    found = folders_of(options)
    policy = policy_in(options.policy) if options.policy else None
    waiting = Approvals(found.approvals, found.approvals_key()).waiting(wall_time())
    head = read_head(found.state)
    status: dict[str, Any] = {
        "state": str(found.state),
        "stopped": stopped(found),
        "waiting": [each.id for each in waiting],
        "caps": {} if policy is None else _caps(found, policy),
        "audit": {
            "folder": str(found.audit),
            "lines": head.sequence,
            "head": head.digest,
            "last": _last(found, head.file),
        },
    }
    if options.json:
        sys.stdout.write(json.dumps(status, indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(status))
    return exit_codes.DONE


def _lines(status: dict[str, Any]) -> Iterator[str]:
    told = status["stopped"]
    if told is None:
        yield "agents are not stopped"
    elif not told:
        yield "agents are STOPPED; the stop file does not say by whom"
    else:
        reason = f": {one_line(told['reason'], 500)}" if told["reason"] else ""
        yield f"agents are STOPPED since {one_line(told['time'])} by {one_line(told['by'])}{reason}"
    waiting = status["waiting"]
    yield f"plans that wait: {', '.join(waiting) or 'none'}"
    for api, caps in status["caps"].items():
        for name, each in caps.items():
            cap = "no cap" if each["cap"] is None else f"of {each['cap']:,}"
            yield f"{api} {name}: {each['used']:,} used, {cap}"
    audit = status["audit"]
    if audit["lines"]:
        last = one_line(audit["last"] or "a time that is not known")
        yield f"record: {counted(audit['lines'], 'line')}, the last at {last}"
        yield f"head: {audit['head']}"
    else:
        yield "record: no line yet"
    yield f"state: {status['state']}; record: {audit['folder']}"


def _caps(found: Folders, policy: Policy) -> dict[str, dict[str, dict[str, int | None]]]:
    try:
        with closing(Counts(found.state, policy.agent, now=wall_time)) as counts:
            used = {api: counts.used(api) for api in policy.apis}
    except sqlite3.Error as error:
        raise CapReached(f"the counts in {found.state} cannot be read ({error}): try again") from error
    return {
        api: {name: {"used": count, "cap": asdict(policy.apis[api].caps)[name]} for name, count in counted.items()}
        for api, counted in used.items()
    }


def _last(found: Folders, name: str) -> str | None:
    """Return the time of the record's last line; None where it cannot be told."""
    if not name or Path(name).name != name:
        return None
    try:
        with (found.audit / name).open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - _TAIL))
            lines = file.read().splitlines()
    except OSError:
        return None
    record = parsed(lines[-1]) if lines else None
    return str(record["time"]) if record and "time" in record else None
