"""What the pages show of what stands now: target groups and tasks."""

from collections.abc import Iterator

from agillic.mock.calls import Mock
from agillic.mock.http.tasks import shown
from agillic.mock.instance import TargetGroup
from agillic.mock.state import Task
from sdk_core.mock.app.inspection import Entry, Listing, Overview, Tone, moment_text

_LATEST_TASKS = 50
_MAX_FAILURES = 5
"""Of a task, that are shown."""
_TONES: dict[str, Tone] = {"completed": "good", "failed": "bad"}


def overview(mock: Mock) -> Overview:
    """Return how many recipients there are, the target groups with their populations, and the latest tasks."""
    groups = [_group(each, mock) for each in mock.instance.target_groups.values()]
    tasks = [_task(each, mock) for each in mock.state.tasks.latest(_LATEST_TASKS)]
    return Overview(
        mock.state.recipients.count(),
        [
            Listing("groups", "Target groups", groups, "The instance has none.", "people"),
            Listing("tasks", "Tasks", tasks, "No asynchronous work was started yet.", "requests"),
        ],
    )


def _group(group: TargetGroup, mock: Mock) -> Entry:
    filter_ = None if group.filter is None else str(group.filter)
    return Entry(
        group.name,
        group.name,
        badge=f"{mock.state.groups.population(group.name):,}",
        code=filter_ or "",
        notes=() if filter_ else ("static",),
        search=filter_ or "",
    )


def _task(task: Task, mock: Mock) -> Entry:
    status = shown(task, mock)["status"]
    failures = task.outcome.failures if task.outcome else ()
    return Entry(
        task.id,
        task.operation,
        moment=task.created.isoformat(),
        badge=status,
        tone="bad" if failures else _TONES.get(status, "warn"),
        code=task.id,
        notes=[*_times(task), *(_failure(each.index, each.message) for each in failures[:_MAX_FAILURES])],
    )


def _times(task: Task) -> Iterator[str]:
    if task.ended:
        yield f"ended {moment_text(task.ended)}"
    elif task.due:
        yield f"due {moment_text(task.due)}"


def _failure(index: int | None, message: str) -> str:
    return message if index is None else f"entry {index}: {message}"
