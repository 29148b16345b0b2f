"""The tools that call no API: what operations there are, what one takes, how much is left, and how a sync stands."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sdk_core.agents.caps.counts import Counts
from sdk_core.agents.catalog.arguments import arguments_schema
from sdk_core.agents.catalog.elsewhere import callback_of, members_that_send
from sdk_core.agents.catalog.operations import Catalog, CatalogOperation, marks
from sdk_core.agents.gateway.checks import operation_of
from sdk_core.agents.gateway.instances import Instances, Served
from sdk_core.agents.gateway.refusals import Refused
from sdk_core.agents.policy.decisions import callback_reason, decide
from sdk_core.agents.policy.model import ApiPolicy, Policy, PolicyJob
from sdk_core.agents.privacy.visible_text import visible
from sdk_core.agents.tools.model import Resource
from sdk_core.toml_tables import suggestion
from sdk_core.transport.limits.limits_json import limits_as_json

LIMITS_LEFT: Final = "limits_left"
SYNC_STATUS: Final = "sync_status"
_MAX_TEXT: Final = 4_000
_MAX_RUNS: Final = 5


def search(served: Mapping[str, Served], policy: Policy, query: str, limit: int) -> dict[str, Any]:
    """Return the operations that fit a request, with what the policy says of each.

    Args:
        served: the APIs that are searched, by name.
        policy: the agent's.
        query: what somebody wants.
        limit: how many at most of each API.
    """
    answer: dict[str, Any] = {"operations": []}
    weak: dict[str, str] = {}
    for name, each in served.items():
        found = each.search.find(query, limit)
        answer["operations"] += [_line(policy, operation) for operation in found.operations]
        if found.is_weak:
            weak[name] = each.catalog.text()
    if weak:
        answer["note"] = "what is meant may not be among these: choose from the catalog"
        answer["catalog"] = weak
    return answer


def load(served: Served, policy: Policy, id_: str) -> dict[str, Any]:
    """Return what an operation does and takes.

    Raises:
        Refused: there is none of this id.
    """
    operation = operation_of(served, id_)
    text = operation.description
    notes = _notes(served.catalog, operation)
    return {
        **_line(policy, operation),
        "description": text if len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}...",
        **({"notes": notes} if notes else {}),
        "arguments": arguments_schema(served.catalog, operation),
    }


def _notes(catalog: Catalog, operation: CatalogOperation) -> list[str]:
    """Return what the schema of arguments does not say: of which members more is decided."""
    place = callback_of(catalog, operation)
    found = [callback_reason(operation, place)] if place else []
    if members := members_that_send(catalog, operation):
        found.append(f"with {' or '.join(members)} it sends, and is allowed and confirmed as what sends is")
    return found


def catalogs(served: Mapping[str, Served]) -> tuple[Resource, ...]:
    """Return the catalog of each API as a text that clients can read."""
    return tuple(
        Resource(
            uri=f"catalog://{name}/operations",
            name=f"Operations of {each.catalog.api.title}",
            description="Each operation in a line: what it does, and whether it writes, deletes, sends or is personal.",
            text=each.catalog.text(),
        )
        for name, each in served.items()
    )


def limits_left(instances: Instances, rules: ApiPolicy, counts: Counts) -> dict[str, Any]:
    """Return what is left of the API's limits and of the policy's caps.

    Raises:
        Refused: the client cannot be opened.
    """
    limits = instances.limits(rules)
    used = counts.used(rules.api)
    caps = {
        name: {"cap": cap, "used": used[name], "left": max(0, cap - used[name])}
        for name in used
        if (cap := getattr(rules.caps, name)) is not None
    }
    shown = {} if limits is None else dict(limits_as_json(limits))
    for name in ("state_file", "server", "holders"):  # paths and names of machines are no agent's business
        shown.pop(name, None)
    return {"api": rules.api, "limits": shown, "caps": caps}


def sync_status(policy: Policy, name: str) -> dict[str, Any]:
    """Return how a sync stands that the policy names, or all of them.

    Args:
        policy: the agent's.
        name: the name of the job in the policy; empty for all.

    Raises:
        Refused: it names no such job, or a job cannot be looked at.
    """
    if name and name not in policy.jobs:
        known = suggestion(name, policy.jobs) or f"it names {', '.join(policy.jobs) or 'none'}"
        raise Refused("denied", f"the policy of {policy.agent} names no job {visible(name, 60)!r}: {known}")
    return {"jobs": {each: _status(each, policy.jobs[each]) for each in ([name] if name else policy.jobs)}}


def _status(name: str, job: PolicyJob) -> dict[str, Any]:
    try:
        from sdk_core.sync.jobs import status  # noqa: PLC0415 - the engine takes its time, and is an extra
        from sdk_core.sync.model.errors import SyncError  # noqa: PLC0415 - so
    except ModuleNotFoundError as error:
        raise Refused("failed", f"syncs need the extra `sync` ({error.name} is not installed)") from error
    try:
        found = status(job.path, api=job.api)
    except (SyncError, OSError, ValueError, RecursionError) as error:
        # Its text is for a terminal: it names paths of the machine, and what somebody has written into the job file.
        reason = f"the sync {name!r} cannot be looked at ({type(error).__name__}): a person sees why by `sync status`"
        raise Refused("failed", reason) from error
    return {
        "job": found.job,
        "target": found.target,
        "mode": found.mode,
        "items": found.items,
        "dead_letters": found.letters,
        "is_running": bool(found.locked_by),
        "runs": [
            {
                "run": each.run,
                "started": _moment(each.started),
                "ended": None if each.ended is None else _moment(each.ended),
                "end": each.end,
                "rows": dict(each.rows),
            }
            for each in found.runs[:_MAX_RUNS]
        ],
    }


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _line(policy: Policy, operation: CatalogOperation) -> dict[str, Any]:
    decision = decide(policy, operation)
    line: dict[str, Any] = {"id": operation.id, "api": operation.api, "summary": operation.summary}
    if marks(operation):
        line["does"] = marks(operation)
    line["allowed"] = decision.is_allowed
    if not decision.is_allowed:
        line["reason"] = decision.reason
    elif decision.confirmation != "none":
        line["confirmed_by"] = decision.confirmation
    return line
