"""A toolbox that does what it is told without a thought, and servers of it: what holds then, the server holds."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

import mcp.types as types  # noqa: PLR0402 - as the protocol's package names it
from mcp import Client
from mcp.client.context import ClientRequestContext
from mcp.server import Server

from sdk_core.agents.server.server import make_server
from sdk_core.agents.tools.model import Answer, Question, Resource, Steps, Tool

T = TypeVar("T")
Behavior = Callable[[Mapping[str, Any], Steps], Answer]
Person = Callable[[types.ElicitRequestParams], types.ElicitResult | types.ErrorData]
ERAS = ("auto", "legacy")
"""Modes of the SDK's client: protocol 2026-07-28, and 2025-11-25 with its handshake."""

FIND = Tool(
    name="find_person",
    title="Find a person",
    description="Finds a person by their e-mail address.",
    input_schema={
        "type": "object",
        "properties": {
            "email": {"type": "string", "maxLength": 50},
            "limit": {"type": "integer", "minimum": 1, "maximum": 50},
            "fields": {"type": "array", "items": {"enum": ["EMAIL", "AGE"]}, "minItems": 1},
            "key": {"anyOf": [{"type": "integer"}, {"type": "object", "required": ["id"]}]},
        },
        "required": ["email"],
        "additionalProperties": False,
    },
)
ADD = Tool(
    name="add_members",
    title="Add members",
    description="Adds persons to a group. A person is asked first.",
    input_schema={
        "type": "object",
        "properties": {"group": {"type": "string"}, "people": {"type": "array", "items": {"type": "string"}}},
        "required": ["group"],
    },
    access="write",
)
DROP = Tool("drop_members", "Drop members", "Drops persons from a group.", ADD.input_schema, "delete")
GREET = Tool("greet_members", "Greet members", "Sends a message to all in a group.", ADD.input_schema, "send")
ANY = {"type": "object"}
CATALOG = Resource("catalog://operations", "Operations", "All operations.", "things.count: Count the things\n")
REACTIVATION = {"group": "reactivation", "people": ["ada@example.com"]}


class NaiveToolbox:
    """Runs any plan whenever it is told to, as often as it is told to. Keeps what it was told.

    Args:
        behaviors: what tools do that only this test has, by their names.
    """

    agent = "helper"

    def __init__(self, **behaviors: Behavior) -> None:
        self._behaviors: dict[str, Behavior] = {"find_person": find, **behaviors}
        self.calls: list[tuple[str, Mapping[str, Any]]] = []
        self.ran: list[str] = []
        self.dropped: list[str] = []

    def tools(self) -> tuple[Tool, ...]:
        others = [name for name in self._behaviors if name != FIND.name]
        return (FIND, ADD, DROP, GREET, *(Tool(name, name.title(), f"Does {name}.", ANY) for name in others))

    def resources(self) -> tuple[Resource, ...]:
        return (CATALOG,)

    def call(self, name: str, arguments: Mapping[str, Any], steps: Steps) -> Answer:
        self.calls.append((name, arguments))
        if name in self._behaviors:
            return self._behaviors[name](arguments, steps)
        plan = f"plan-{len(self.calls)}"
        data = {"plan": plan, "token": "secret-of-the-plan", "note": "nothing was done"}
        return Answer(data, is_error=True, question=Question(plan, f"Add 1 person to {arguments['group']}?"))

    def agreed(self, plan: str, steps: Steps) -> Answer:
        steps.done(1, 1, "added")
        self.ran.append(plan)
        return Answer({"done": plan})

    def declined(self, plan: str) -> Answer:
        self.dropped.append(plan)
        return Answer({"dropped": plan}, is_error=True)


NO_ARGUMENTS: dict[str, Any] = {}


class Told:
    """What an audit log is told of calls that are refused."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def __call__(self, tool: str, reason: str) -> None:
        self.lines.append((tool, reason))


def answering(data: Mapping[str, Any], *, is_error: bool = False) -> Behavior:
    """Return what a tool does that always answers the same."""

    def answer(_arguments: Mapping[str, Any], _steps: Steps) -> Answer:
        return Answer(data, is_error=is_error)

    return answer


def find(arguments: Mapping[str, Any], _steps: Steps) -> Answer:
    return Answer({"found": [{"EMAIL": arguments["email"]}], "count": 1})


def server_of(toolbox: NaiveToolbox, **options: Any) -> Server[dict[str, Any]]:  # noqa: ANN401 - those of `make_server`
    return make_server(toolbox, "tiny", "1.2.3", "Search first.", **options)


def client_of(server: Server[Any], era: str, person: Person | None = None) -> Client:
    """Return a client in memory, with a person who answers questions if there is one."""

    return Client(server, mode=era, elicitation_callback=Answering(person) if person else None, cache=None)


class Answering:
    """Has a person answer what a client is asked."""

    def __init__(self, person: Person) -> None:
        self._person = person

    async def __call__(
        self,
        context: ClientRequestContext,  # noqa: ARG002 - by this name
        params: types.ElicitRequestParams,
    ) -> types.ElicitResult | types.ErrorData:
        return self._person(params)


class Progress:
    """What a client is told of how far its call is."""

    def __init__(self) -> None:
        self.seen: list[tuple[float, float | None, str | None]] = []

    async def __call__(self, progress: float, total: float | None, message: str | None) -> None:
        self.seen.append((progress, total, message))


def called(
    toolbox: NaiveToolbox, era: str, name: str, arguments: Mapping[str, Any], person: Person | None = None
) -> types.CallToolResult:
    """Return what one call answers, and see to it that the session goes on afterwards."""

    async def call() -> types.CallToolResult:
        async with client_of(server_of(toolbox), era, person) as client:
            result = await client.call_tool(name, dict(arguments))
            assert len((await client.list_tools()).tools) == len(toolbox.tools())
            return result

    return run(call())


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def text_of(result: types.CallToolResult) -> str:
    (block,) = result.content
    assert isinstance(block, types.TextContent)
    return block.text
