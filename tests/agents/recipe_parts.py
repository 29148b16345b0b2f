"""Drives recipes against a mock, as a server for agents does: stand-ins become values, and responses are masked."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, TypeVar, cast

from agents_apis import CATALOGS

from sdk_core.agents.catalog.schemas import Described
from sdk_core.agents.policy.model import ApiPolicy, Privacy
from sdk_core.agents.privacy.pseudonyms import Pseudonyms
from sdk_core.agents.privacy.shown_values import ShownValues
from sdk_core.agents.recipes.model import AgentRoom, CallOutcome, FilterError, PlannedWrite, Recipe, RecipeCall
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.wire.errors import ApiError
from sdk_core.wire.operations import UNSET

T = TypeVar("T")
DENIED = "the policy denies it"


def room_of(api: str) -> AgentRoom:
    room: AgentRoom = import_module(CATALOGS[api].api.agents).AGENTS
    return room


@dataclass
class Driver:
    """Runs recipes of one API.

    Attributes:
        api: its name.
        client: makes the calls.
        privacy: how personal values come to the recipes.
        fields: so, by field.
        filter: the policy's filter.
        denied: operations that the policy denies.
        rows: how many rows of an export the policy lets through.
        calls: what was called, in order.
    """

    api: str
    client: SyncAPIClient
    privacy: Privacy = "plain"
    fields: Mapping[str, Privacy] = field(default_factory=dict[str, Privacy])
    filter: str = ""
    denied: frozenset[str] = frozenset()
    rows: int = 10_000
    calls: list[RecipeCall] = field(default_factory=list[RecipeCall])
    pseudonyms: Pseudonyms = field(default_factory=lambda: Pseudonyms(b"key", "helper"))

    def recipe(self, tool: str) -> Recipe:
        return room_of(self.api).recipes[tool]

    def read(self, tool: str, **arguments: object) -> Mapping[str, Any]:
        steps = self.recipe(tool).read
        assert steps is not None
        return self.run(steps(arguments))

    def plan(self, tool: str, **arguments: object) -> PlannedWrite:
        steps = self.recipe(tool).write
        assert steps is not None
        return self.run(steps(arguments))

    def write(self, tool: str, **arguments: object) -> Mapping[str, Any]:
        plan = self.plan(tool, **arguments)
        result = self.recipe(tool).result
        assert result is not None
        return result(arguments, [self.called(call) for call in plan.calls], plan)

    def run(self, steps: Generator[RecipeCall, CallOutcome, T]) -> T:
        try:
            call = next(steps)
            while True:
                call = steps.send(self.called(call))
        except StopIteration as end:
            return cast("T", end.value)

    def called(self, call: RecipeCall) -> CallOutcome:
        self.calls.append(call)
        catalog = CATALOGS[self.api]
        operation = catalog.operations[call.operation]
        room = room_of(self.api)
        if call.operation in self.denied:
            return CallOutcome(error=DENIED, status=0)
        arguments = self._resolved(call, room)
        if self.filter and operation.personal and operation.access == "read":
            if call.operation not in room.joins or room.joined is None:
                return CallOutcome(error=DENIED, status=0)
            try:
                arguments = dict(room.joined(call.operation, arguments, self.filter))
            except FilterError as error:
                return CallOutcome(error=str(error), status=0)
        is_cut = False
        body = arguments.pop("body", UNSET)
        try:
            values = {
                name: room.readers[name](value) if name in room.readers else value for name, value in arguments.items()
            }
            data: Any = self.client.call_raw(operation.operation, values, body=body).parsed
        except ApiError as error:
            return CallOutcome(error=type(error).__name__, status=error.status or 0)
        except ValueError as error:
            return CallOutcome(error=str(error), status=0)
        if operation.operation.traits.get("rows") == "lines":
            rows = bytes(data or b"").decode().splitlines()
            data, is_cut = rows[: self.rows], len(rows) > self.rows
        rules = ApiPolicy(api=self.api, personal_data=self.privacy, fields=self.fields)
        shown = ShownValues(rules, self.pseudonyms)
        described = Described(catalog.document, [_schema(operation.content)])
        return CallOutcome(shown.of(data, described, personal=operation.personal), is_cut=is_cut)

    def _resolved(self, call: RecipeCall, room: AgentRoom) -> dict[str, Any]:
        filter_name = room.filters.get(call.operation)
        arguments: dict[str, Any] = {}
        for name, value in call.arguments.items():
            if name == filter_name and room.resolved_filter is not None:
                arguments[name] = room.resolved_filter(value, self.pseudonyms.resolved)
            else:
                arguments[name] = self.pseudonyms.resolved(value)
        return arguments


def _schema(content: Mapping[str, Any]) -> Mapping[str, Any]:
    for status, response in content["responses"].items():
        for media_type, body in response.get("content", {}).items() if status.startswith("2") else ():
            if "json" in media_type:
                schema: Mapping[str, Any] = body["schema"]
                return schema
    return {}
