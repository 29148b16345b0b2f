"""With whom a bulk call was done, and with whom not, by what its response says."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from iterable_api import OPERATIONS
from iterable_client.agents.persons import named
from sdk_core.agents.recipes.model import CallOutcome, PlannedWrite
from sdk_core.agents.recipes.people import by_outcome, is_hidden, persons_by_call
from sdk_core.wire.pointers import found

_IDENTIFIERS: Final = ("/email", "/userId")
_HIDDEN: Final = "the response names {count} who failed, and the policy hides who they are"


def outcome_of(
    plan: PlannedWrite, items: str, outcomes: list[CallOutcome]
) -> tuple[list[str], list[Mapping[str, Any]], str]:
    """Return with whom it was done, with whom not and why, and what else must be known.

    Args:
        plan: what was to be done: one call for all, or none.
        items: where the call has its entries.
        outcomes: what came of it.
    """
    if not plan.calls:
        return [], [], ""
    call = plan.calls[0]
    entries = cast("Sequence[object]", found(call.arguments["body"], items))
    done, failed = by_outcome(persons_by_call(plan, [len(entries)]), outcomes)
    if failed:
        return done, failed, ""
    reasons, hidden, of_all = _failures(call.operation, outcomes[0].data)
    if of_all:
        return [], [{"person": name, "reason": of_all} for name in done], ""
    by_identifier = {named(name).folded: name for name in done}
    told = {
        by_identifier[each.casefold()]: reason for each, reason in reasons.items() if each.casefold() in by_identifier
    }
    told |= {by_identifier[each]: reason for each, reason in reasons.items() if each in by_identifier}
    hidden += len(reasons) - len(told)
    rest = [name for name in done if name not in told]
    failures: list[Mapping[str, Any]] = [{"person": name, "reason": reason} for name, reason in told.items()]
    if hidden:  # then nobody can be said to be among those with whom it was done
        reason = _HIDDEN.format(count=hidden)
        return [], [*failures, *({"person": name, "reason": f"may have failed: {reason}"} for name in rest)], reason
    return rest, failures, ""


def _failures(operation: str, data: object) -> tuple[dict[str, str], int, str]:
    """Return why entries failed, by email or userId, how many of them are hidden, and why all failed, if they did."""
    outcome = OPERATIONS[operation].traits["batch"]["outcome"]
    reasons: dict[str, str] = {}
    hidden, of_all = 0, ""
    for each in outcome["failures"]:
        names = found(data, each["at"])
        reason = each["at"].rpartition("/")[2]
        for name in cast("list[object]", names) if isinstance(names, list) else []:
            if each["key"] not in _IDENTIFIERS:  # the name of the event, which all entries have
                of_all = reason
            elif is_hidden(name):
                hidden += 1
            else:
                reasons[str(name)] = reason
    count = found(data, outcome["failed"])
    if type(count) is int:
        hidden = max(hidden, count - len(reasons))
    return reasons, hidden, of_all
