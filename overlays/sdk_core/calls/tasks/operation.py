"""What the traits of operations say of the tasks they start."""

from collections.abc import Mapping
from typing import Any, cast

from attrs import frozen

from sdk_core.calls.tasks.status import TaskWords
from sdk_core.wire.error_reading import ANY_API, ErrorReader
from sdk_core.wire.errors import ResponseParseError
from sdk_core.wire.operations import Operation
from sdk_core.wire.pointers import found, steps_of


@frozen
class TaskOperation:
    """The tasks that an operation starts.

    Attributes:
        start: the operation.
        status: what reads their state.
        result: what reads their result when they have ended; None when their state says all.
        words: how their state is reported.

    >>> operations = {
    ...     "startExport": Operation("startExport", "exports", "start", "POST", "/exports",
    ...         traits={"task": {"id": "/jobId", "status": "getExport"}}),
    ...     "getExport": Operation("getExport", "exports", "get", "GET", "/exports/{jobId}"),
    ... }
    >>> TaskOperation.of("startExport", operations).status.id
    'getExport'
    >>> TaskOperation.of("getExport", operations)
    Traceback (most recent call last):
    ValueError: getExport starts no task: name the operation that did, such as startExport
    """

    start: Operation
    status: Operation
    result: Operation | None
    words: TaskWords

    @classmethod
    def of(cls, operation: str, operations: Mapping[str, Operation]) -> "TaskOperation":
        """Return the kind of an operation.

        Args:
            operation: its operationId.
            operations: those of its API.

        Raises:
            ValueError: there is no such operation, or it starts no task.
        """
        start = operations.get(operation)
        traits = start.traits.get("task") if start else None
        if start is None or traits is None:
            problem = "starts no task" if start else "is no operation"
            example = next((name for name, each in operations.items() if "task" in each.traits), "none of this API")
            raise ValueError(f"{operation} {problem}: name the operation that did, such as {example}")
        result = traits.get("result")
        status = operations[traits["status"]]
        return cls(start, status, operations[result] if result else None, TaskWords.of(traits))

    def id_in(self, response: object, errors: ErrorReader = ANY_API) -> str:
        """Return the id of the task that was started, from the response; one that is a number as text.

        Args:
            response: its JSON.
            errors: knows the API's own classes of errors.

        Raises:
            ResponseParseError: there is none in it. The work was accepted nonetheless.
        """
        id_ = found(response, self.start.traits["task"]["id"])
        if isinstance(id_, bool) or not isinstance(id_, str | int) or id_ == "":
            message = f"the response to {self.start.id} names no task"
            raise errors.own(ResponseParseError)(message=message, operation=self.start.id, outcome="done")
        return str(id_)

    def with_callback(self, body: object, url: str) -> dict[str, Any]:
        """Return a body that asks for every end to be reported to a URL; the body itself stays as it is.

        Raises:
            TypeError: the body is no dict and no model.
            ValueError: it names a callback already, or nothing would be reported.
        """
        if "callback" not in self.start.traits["task"]:
            raise ValueError(f"the end of tasks of {self.start.id} is not reported: give no receiver")
        *parents, last = steps_of(self.start.traits["task"]["callback"])
        whole = place = _copy(body)
        for name in parents:
            place[name] = place = _copy(place.get(name) or {})
        if place.get(last):
            raise ValueError("the body names a callback already: leave it out, or give no receiver")
        place[last] = {"on": "every", "url": url}
        return whole


def path_values(operation: Operation, id_: str) -> dict[str, str]:
    """Return the values with which an operation on one task is called: its only parameter in the path is the id."""
    return {each.name: id_ for each in operation.parameters if each.place == "path"}


def _copy(value: object) -> dict[str, Any]:
    to_dict = getattr(value, "to_dict", None)
    plain: object = to_dict() if to_dict else value
    if not isinstance(plain, Mapping):
        raise TypeError(
            f"the body cannot be a {type(value).__name__}: give a dict or a model, so a callback can be added"
        )
    return dict(cast("Mapping[str, Any]", plain))
