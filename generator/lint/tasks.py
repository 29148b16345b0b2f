"""Do the traits of tasks name operations, members and words that are there?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, operations, parameters
from generator.lint.bodies import at, in_request, in_success, is_plain, may_be, types, words
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer, sequence
from generator.load.problems import Problem

READING = ("status", "result")
"""What the traits of a task name as operations that read; `cancel` changes something."""


@dataclass(frozen=True)
class _Task:
    """An operation that starts a task, its trait, and where that stands."""

    start: Operation
    task: dict[str, Json]
    pointer: Pointer


def tasks_and_callbacks(bundle: Bundle) -> Iterator[Problem]:
    """Task traits name operations that exist and members that are there; callbacks stand on both sides or on none."""
    by_id = {operation.id: operation for operation in operations(bundle.document)}
    for operation in by_id.values():
        pointer = (*operation.pointer, "x-traits", "task")
        task = operation.traits.get("task", {})
        if ("callback" in task) != ("callbacks" in operation.value):
            message = f"{operation.id} speaks of a callback in x-traits or under `callbacks`, but not in both"
            yield finding(bundle, "traits", pointer, message, "write both, or neither")
        if task:
            each = _Task(operation, task, pointer)
            yield from _operations(bundle, by_id, each)
            yield from _places(bundle, each)
            if "state" in task and task["status"] in by_id:
                yield from _state(bundle, by_id[task["status"]], each)


def _operations(bundle: Bundle, by_id: Mapping[str, Operation], each: _Task) -> Iterator[Problem]:
    """Yield what is wrong with the operations that report a task or end it."""
    for member in (*READING, "cancel"):
        if member not in each.task:
            continue
        pointer, named = (*each.pointer, member), by_id.get(each.task[member])
        if named is None:
            message = f"{each.task[member]!r} is no operation"
            yield finding(bundle, "traits", pointer, message, "name an operationId of this document")
        elif named.id == each.start.id:
            message = f"{named.id} starts the task, and so another one whenever it is called"
            yield finding(bundle, "traits", pointer, message, "name the operation that is called with the task's id")
        elif not _takes_an_id(bundle, named):
            message = f"{named.id} has no parameter in path or query and no body, so it cannot be given a task"
            yield finding(bundle, "traits", pointer, message, "name an operation that takes the task's id")
        elif (named.traits["access"] == "read") is not (member in READING):
            message = f"the access of {named.id} is {named.traits['access']}, which does not fit `{member}` of a task"
            remedy = "name one that reads" if member in READING else "name one that ends the task: it changes something"
            yield finding(bundle, "traits", pointer, message, f"{remedy}, or correct its access")


def _takes_an_id(bundle: Bundle, operation: Operation) -> bool:
    places = {parameter["in"] for _, parameter in parameters(bundle.document, operation)}
    return bool(places & {"path", "query"}) or "requestBody" in operation.value


def _places(bundle: Bundle, each: _Task) -> Iterator[Problem]:
    """Yield what is wrong with where the task's id and its callback are."""
    id_ = in_success(bundle, each.start, each.task["id"])
    if id_ is None:
        message = f"no response of {each.start.id} has {each.task['id']}"
        yield finding(bundle, "traits", (*each.pointer, "id"), message, "point to the task's id in the response")
    elif not is_plain(bundle, id_):
        message = f"{each.task['id']} of {each.start.id} is {words(types(bundle, id_))}, which is no id"
        yield finding(bundle, "traits", (*each.pointer, "id"), message, "point to a text or a number")
    if "callback" not in each.task:
        return
    pointer = (*each.pointer, "callback")
    callback = in_request(bundle, each.start, each.task["callback"])
    if callback is None:
        message = f"the body of {each.start.id} has no {each.task['callback']}"
        yield finding(bundle, "traits", pointer, message, "point to the callback in the body")
    elif not may_be(bundle, callback, "object") or not may_be(bundle, at(bundle, callback, "/url"), "string"):
        message = f"{each.task['callback']} in the body of {each.start.id} is no object with a text `url`"
        yield finding(bundle, "traits", pointer, message, "point to the object that holds the callback's url")


def _state(bundle: Bundle, status: Operation, each: _Task) -> Iterator[Problem]:
    task, pointer = each.task, each.pointer
    state = in_success(bundle, status, task["state"])
    if state is None:
        message = f"no response of {status.id} has {task['state']}"
        yield finding(bundle, "traits", (*pointer, "state"), message, "point to the word for how the task stands")
        return
    if "truncated" in task and not may_be(bundle, in_success(bundle, status, task["truncated"]), "boolean"):
        message = f"no response of {status.id} has true or false at {task['truncated']}"
        yield finding(bundle, "traits", (*pointer, "truncated"), message, "point to what says that it was cut off")
    if not may_be(bundle, state, "string"):
        message = f"{task['state']} of {status.id} is {words(types(bundle, state))}, which is no word"
        yield finding(bundle, "traits", (*pointer, "state"), message, "point to the word for how the task stands")
    known = state.get("enum")
    for member in ("done", "failed"):
        for index, word in enumerate(sequence(task.get(member))):
            if known is not None and word not in known:
                message = f"{task['state']} of {status.id} is never {word!r}"
                remedy = f"write one of: {', '.join(map(str, known))}"
                yield finding(bundle, "traits", (*pointer, member, str(index)), message, remedy)
            if member == "failed" and word in task["done"]:
                message = f"{word!r} stands for a task that ended well and for one that did not"
                yield finding(
                    bundle, "traits", (*pointer, member, str(index)), message, "delete it in one of the lists"
                )
