"""Do the traits of tasks name operations, members and words that are there?"""

from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, operations
from generator.lint.bodies import in_request, in_success
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer, sequence
from generator.load.problems import Problem


def tasks_and_callbacks(bundle: Bundle) -> Iterator[Problem]:
    """Task traits name operations that exist and members that are there; callbacks stand on both sides or on none."""
    by_id = {operation.id: operation for operation in operations(bundle.document)}
    for operation in by_id.values():
        pointer = (*operation.pointer, "x-traits", "task")
        task = operation.traits.get("task", {})
        for member in ("status", "result", "cancel"):
            if member in task and task[member] not in by_id:
                message = f"{task[member]!r} is no operation"
                yield finding(bundle, "traits", (*pointer, member), message, "name an operationId of this document")
        if ("callback" in task) != ("callbacks" in operation.value):
            message = f"{operation.id} speaks of a callback in x-traits or under `callbacks`, but not in both"
            yield finding(bundle, "traits", pointer, message, "write both, or neither")
        if task and in_success(bundle, operation, task["id"]) is None:
            message = f"no answer of {operation.id} has {task['id']}"
            yield finding(bundle, "traits", (*pointer, "id"), message, "point to the task's id in the answer")
        if "callback" in task and in_request(bundle, operation, task["callback"]) is None:
            message = f"the body of {operation.id} has no {task['callback']}"
            yield finding(bundle, "traits", (*pointer, "callback"), message, "point to the callback in the body")
        if "state" in task and task["status"] in by_id:
            yield from _state(bundle, by_id[task["status"]], task, pointer)


def _state(bundle: Bundle, status: Operation, task: dict[str, Json], pointer: Pointer) -> Iterator[Problem]:
    state = in_success(bundle, status, task["state"])
    if state is None:
        message = f"no answer of {status.id} has {task['state']}"
        yield finding(bundle, "traits", (*pointer, "state"), message, "point to the word for how the task stands")
        return
    words = state.get("enum")
    for member in ("done", "failed"):
        for index, word in enumerate(sequence(task.get(member))):
            if words is not None and word not in words:
                message = f"{task['state']} of {status.id} is never {word!r}"
                remedy = f"write one of: {', '.join(map(str, words))}"
                yield finding(bundle, "traits", (*pointer, member, str(index)), message, remedy)
            if member == "failed" and word in task["done"]:
                message = f"{word!r} stands for a task that ended well and for one that did not"
                yield finding(
                    bundle, "traits", (*pointer, member, str(index)), message, "delete it in one of the lists"
                )
