"""What comes over a wire is one message, or is answered as none: the same over stdio and over HTTP, in both eras."""

import json
from typing import Any

import anyio
import pytest
from agents_server_parts import ERAS, NaiveToolbox, Told, client_of, run, server_of
from gateway_parts import Opening
from http_parts import GOOD, PORT, TOKEN, send
from raw_client import RawClient

from sdk_core.agents.server.http import MAX_BODY, application
from sdk_core.agents.server.http_messages import MessageBodies
from sdk_core.agents.server.messages import MalformedMessageError, read_message
from sdk_core.agents.server.open_requests import OpenRequests
from sdk_core.agents.tools.argument_checks import MAX_DEPTH
from sdk_core.asgi import Message, Receive, Scope, Send

pytest_plugins = ["gateway_fixtures"]
PARSE_ERROR, INVALID_REQUEST = -32700, -32600
MODERN = {"mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": "find_person"}
ENVELOPE = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "raw", "version": "0"},
    "io.modelcontextprotocol/clientCapabilities": {},
}


def nested(levels: int) -> Any:  # noqa: ANN401 - any JSON
    value: Any = 1
    for _ in range(levels):
        value = {"id": value}
    return value


def call(arguments: str, id_: str = "7") -> bytes:
    """Return the text of a call, in which the id comes last, as some clients send it."""
    meta = json.dumps(ENVELOPE)
    params = f'{{"name":"find_person","arguments":{arguments},"_meta":{meta}}}'
    return f'{{"method":"tools/call","params":{params},"jsonrpc":"2.0","id":{id_}}}'.encode("utf-8", "surrogatepass")


def deep(levels: int) -> bytes:
    return call('{"email":"a","key":' + '{"id":' * levels + "1" + "}" * levels + "}")


MALFORMED: dict[str, tuple[bytes, int, str | int | None, str]] = {
    "twice": (call('{"email":"allowed","email":"denied"}'), INVALID_REQUEST, 7, "the member email twice"),
    "deep": (deep(3_000), PARSE_ERROR, 7, f"arguments have {MAX_DEPTH} levels at most"),
    "deeper": (deep(100_000), PARSE_ERROR, 7, f"arguments have {MAX_DEPTH} levels at most"),
    "no end": (b"[" * (MAX_BODY - 9), PARSE_ERROR, None, "nested too deep"),
    "batch": (b"[" + call('{"email":"a"}') + b"]", INVALID_REQUEST, None, "no batches"),
    "half a pair": (call('{"email":"\\ud800"}'), PARSE_ERROR, None, "no JSON in UTF-8"),
    "half a pair as it is": (call('{"email":"\ud800"}'), PARSE_ERROR, None, "no JSON in UTF-8"),
    "BOM": (b"\xef\xbb\xbf" + call('{"email":"a"}'), PARSE_ERROR, None, "no JSON in UTF-8"),
    "UTF-16": (call('{"email":"a"}').decode().encode("utf-16"), PARSE_ERROR, None, "no JSON in UTF-8"),
    "number": (call('{"email":"a","key":' + "9" * 5_000 + "}"), PARSE_ERROR, None, "out of range"),
    **{
        f"id {id_}": (call('{"email":"a"}', id_), INVALID_REQUEST, None, "the id of a request")
        for id_ in ("null", "true", "1.5", "1e5", "[1]", "NaN")
    },
    "version": (b'{"jsonrpc":"1.0","id":"x","method":"ping"}', INVALID_REQUEST, "x", "no JSON-RPC"),
    "method": (b'{"jsonrpc":"2.0","id":7,"method":5}', INVALID_REQUEST, 7, "no JSON-RPC"),
    "params": (b'{"jsonrpc":"2.0","id":7,"method":"a","params":[]}', INVALID_REQUEST, 7, '"params"'),
}


