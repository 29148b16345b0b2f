"""With whom a bulk call was done, and with whom not, by what its response says."""

from collections.abc import Mapping
from typing import Any, Final

from iterable_api import OPERATIONS
from iterable_client.agents.persons import Kind, folded, named
from sdk_core.agents.recipes.model import CallOutcome, PlannedWrite
from sdk_core.agents.recipes.people import by_outcome, items_of, persons_by_call
from sdk_core.wire.pointers import found

_KINDS: Final[Mapping[str, Kind]] = {"/email": "email", "/userId": "userId"}
"""By what an entry names a person, by its place in the entry."""
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
    entries = items_of(found(call.arguments["body"], items))
    done, failed = by_outcome(persons_by_call(plan, [len(entries)]), outcomes)
    if failed:
        return done, failed, ""
    reasons, count, of_all = _failures(call.operation, outcomes[0].data)
    if of_all:
        return [], [{"person": name, "reason": of_all} for name in done], ""
    by_identifier = {(person.kind, person.folded): person.text for person in map(named, done)}
    told: dict[str, str] = {}
    for kind, identifier, reason in reasons:
        # The response may spell an email in another way. A stand-in is the same wherever it stands.
        name = by_identifier.get((kind, folded(identifier, kind)))
        if name is not None:
            told[name] = reason
    hidden = count - len(told)
    rest = [name for name in done if name not in told]
    failures: list[Mapping[str, Any]] = [{"person": name, "reason": reason} for name, reason in told.items()]
    if hidden > 0:  # then nobody can be said to be among those with whom it was done
        reason = _HIDDEN.format(count=hidden)
        return [], [*failures, *({"person": name, "reason": f"may have failed: {reason}"} for name in rest)], reason
    return rest, failures, ""


def _failures(operation: str, data: object) -> tuple[list[tuple[Kind, str, str]], int, str]:
    """Return by what each entry that failed is named, with the reason; their number; and why all failed, if so."""
    outcome = OPERATIONS[operation].traits["batch"]["outcome"]
    reasons: list[tuple[Kind, str, str]] = []
    of_all = ""
    for each in outcome["failures"]:
        names = found(data, each["at"])
        reason = each["at"].rpartition("/")[2]
        for name in items_of(names):
            if each["key"] in _KINDS:
                reasons.append((_KINDS[each["key"]], str(name), reason))
            else:  # the name of the event, which all entries have
                of_all = reason
    count = found(data, outcome["failed"])
    return reasons, count if type(count) is int else len(reasons), of_all
