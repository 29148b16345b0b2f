"""Whatever a client sends, it gets an answer, the session goes on, and nothing runs that no person has agreed to.

The messages are sent as they are, past the SDK's client, which would send none of them.
"""

from collections.abc import Callable
from typing import Any

import anyio
import pytest
from agents_server_parts import REACTIVATION, NaiveToolbox, run, server_of
from hypothesis import given
from hypothesis import strategies as st
from mcp.server import Server
from mcp.shared.message import SessionMessage
from mcp.types.jsonrpc import jsonrpc_message_adapter

VERSION = "io.modelcontextprotocol/protocolVersion"
ENVELOPE: dict[str, Any] = {
    VERSION: "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "raw", "version": "0"},
    "io.modelcontextprotocol/clientCapabilities": {"elicitation": {}},
}
CALL: dict[str, Any] = {"name": "add_members", "arguments": REACTIVATION, "_meta": ENVELOPE}
YES = {"confirm": {"action": "accept", "content": {"agree": True}}}
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
fields = st.sampled_from(["action", "content", "agree", "confirm", "accept", "method", "_meta"])
responses = st.recursive(
    st.sampled_from([True, "true", "yes", 1, "accept", None]) | json_values,
    lambda inner: st.dictionaries(fields, inner, max_size=3),
    max_leaves=8,
)


class Wire:
    """Sends messages to a server and reads what it says, one after the other."""

    def __init__(self, send: Callable[[Any], Any], receive: Callable[[], Any]) -> None:
        self._send, self._receive = send, receive
        self._last_id = 0

    async def request(self, method: str, params: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever is sent
        self._last_id += 1
        message = {"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": params}
        await self._send(SessionMessage(jsonrpc_message_adapter.validate_python(message)))
        told: dict[str, Any] = (await self._receive()).message.model_dump(by_alias=True, exclude_unset=True)
        assert told["id"] == self._last_id
        return told


def talked(server: Server[Any], talk: Callable[[Wire], Any]) -> Any:  # noqa: ANN401 - what the talk returns
    async def session() -> Any:  # noqa: ANN401 - as above
        to_server, incoming = anyio.create_memory_object_stream[SessionMessage | Exception](9)
        outgoing, from_server = anyio.create_memory_object_stream[SessionMessage](9)
        async with anyio.create_task_group() as group:
            group.start_soon(server.run, incoming, outgoing, server.create_initialization_options())
            async with to_server, from_server:
                return await talk(Wire(to_server.send, from_server.receive))

    return run(session())


async def asked(wire: Wire) -> str:
    result = (await wire.request("tools/call", CALL))["result"]
    assert result["resultType"] == "input_required"
    state: str = result["requestState"]
    return state


def test_the_right_answer_is_taken() -> None:
    toolbox = NaiveToolbox()

    async def talk(wire: Wire) -> dict[str, Any]:
        state = await asked(wire)
        return await wire.request("tools/call", {**CALL, "requestState": state, "inputResponses": YES})

    assert talked(server_of(toolbox), talk)["result"]["structuredContent"] == {"done": "plan-1"}
    assert toolbox.ran == ["plan-1"]


@given(response=responses)
def test_no_other_answer_is(response: Any) -> None:  # noqa: ANN401 - any JSON
    toolbox = NaiveToolbox()

    async def talk(wire: Wire) -> None:
        state = await asked(wire)
        for each in (response, {"confirm": response}, {"confirm": {"action": "accept", "content": response}}):
            if each != YES:
                await wire.request("tools/call", {**CALL, "requestState": state, "inputResponses": each})
        assert (await wire.request("tools/list", {"_meta": ENVELOPE}))["result"]["tools"]

    talked(server_of(toolbox), talk)
    assert toolbox.ran == []


@given(state=json_values | st.text(alphabet="v1.AZaz09-_", min_size=1))
def test_no_made_up_state_is(state: Any) -> None:  # noqa: ANN401 - any JSON
    toolbox = NaiveToolbox()

    async def talk(wire: Wire) -> None:
        await asked(wire)
        await wire.request("tools/call", {**CALL, "requestState": state, "inputResponses": YES})
        assert (await wire.request("tools/list", {"_meta": ENVELOPE}))["result"]["tools"]

    talked(server_of(toolbox), talk)
    assert toolbox.ran == []


@pytest.mark.parametrize("method", ["tools/call", "tools/list", "resources/read", "no/such"])
@given(params=st.dictionaries(st.sampled_from(["name", "arguments", "uri", "cursor", "task"]), json_values))
def test_every_request_is_answered(method: str, params: dict[str, Any]) -> None:
    toolbox = NaiveToolbox()

    async def talk(wire: Wire) -> dict[str, Any]:
        await wire.request("tools/list", {"_meta": ENVELOPE})
        return await wire.request(method, {**params, "_meta": ENVELOPE})

    told = talked(server_of(toolbox), talk)
    assert ("result" in told) != ("error" in told)
    assert "Traceback" not in str(told)
    assert toolbox.ran == []
