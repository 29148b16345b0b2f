"""Makes the calls that a recipe wants, one after the other; each is decided on, counted and recorded by itself."""

from collections.abc import Generator
from dataclasses import replace
from typing import TypeVar, cast

from sdk_core.agents.gateway.calls import Calls, ToolCall
from sdk_core.agents.gateway.checks import CheckedCall, checked
from sdk_core.agents.gateway.instances import Served
from sdk_core.agents.gateway.refusals import Refused
from sdk_core.agents.privacy.pseudonyms import Pseudonyms
from sdk_core.agents.recipes.model import CallOutcome, RecipeCall, RecipeError
from sdk_core.agents.tools.model import Steps

T = TypeVar("T")


class RecipeReads:
    """The calls of one recipe. They only read: what a recipe writes is planned first.

    Args:
        calls: makes them.
        task: the tool that they are made for.
        served: the API.
        pseudonyms: what knows the values of stand-ins.
        steps: is told of each.
    """

    def __init__(self, calls: Calls, task: ToolCall, served: Served, pseudonyms: Pseudonyms, steps: Steps) -> None:
        self._calls, self._task, self._served = calls, task, served
        self._pseudonyms, self._steps = pseudonyms, steps
        self._made, self._denial = 0, ""

    def run(self, recipe: Generator[RecipeCall, CallOutcome, T]) -> T:
        """Return what a recipe ends with.

        Args:
            recipe: its steps, not begun.

        Raises:
            Refused: its work cannot be done, or the policy does not let it.
        """
        try:
            wanted = next(recipe)
            while True:
                wanted = recipe.send(self._outcome(wanted))
        except StopIteration as end:
            found: T = end.value
            return found
        except RecipeError as error:
            raise Refused("denied" if self._denial else "invalid", str(error)) from error
        finally:
            recipe.close()

    def _outcome(self, wanted: RecipeCall) -> CallOutcome:
        """Make a call. One that is denied is an outcome too: the recipe may go on without it."""
        try:
            call = self._checked(wanted)
            made = self._calls.make(self._task, call)
        except Refused as error:
            if error.kind == "failed":
                raise
            self._calls.record_denial(self._task, self._served.catalog.api.name, wanted, error)
            self._denial = self._denial or (str(error) if error.kind == "denied" else "")
            return CallOutcome(error=str(error), status=0)
        self._made += 1
        self._steps.done(self._made, None, call.operation.summary)
        cap = call.rules.caps.rows_per_export
        data: object = made.shown.data
        if made.shown.is_cut and isinstance(data, list):  # one more than the cap told that there are more
            return replace(made.shown, data=cast("list[object]", data)[:cap])
        return made.shown

    def _checked(self, wanted: RecipeCall) -> CheckedCall:
        call = checked(self._task.policy, self._served, wanted.operation, wanted.arguments, self._pseudonyms)
        if not call.operation.only_reads:
            raise Refused("failed", f"{self._task.tool} would write without a plan: report this")
        return call
