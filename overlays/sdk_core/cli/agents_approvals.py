"""`agents approve`: shows the plans that wait for somebody outside, and approves or declines one."""

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from typing import Final

from sdk_core.agents.folders import Folders
from sdk_core.agents.writes.approvals import Approvals, Waiting
from sdk_core.agents.writes.plans import PlanRejectedError
from sdk_core.cli import exit_codes
from sdk_core.cli.agents_parts import folders_of, lines_of, one_line, person, record
from sdk_core.cli.confirmation import UsageError
from sdk_core.real_time import wall_time

MAX_TEXT: Final = 20_000
"""Characters of what a plan says of itself. A person must see all of it; one that is longer is not approved here."""
_SHORT: Final = 300


def approve(options: Namespace) -> int:
    """List the plans that wait, or decide about one; return the exit code.

    Args:
        options: `api`, `id`, `decline`, `by`, `yes`, `json`, `state` and `audit`.

    Raises:
        AuditError: the decision cannot be recorded, so it does not count.
        PlanRejectedError: no such plan waits.
        StateFileError: the state cannot be used.
        UsageError: there is no terminal to ask on, or a plan says more of itself than can be shown.
    """
    found = folders_of(options)
    approvals = Approvals(found.approvals, found.approvals_key())
    if options.id is None:
        if options.decline or options.yes:
            raise UsageError(f"which plan? give its id: {options.prog} ID")
        return _list(approvals.waiting(wall_time()), options)
    waiting = approvals.find(options.id, wall_time(), is_approved=options.decline)
    by = person(options.by)
    if len(waiting.text) > MAX_TEXT and not options.decline:
        raise UsageError(f"the plan {waiting.id} says more of itself than is shown here: decline it, and have it split")
    sys.stderr.write(_shown(waiting, MAX_TEXT))
    if not _is_meant(waiting, options):
        sys.stderr.write(f"{waiting.id} still waits: it was not confirmed\n")
        return exit_codes.FAILED
    _decide(approvals, found, waiting, by, is_declined=options.decline)
    sys.stderr.write(f"{waiting.id} is {'declined' if options.decline else 'approved'} by {by}\n")
    return exit_codes.DONE


def minutes_left(waiting: Waiting, now: float) -> int:
    """Return how many minutes a plan can still be run, the last one begun counted."""
    return max(0, int((waiting.expires - now) // 60) + 1)


def _list(waiting: list[Waiting], options: Namespace) -> int:
    if options.json:
        rows = [asdict(each) | {"minutes_left": minutes_left(each, wall_time())} for each in waiting]
        sys.stdout.write(json.dumps(rows, indent=2) + "\n")
        return exit_codes.DONE
    for each in waiting:
        sys.stdout.write(_shown(each, _SHORT))
    advice = f"; look at one with: {options.prog} ID" if waiting else ""
    count = "1 plan waits" if len(waiting) == 1 else f"{len(waiting) or 'no'} plans wait"
    sys.stderr.write(f"{count}{advice}\n")
    return exit_codes.DONE


def _shown(waiting: Waiting, limit: int) -> str:
    left = minutes_left(waiting, wall_time())
    head = f"{waiting.id}  {one_line(waiting.agent)}  {one_line(waiting.operation)}  {left} min left"
    return "\n".join([head, *lines_of(waiting.text, limit), ""])


def _is_meant(waiting: Waiting, options: Namespace) -> bool:
    """Ask, unless that was said beforehand. Anything but `yes` is no, so that no key alone approves."""
    if options.yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError("there is no terminal to confirm it on; give --yes when that is meant")
    what = "Decline" if options.decline else "Approve"
    sys.stderr.write(f"{what} {waiting.id}? Type yes: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip() == "yes"


def _decide(approvals: Approvals, found: Folders, waiting: Waiting, by: str, *, is_declined: bool) -> None:
    """Record a decision, then let it count: what cannot be recorded does not happen."""
    members = {
        "agent": waiting.agent,
        "api": waiting.api,
        "operation": waiting.operation,
        "plan": waiting.id,
        "by": by,
        "arguments_hash": waiting.digest,
    }
    record(found, "decline" if is_declined else "approved", **members)
    try:
        if is_declined:
            approvals.decline(waiting.id, by, wall_time())
        else:
            approvals.approve(waiting.id, by, wall_time(), shown=waiting)
    except PlanRejectedError as error:
        record(found, "error", **members, reason=str(error))
        raise
