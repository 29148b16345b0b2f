"""How work stands that goes on after its call."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from agillic.api import API
from sdk_core.agents.recipes.model import ReadSteps, Recipe, RecipeCall, RecipeError
from sdk_core.agents.recipes.people import is_hidden, members_of, text_of
from sdk_core.wire.pointers import found
from sdk_core.wire.statuses import NOT_FOUND


def task_status(arguments: Mapping[str, Any]) -> ReadSteps:
    """Ask each of the operations that tell how a task stands, until one knows it: three calls at most.

    Raises:
        RecipeError: the task is not known, or cannot be read.
    """
    id_ = text_of(arguments, "id")
    errors: list[str] = []
    for operation, task in _STATUS.items():
        outcome = yield RecipeCall(operation, {"taskId": id_})
        if not outcome.error:
            state = found(outcome.data, task["state"])
            return {
                "id": id_,
                "state": state,
                "is_done": None if is_hidden(state) else state in task["done"],
                "has_failed": None if is_hidden(state) else state in task["failed"],
                "details": members_of(outcome.data).get("details"),
            }
        if outcome.status != NOT_FOUND:
            errors.append(f"{operation}: {outcome.error}")
    if errors:
        raise RecipeError(f"the task cannot be read: {'; '.join(errors)}")
    raise RecipeError("no task of this id is known, or no longer: give the id that the call answered with")


TASK_STATUS: Final = Recipe(read=task_status)


def _operations() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for operation in API.operations.values():
        if "task" in operation.traits:
            yield operation.traits["task"]["status"], operation.traits["task"]


_STATUS: Final[Mapping[str, Mapping[str, Any]]] = dict(_operations())
"""The operations that tell how a task stands, as the document has them, and how each says it."""
