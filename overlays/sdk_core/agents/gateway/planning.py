"""Plans what an agent wants to write: looks at what is there, and says what would become of it.

A plan is made anew when it is confirmed. Where it comes out otherwise, something has changed since a person saw it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from sdk_core.agents.catalog.arguments import BODY
from sdk_core.agents.catalog.operations import CatalogOperation
from sdk_core.agents.gateway.calls import Calls, Made, ToolCall
from sdk_core.agents.gateway.checks import CheckedCall, checked
from sdk_core.agents.gateway.instances import Served, rules_of
from sdk_core.agents.gateway.recipe_reads import RecipeReads
from sdk_core.agents.gateway.refusals import Refused
from sdk_core.agents.policy.decisions import decide
from sdk_core.agents.policy.model import CONFIRMATIONS, ApiPolicy, Confirmation
from sdk_core.agents.privacy.pseudonyms import Pseudonyms
from sdk_core.agents.recipes.model import PlannedWrite, Recipe, RecipeCall
from sdk_core.agents.tools.model import Steps
from sdk_core.agents.writes.plans import digest_of

MAX_CALLS: Final = 1_000
"""Calls of one plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What would be written.

    Attributes:
        rules: the policy's for the API.
        write: the calls, and what they change.
        calls: the calls, each checked.
        confirmation: who must agree.
        people: how many persons it touches; None where nobody knows.
        state: the hash of what was found where it writes; another one when it is planned again means a change.
    """

    rules: ApiPolicy
    write: PlannedWrite
    calls: tuple[CheckedCall, ...] = field(repr=False)
    confirmation: Confirmation
    people: int | None
    state: str


class Planner:
    """Plans the writes of one agent.

    Args:
        calls: makes the calls that look at what is there.
        pseudonyms: what knows the values of stand-ins.
    """

    def __init__(self, calls: Calls, pseudonyms: Pseudonyms) -> None:
        self._calls, self._pseudonyms = calls, pseudonyms

    def of_operation(self, task: ToolCall, served: Served, call: CheckedCall) -> Draft:
        """Plan one call.

        Args:
            task: what it is planned for.
            served: the API.
            call: the call.

        Raises:
            Refused: what is there cannot be read.
        """
        changes, notes, state = self._changes(task, served, call)
        sends = call.operation.sends
        write = PlannedWrite(
            calls=(RecipeCall(call.operation.id, call.given),),
            changes=tuple(changes),
            messages=None if sends == "indirect" or call.sends_by else call.people if sends else 0,
            notes=(*notes, *((_INDIRECT,) if sends == "indirect" else ()), *map(_COPIED.format, call.sends_by)),
        )
        return _draft(call.rules, write, (call,), state)

    def of_recipe(
        self, task: ToolCall, served: Served, recipe: Recipe, arguments: Mapping[str, Any], steps: Steps
    ) -> Draft:
        """Plan the calls of a tool.

        Args:
            task: what it is planned for.
            served: the API.
            recipe: how the API does the work of the tool.
            arguments: those of the tool, as the agent gave them.
            steps: what is told how far it is.

        Raises:
            Refused: the policy does not let one of the calls through, or what is there cannot be read.
        """
        if recipe.write is None:
            raise Refused("invalid", f"{task.tool} of {served.catalog.api.title} writes nothing")
        write = RecipeReads(self._calls, task, served, self._pseudonyms, steps).run(recipe.write(arguments))
        if len(write.calls) > MAX_CALLS:
            raise Refused("invalid", f"it would take {len(write.calls):,} calls, and a plan has {MAX_CALLS:,} at most")
        rules = rules_of(task.policy.apis, served.catalog.api.name, task.policy.agent)
        calls = tuple(
            checked(task.policy, served, each.operation, each.arguments, self._pseudonyms) for each in write.calls
        )
        state = digest_of({"changes": write.changes, "left_out": write.left_out, "messages": write.messages})
        return _draft(rules, write, calls, state)

    def _changes(
        self, task: ToolCall, served: Served, call: CheckedCall
    ) -> tuple[list[Mapping[str, Any]], list[str], str]:
        """Return what is there and what will be, what else is to be known, and the hash of what is there."""
        twin = _reading_twin(served, call.operation)
        if twin is None:
            return [], [], ""
        if not decide(task.policy, twin).is_allowed:
            return [], ["what is there now cannot be read by this policy"], ""
        names = {each.name for each in twin.operation.parameters}
        given = {name: value for name, value in call.given.items() if name in names}
        try:
            made = self._calls.make(task, checked(task.policy, served, twin.id, given, self._pseudonyms))
        except Refused as error:
            if error.kind == "failed":
                raise
            return [], [f"what is there now was not read: {error}"], ""
        if made.shown.error:
            return [], [f"what is there now could not be read: {made.shown.error}"], str(made.shown.status)
        if call.operation.access == "delete":
            return [{"what": twin.summary, "from": made.shown.data, "to": None}], [], digest_of({"all": made.raw})
        return _compared(call, made)


_NOBODY: Final[Confirmation] = "none"
_COPIED: Final = "messages go to whom {} names, now or later"
_INDIRECT: Final = "it starts what may send messages; the API does not say which"


def _draft(rules: ApiPolicy, write: PlannedWrite, calls: tuple[CheckedCall, ...], state: str) -> Draft:
    wanted: set[Confirmation] = {each.decision.confirmation for each in calls}
    strictest: Confirmation = max(wanted or {_NOBODY}, key=CONFIRMATIONS.index)
    people = [each.people for each in calls]
    return Draft(
        rules=rules,
        write=write,
        calls=calls,
        confirmation=strictest,
        people=None if None in people else sum(cast("list[int]", people)),
        state=state,
    )


def _reading_twin(served: Served, operation: CatalogOperation) -> CatalogOperation | None:
    """Return the operation that reads what another one writes: the GET of its path."""
    for each in served.catalog.operations.values():
        if each.operation.method == "GET" and each.operation.path == operation.operation.path:
            return each if each.access == "read" and each.id != operation.id else None
    return None


def _compared(call: CheckedCall, made: Made) -> tuple[list[Mapping[str, Any]], list[str], str]:
    """Return the members that a body changes, with what is there now, shown and hashed."""
    written: object = call.body
    body = cast("Mapping[str, object]", written) if isinstance(written, Mapping) else dict[str, object]()
    given: object = call.given.get(BODY)
    changes: list[Mapping[str, Any]] = []
    old: dict[str, object] = {}
    for place, new in _leaves(body, ()):
        there, shown = _at(made.raw, place), _at(made.shown.data, place)
        old["/".join(place)] = there
        # What is hidden is listed whether it changes or not: else an agent could find out a value by guessing.
        if _is_other(shown, there) or _is_other(there, new):
            changes.append({"what": "/".join(place), "from": shown, "to": _at(given, place)})
    notes = [] if changes or not old else ["everything is as it would be written already"]
    return changes, notes, digest_of(old)


def _leaves(value: Mapping[str, object], place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    for name, inner in value.items():
        if isinstance(inner, Mapping) and inner:
            yield from _leaves(cast("Mapping[str, object]", inner), (*place, name))
        else:
            yield (*place, name), inner


def _is_other(one: object, other: object) -> bool:
    """Return whether two values differ as JSON has them, in which true is not 1."""
    return digest_of({"": one}) != digest_of({"": other})


def _at(value: object, place: tuple[str, ...]) -> object:
    for name in place:
        value = cast("Mapping[str, object]", value).get(name) if isinstance(value, Mapping) else None
    return value
