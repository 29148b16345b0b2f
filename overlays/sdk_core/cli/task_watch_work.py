"""`watch`: waits for a task, wherever the API tells of it."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, cast

from sdk_core.api import Api
from sdk_core.apis import find_api
from sdk_core.calls.progress import shown
from sdk_core.calls.tasks.errors import TaskTimeout
from sdk_core.calls.tasks.polling import is_unknown_task
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.calls.tasks.task import Task
from sdk_core.cli import exit_codes
from sdk_core.cli.clients import open_client
from sdk_core.cli.output import Style, usual_format, write
from sdk_core.cli.plain_text import for_terminal
from sdk_core.wire.errors import ApiError, NotFound, StatusError, TaskFailed

_LATE: Final = "has not ended within {:g} s; it goes on, and the same command waits for it again"


class _Tasks(Protocol):
    def resume(self, id_: str, *, operation: str) -> Task: ...


def run(options: Namespace) -> int:
    """Wait for a task, print how it has ended, and return the exit code.

    Args:
        options: `api`, `id`, `operation`, `timeout`, `output`, `fields` and `profile`.

    Raises:
        ValueError: the operation starts no task, or there is no such id or timeout.
        NotFound: no task has this id.
        ApiError: its state could not be read.
    """
    api = find_api(options.api)
    with open_client(api, options.profile) as client:
        task = _found(api, cast("_Tasks", getattr(client, "tasks")), options.id, options.operation)  # noqa: B009 - of those with tasks

        def line(state: TaskStatus) -> str:
            return for_terminal(f"task {task.id}: {state.state}")

        with shown(True, line) as tell:  # noqa: FBT003 - on a terminal, that is
            problem = _watched(task, options.timeout, tell)
        if problem != _LATE:
            _print(task, options)
    if problem:
        sys.stderr.write(for_terminal(f"task {task.id} {problem.format(options.timeout)}") + "\n")
        return exit_codes.TASK_FAILED
    return exit_codes.DONE


def _watched(task: Task, timeout: float, tell: Callable[[TaskStatus], object]) -> str:
    """Wait for a task, and return what is wrong with its end. Which of many operations started it is not known here."""
    try:
        task.wait(timeout, tell)
    except TaskFailed:
        return "failed; its details say why, where the server does"
    except TaskTimeout:
        return _LATE
    return ""


def _found(api: Api, tasks: _Tasks, id_: str, operation: str | None) -> Task:
    """Return a task, by the first operation that knows it where none is named."""
    if operation is not None:
        return tasks.resume(id_, operation=operation)
    starts = {each.traits["task"]["status"]: each.id for each in api.operations.values() if "task" in each.traits}
    if len(starts) == 1:
        return tasks.resume(id_, operation=next(iter(starts.values())))
    unknown: ApiError | None = None
    for start in starts.values():
        task = tasks.resume(id_, operation=start)
        try:
            task.status()
        except StatusError as error:
            if not is_unknown_task(error):
                raise
            unknown = error
            continue
        return task
    raise api.error(NotFound)(
        message=f"no task has the id {id_!r}; {', '.join(starts)} were called", status=getattr(unknown, "status", None)
    )


def _print(task: Task, options: Namespace) -> None:
    state = task.status()  # its end is known, so nothing is called
    reported: Mapping[str, Any] = {
        "id": task.id,
        "state": state.state,
        "failed": state.failed,
        "details": {**state.details},
    }
    fields = tuple(each.strip() for each in (options.fields or "").split(",") if each.strip())
    write(reported, Style(options.output or usual_format(sys.stdout), fields), sys.stdout)
