"""Work that takes its time, in the model: tasks, the queues of flows, and what lets time pass for them.

Two things are the mock's own, so that whoever waits sees an end although its clock stands still: reading a task lets a
second pass for it, and reading a queue lets a second pass for the queue.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from model import Model
from model_people import Address, Person
from model_responses import DONE, NOT_THERE, Made, Reply, Said
from model_world import FLOWS

TaskEnd = Literal["normal", "fails", "never"]
CallbackOn = Literal["every", "success", "failure"]

LENGTH = timedelta(seconds=2)
"""How long a task or the execution of a flow takes."""
POLL = timedelta(seconds=1)
REMEMBERED = timedelta(days=1)
"""How long a task can be read after its end [`task-lifetime`]."""


@dataclass(eq=False)
class Task:
    """A task. Its work returns how many entries failed."""

    work: Callable[[], int]
    started: datetime
    due: datetime | None
    fails: bool
    callback: CallbackOn | None
    failed: bool = False
    ended: datetime | None = None
    id: Made = field(default_factory=Made)

    def shown(self, now: datetime) -> dict[str, object]:
        if self.ended is None:
            return {"taskId": self.id, "status": "queued" if now == self.started else "running"}
        if self.failed:
            return {"taskId": self.id, "status": "failed", "details": {"result": "failure", "message": Said()}}
        return {"taskId": self.id, "status": "completed", "details": {"result": "success"}}


@dataclass(eq=False)
class Execution:
    """An execution of a flow for one recipient. One that its timeout ends sends nothing."""

    flow: str
    person: Person
    due: datetime
    ends: datetime
    cut: bool
    begun: bool = False


class Work:
    """The tasks and queues of a model.

    Args:
        model: What they change.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.tasks: list[Task] = []
        self.queue: list[Execution] = []
        self.reports: list[dict[str, object]] = []
        """What is to be told to callbacks."""
        model.is_needed = lambda person: any(each.person is person for each in self.queue)

    def next_due(self) -> datetime | None:
        """Return when something happens by itself next."""
        of_tasks = [each.due for each in self._waiting() if each.due is not None]
        return min([*of_tasks, *(each.due for each in self.queue)], default=None)

    def run_due(self) -> None:
        """Do what is due."""
        now = self.model.now
        while due := [each for each in self.queue if each.due <= now]:
            self._step(min(due, key=lambda each: each.due))
        for task in sorted(self._waiting(), key=lambda each: each.due or now):
            if task.due is not None and task.due <= now:
                task.failed = task.fails or task.work() > 0
                task.ended = task.due
                if task.callback in ("every", "failure" if task.failed else "success"):
                    self.reports.append(task.shown(now))

    # --- tasks --------------------------------------------------------------------------------------------------------

    def start(self, work: Callable[[], int], end: TaskEnd, callback: CallbackOn | None) -> Task:
        now = self.model.now
        task = Task(work, now, None if end == "never" else now + LENGTH, end == "fails", callback)
        self.tasks.append(task)
        return task

    def poll(self, task: Task | None) -> Reply:
        now = self.model.now
        if task is None or (task.ended is not None and now - task.ended >= REMEMBERED):
            return NOT_THERE
        reply = Reply(200, task.shown(now))
        if task.ended is None and task.due is not None:
            task.due = max(task.started, task.due - POLL)
        return reply

    # --- queues of flows ----------------------------------------------------------------------------------------------

    def enqueue(self, flow: str, address: Address, timeout: int | None) -> Reply:
        """Put a recipient into a queue, where one execution runs at a time.

        Whoever has not begun when the timeout has passed is dropped [`queue-timeout`].
        """
        if flow not in FLOWS:
            return NOT_THERE

        def response(person: Person) -> Reply:
            begins = max([each.ends for each in self.queue if each.flow == flow], default=self.model.now)
            begins = max(begins, self.model.now)
            limit = begins if timeout is None else self.model.now + timedelta(seconds=timeout)
            if limit < begins:
                self.queue.append(Execution(flow, person, limit, limit, cut=True))
            else:
                self.queue.append(Execution(flow, person, begins, begins + LENGTH, cut=False))
            return DONE

        return self.model.with_person(address, response)

    def queue_status(self, flow: str) -> Reply:
        if flow not in FLOWS:
            return NOT_THERE
        inside = [each for each in self.queue if each.flow == flow]
        active = sum(each.begun for each in inside)
        word = "active" if inside else "idle"
        reply = Reply(200, {"status": word, "queuedCount": len(inside) - active, "activeCount": active})
        for each in inside:
            each.due = min(each.due, max(each.due - POLL, self.model.now))
            each.ends = min(each.ends, max(each.ends - POLL, self.model.now))
        return reply

    def reset_queue(self, flow: str) -> Reply:
        """Drop what waits and what runs [`flow-queue-reset`]."""
        if flow not in FLOWS:
            return NOT_THERE
        self.queue = [each for each in self.queue if each.flow != flow]
        return DONE

    def _step(self, each: Execution) -> None:
        if not each.begun:
            each.begun, each.due = True, each.ends
            return
        self.queue.remove(each)
        if not each.cut:
            self.model.send(each.flow, [each.person], each.ends)

    def _waiting(self) -> list[Task]:
        return [each for each in self.tasks if each.ended is None]
