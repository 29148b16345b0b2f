"""What the pages tell of the whole mock: the instance, the clock, target groups and tasks."""

from collections.abc import Mapping
from typing import Any

from agillic.mock.assumptions import switchable
from agillic.mock.calls import Mock
from agillic.mock.http.tasks import shown
from agillic.mock.state import Task

_LATEST_TASKS = 50


def overview(mock: Mock, known: str = "") -> Mapping[str, Any]:
    """Return what stands now. No secret is in it.

    Args:
        mock: What is told of.
        known: The `version` of an earlier answer. As long as it holds, only the clock and faults are told: counting the
            populations of groups takes its time when there are many recipients.
    """
    version = _version(mock)
    clock = {"now": mock.clock.now().isoformat(), "isFrozen": mock.clock.is_frozen}
    told: dict[str, Any] = {"version": version, "clock": clock, "faults": len(mock.faults.all())}
    if known == version:
        return told
    state = mock.state
    return told | {
        "instance": _instance(mock),
        "recipients": state.recipients.count(),
        "groups": [
            {
                "name": group.name,
                "description": group.description,
                "filter": None if group.filter is None else str(group.filter),
                "population": state.groups.population(group.name),
            }
            for group in mock.instance.target_groups.values()
        ],
        "tasks": [_task(task, mock) for task in state.tasks.latest(_LATEST_TASKS)],
    }


def _version(mock: Mock) -> str:
    """Return a word that changes whenever the state does, or the clock is advanced while it is frozen."""
    connection = mock.state.database.connection
    moment = mock.clock.now().timestamp() if mock.clock.is_frozen else ""
    return f"{id(connection)}.{connection.total_changes}.{moment}"


def _instance(mock: Mock) -> Mapping[str, Any]:
    instance, options = mock.instance, switchable()
    return {
        "name": instance.name,
        "environment": instance.environment,
        "recipientKey": instance.recipient_key,
        "timeZone": instance.time_zone,
        "keys": [{"key": each.key, "scope": each.scope} for each in instance.keys],
        "assumptions": [
            {"id": id_, "option": option, "meaning": options[id_][option]}
            for id_, option in instance.assumptions.options.items()
        ],
    }


def _task(task: Task, mock: Mock) -> Mapping[str, Any]:
    return {
        "id": task.id,
        "operation": task.operation,
        "status": shown(task, mock)["status"],
        "created": task.created.isoformat(),
        "due": task.due.isoformat() if task.due else None,
        "ended": task.ended.isoformat() if task.ended else None,
        "failures": [
            {"index": each.index, "message": each.message} for each in (task.outcome.failures if task.outcome else ())
        ],
    }
