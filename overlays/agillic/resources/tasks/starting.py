"""What the traits of operations say of the tasks they start."""

from collections.abc import Mapping
from typing import Any, cast

from attrs import frozen

from agillic.errors import ResponseParseError
from agillic.resources.tasks.states import TaskWords
from agillic.wire.pointers import found, steps_of
from agillic_api.api import OPERATIONS
from agillic_api.types import Operation


@frozen
class TaskKind:
    """The tasks that an operation starts.

    Attributes:
        start: the operation.
        status: what reads their state.
        result: what reads their result when they have ended; None when their state says all.
        words: how their state is told.

    >>> kind = TaskKind.of("executeActivityExport")
    >>> kind.status.id, kind.result and kind.result.id
    ('getExportTaskStatus', 'readExportPage')
    >>> TaskKind.of("getRecipient")
    Traceback (most recent call last):
    ValueError: getRecipient starts no task: name the operation that did, such as asyncBatchUpsertRecipients
    """

    start: Operation
    status: Operation
    result: Operation | None
    words: TaskWords

    @classmethod
    def of(cls, operation: str) -> "TaskKind":
        """Return the kind of an operation, by its operationId.

        Raises:
            ValueError: there is no such operation, or it starts no task.
        """
        start = OPERATIONS.get(operation)
        traits = start.traits.get("task") if start else None
        if start is None or traits is None:
            problem = "starts no task" if start else "is no operation"
            raise ValueError(f"{operation} {problem}: name the operation that did, such as asyncBatchUpsertRecipients")
        result = traits.get("result")
        status = OPERATIONS[traits["status"]]
        return cls(start, status, OPERATIONS[result] if result else None, TaskWords.of(traits))

    def id_in(self, answer: object) -> str:
        """Return the id of the task that was started, from the answer.

        Raises:
            ResponseParseError: there is none in it. The work was accepted nonetheless.
        """
        id_ = found(answer, self.start.traits["task"]["id"])
        if not isinstance(id_, str) or not id_:
            message = f"the answer to {self.start.id} names no task"
            raise ResponseParseError(message=message, operation=self.start.id, outcome="done")
        return id_

    def with_callback(self, body: object, url: str) -> dict[str, Any]:
        """Return a body that asks for every end to be reported to a URL; the body itself stays as it is.

        Raises:
            TypeError: the body is no dict and no model.
            ValueError: it names a callback already.
        """
        *parents, last = steps_of(self.start.traits["task"]["callback"])
        whole = place = _copy(body)
        for name in parents:
            place[name] = place = _copy(place.get(name) or {})
        if place.get(last):
            raise ValueError("the body names a callback already: leave it out, or give no receiver")
        place[last] = {"on": "every", "url": url}
        return whole


def place_of(operation: Operation, id_: str) -> dict[str, str]:
    """Return the values with which an operation on one task is called: its only parameter in the path is the id."""
    return {each.name: id_ for each in operation.parameters if each.place == "path"}


def _copy(value: object) -> dict[str, Any]:
    to_dict = getattr(value, "to_dict", None)
    told: object = to_dict() if to_dict else value
    if not isinstance(told, Mapping):
        raise TypeError(
            f"the body cannot be a {type(value).__name__}: give a dict or a model, so a callback can be added"
        )
    return dict(cast("Mapping[str, Any]", told))