@pytest.mark.parametrize(("text", "code", "id_", "said"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_message_is_said_with_the_id_of_the_request(
    text: bytes, code: int, id_: str | int | None, said: str
) -> None:
    with pytest.raises(MalformedMessageError) as caught:
        read_message(text)
    response = caught.value.response
    assert (response.error.code, response.id) == (code, id_)
    assert said in response.error.message


def test_over_stdio_each_is_answered_and_the_session_goes_on() -> None:
    with RawClient() as client:
        client.initialize()
        for text, code, id_, said in MALFORMED.values():
            if b"\n" in text:  # a line of UTF-16 is two
                continue
            client.write_line(text)
            answer = client.read()
            assert (answer["id"], answer["error"]["code"]) == (id_, code)
            assert said in answer["error"]["message"]
        assert client.call("find_person", email="a")["isError"] is False
        code, out, log = client.end()
        assert (code, out) == (0, b"")
        assert all(line.startswith("refused ") for line in log.splitlines())  # of the record, and no failure


@pytest.mark.parametrize("era", ERAS)
def test_over_http_each_is_answered_before_a_parser_of_the_sdk_sees_it(era: str) -> None:
    toolbox = NaiveToolbox()
    headers = [*{**GOOD, **(MODERN if era == "auto" else {})}.items()]

    async def talk() -> None:
        server = server_of(toolbox)
        app = application(server, token=TOKEN, host="127.0.0.1", port=PORT)
        async with server.session_manager.run():
            for text, code, id_, said in MALFORMED.values():
                response = await send(app, headers, body=text)
                answer = json.loads(response.body)
                assert (response.status, answer["id"], answer["error"]["code"]) == (400, id_, code)
                assert said in answer["error"]["message"]
            if era == "auto":
                assert (await send(app, headers, body=call('{"email":"a"}'))).status == 200

    run(talk())
    assert [arguments for _, arguments in toolbox.calls] == ([{"email": "a"}] if era == "auto" else [])


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("levels", [MAX_DEPTH, 150])
def test_arguments_that_are_nested_too_deep_are_refused_and_recorded(era: str, levels: int) -> None:
    toolbox, told = NaiveToolbox(), Told()

    async def talk() -> bool:
        async with client_of(server_of(toolbox, on_refused=told), era) as client:
            result = await client.call_tool("find_person", {"email": "a", "key": nested(levels)})
            assert (await client.list_tools()).tools
            return result.is_error

    assert run(talk()) is True
    reason = f"the arguments of find_person do not fit: / is nested over {MAX_DEPTH} levels deep, expected fewer"
    assert told.lines == [("find_person", reason)]
    assert toolbox.calls == []


@pytest.mark.parametrize("levels", [MAX_DEPTH, 3_000, 100_000])
def test_a_gateway_records_a_call_whose_arguments_nobody_can_walk_through(levels: int, opened: Opening) -> None:
    stand = opened()
    answer = stand.operation("putMember", id="ada@example.com", body={"data": nested(levels)})
    assert answer.data["kind"] == "invalid"
    line = stand.lines()[-1]
    assert (line["event"], line["tool"], "nested over" in line["reason"]) == ("error", "call_operation", True)
    assert "arguments_hash" not in line
    assert stand.operation("countMembers").is_error is False


class Bodies:
    """Sends a body in parts to `MessageBodies`, and keeps what comes through and what is responded."""

    def __init__(self, *parts: Message, patience: float = 60.0) -> None:
        self.parts, self.patience = list(parts), patience
        self.through: list[Message] = []
        self.sent: list[Message] = []

    async def receive(self) -> Message:
        return self.parts.pop(0)

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    async def application(self, _scope: Scope, receive: Receive, _send: Send) -> None:
        self.through += [await receive(), await receive()]

    def run(self) -> "Bodies":
        scope: Scope = {"type": "http", "method": "POST", "headers": []}
        bodies = MessageBodies(self.application, max_bytes=100, patience=self.patience)
        run(bodies(scope, self.receive, self.send))
        return self


PING = b'{"jsonrpc":"2.0","id":1,"method":"ping"}'
GONE = {"type": "http.disconnect"}


def part(body: bytes, *, more: bool = True) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


class TestBodies:
    def test_parts_come_through_as_one_with_what_follows(self) -> None:
        bodies = Bodies(part(PING[:9]), part(PING[9:], more=False), GONE).run()
        assert bodies.through == [part(PING, more=False), GONE]

    def test_a_client_that_goes_amid_its_message_is_no_failure(self) -> None:
        bodies = Bodies(part(PING[:9]), GONE).run()
        assert (bodies.through, bodies.sent) == ([], [])

    def test_a_message_that_never_ends_is_not_kept(self) -> None:
        bodies = Bodies(*[part(b" " * 60)] * 9).run()
        assert (bodies.sent[0]["status"], len(bodies.parts)) == (413, 7)

    def test_a_message_has_its_time(self) -> None:
        class Slow(Bodies):
            async def receive(self) -> Message:
                await anyio.sleep_forever()
                raise AssertionError

        assert Slow(patience=0.0).run().sent[0]["status"] == 408


def test_a_member_may_be_there_again_in_another_object() -> None:
    message = read_message(call('{"email":"a","key":{"email":"a"}}')).message
    assert message.model_dump()["params"]["arguments"] == {"email": "a", "key": {"email": "a"}}


class TestOpenRequests:
    def open_after(self, *messages: str) -> bool:
        requests = OpenRequests()
        for each in messages:
            message = read_message(f'{{"jsonrpc":"2.0",{each}}}'.encode()).message
            (requests.sent if '"result"' in each else requests.came)(message)

        async def wait() -> bool:
            with anyio.move_on_after(0) as waiting:
                await requests.all_answered()
            return waiting.cancelled_caught

        return run(wait())

    def test_each_response_closes_one(self) -> None:
        ask, answer = '"id":1,"method":"ping"', '"id":1,"result":{}'
        assert [self.open_after(), self.open_after(ask), self.open_after(ask, answer)] == [False, True, False]
        assert self.open_after(ask, ask, answer)
        assert not self.open_after(ask, ask, answer, answer, answer)
        assert self.open_after(ask, '"id":2,"result":{}', '"id":"1","result":{}')

    @pytest.mark.parametrize("id_", ["2", '"1"', "[1]", '{"a":1}', "null", "1.5"])
    def test_a_cancelled_one_needs_none_and_foreign_ids_close_nothing(self, id_: str) -> None:
        ask = '"id":1,"method":"ping"'
        assert self.open_after(ask, f'"method":"notifications/cancelled","params":{{"requestId":{id_}}}')
        assert self.open_after(ask, '"method":"notifications/cancelled"')
        assert not self.open_after(ask, '"method":"notifications/cancelled","params":{"requestId":1}')
