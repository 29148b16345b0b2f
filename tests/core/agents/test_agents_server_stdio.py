"""Over stdio: nothing but the protocol on standard output, a clean end, and clients that are not ours."""

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import mcp.types as types  # noqa: PLR0402 - as the protocol's package names it
import pytest
from agents_server_parts import ERAS, REACTIVATION, Answering, NaiveToolbox, run
from mcp import Client, StdioServerParameters
from raw_client import HANG_GUARD, PROCESS, RawClient

from sdk_core.agents.server.stdio import MAX_LINE, lines

PARSE_ERROR = -32700


class TestRawClient:
    def test_it_shakes_hands_lists_and_calls(self) -> None:
        with RawClient() as client:
            result = client.initialize()
            assert result["protocolVersion"] == "2025-11-25"
            assert result["serverInfo"] == {"name": "tiny", "version": "1.2.3"}
            assert result["instructions"] == "Search first."
            assert set(result["capabilities"]) == {"tools", "resources"}
            tools = client.request("tools/list", {})["result"]["tools"]
            assert [each["name"] for each in tools[:4]] == [each.name for each in NaiveToolbox().tools()]
            assert tools[1]["annotations"]["readOnlyHint"] is False
            answer = client.call("find_person", email="ada@example.com")
            assert answer["structuredContent"] == {"found": [{"EMAIL": "ada@example.com"}], "count": 1}
            assert json.loads(answer["content"][0]["text"]) == answer["structuredContent"]
            assert client.call("find_person", email=1)["isError"] is True
            assert client.call("add_members", group="a")["structuredContent"]["note"] == "nothing was done"
            assert client.request("tools/burn", {})["error"]["code"] == -32601
            assert client.end()[0] == 0

    def test_standard_output_holds_the_protocol_alone(self) -> None:
        with RawClient() as client:
            client.initialize()
            answer = client.call("noise")
            assert answer["structuredContent"] == {"read by a child": "", "read here": ""}
            assert client.call("find_person", email="a")["isError"] is False
            code, out, log = client.end()
        assert (code, out) == (0, b"")
        noises = ("print", "the first stdout", "a descriptor", "a child", "C", "a log", "an exception")
        assert [each for each in noises if f"noise of {each}\n" not in log] == []
        assert "ValueError\n" in log
        assert "ada@example.com" not in log
        assert all(set(each) <= {"jsonrpc", "id", "result"} for each in client.received)

    def test_lines_that_are_no_messages_are_answered_and_the_session_goes_on(self) -> None:
        with RawClient() as client:
            client.initialize()
            for line in (b"{", b"\xff\xfe", b'"' + b"a" * MAX_LINE + b'"'):
                client.write_line(line)
                message = client.read()
                assert (message["id"], message["error"]["code"]) == (None, PARSE_ERROR)
            assert message["error"]["message"] == "the message is over 4,194,304 bytes"
            client.write_line(b"")
            assert client.call("find_person", email="a")["isError"] is False


class TestEnd:
    def test_it_ends_when_the_client_closes_its_end(self) -> None:
        with RawClient() as client:
            client.initialize()
            assert client.end() == (0, b"", "")

    def test_it_ends_without_a_word_of_the_client(self) -> None:
        with RawClient() as client:
            assert client.end() == (0, b"", "")

    @pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
    def test_a_signal_ends_it_while_the_client_keeps_its_end_open(self, number: int, code: int) -> None:
        with RawClient() as client:
            client.initialize()
            client.process.send_signal(number)
            assert client.process.stdout is not None
            assert client.process.stdout.read() == b""
            assert client.process.wait(HANG_GUARD) == code
            assert client.process.stderr is not None
            assert client.process.stderr.read() == b""

    def test_ctrl_c_at_a_terminal_ends_it_the_first_time(self) -> None:
        ours, theirs = os.openpty()
        try:
            with RawClient(stdin=theirs) as client:
                os.write(ours, b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
                assert client.read()["id"] == 1
                client.process.send_signal(signal.SIGINT)
                assert client.end() == (130, b"", "")
        finally:
            os.close(ours)
            os.close(theirs)

    @pytest.mark.parametrize("is_signal", [True, False])
    def test_a_call_under_way_stops_at_its_next_step(self, is_signal: bool) -> None:  # noqa: FBT001 - a parameter of a test
        with RawClient("60", "0") as client:
            client.initialize()
            client.send("tools/call", {"name": "endless", "arguments": {}})
            client.read_log("endless has begun")
            if is_signal:
                client.process.terminate()
            code, _, log = client.end()
        assert (code, log) == (0, "endless was stopped at its next step\n")

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot wait for the end of a pipe")
    def test_what_was_asked_before_the_client_closed_its_end_is_answered(self) -> None:
        with RawClient("3600", "3600") as client:
            client.initialize()
            ids = {client.send("tools/call", {"name": "late", "arguments": {}}) for _ in range(3)}
            cancelled = client.send("tools/call", {"name": "endless", "arguments": {}})
            client.write({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": cancelled}})
            code, out, _ = client.end()
        answers = {each["id"]: each for each in map(json.loads, out.splitlines())}
        assert {id_ for id_ in ids if answers[id_]["result"]["structuredContent"] == {"closed": True}} == ids
        assert code == 0

    @pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
    def test_a_call_that_hangs_is_left_behind(self, number: int, code: int) -> None:
        with RawClient("0.01") as client:
            client.initialize()
            client.send("tools/call", {"name": "hang", "arguments": {}})
            client.read_log("hang has begun")
            client.process.send_signal(number)
            assert client.end()[0] == code

    def test_a_second_signal_ends_it_at_once(self) -> None:
        with RawClient("3600") as client:
            client.initialize()
            client.send("tools/call", {"name": "hang", "arguments": {}})
            client.read_log("hang has begun")
            client.process.send_signal(signal.SIGTERM)
            client.process.send_signal(signal.SIGINT)
            assert client.process.wait(HANG_GUARD) == 130

    def test_it_ends_when_the_client_reads_no_more(self) -> None:
        with RawClient() as client:
            client.initialize()
            assert client.process.stdout is not None
            client.process.stdout.close()
            client.send("tools/list", {})
            assert client.process.wait(HANG_GUARD) == 0


@pytest.mark.parametrize("era", ERAS)
def test_the_client_of_the_sdk_asks_its_person_over_stdio(era: str) -> None:
    def yes(params: types.ElicitRequestParams) -> types.ElicitResult:
        assert params.message == "Add 1 person to reactivation?"
        return types.ElicitResult(action="accept", content={"agree": True})

    async def call() -> object:
        command = StdioServerParameters(command=sys.executable, args=[str(PROCESS), "stdio"])
        async with Client(command, mode=era, elicitation_callback=Answering(yes), cache=None) as client:
            assert not (await client.call_tool("noise", {})).is_error
            return (await client.call_tool("add_members", REACTIVATION)).structured_content

    assert run(call()) == {"done": "plan-2"}


@pytest.mark.skipif(sys.platform == "win32", reason="asks the shell of POSIX")
class TestClosedStreams:
    def start(self, redirection: str) -> "subprocess.Popen[bytes]":
        command = f"exec {shlex.quote(sys.executable)} {shlex.quote(str(PROCESS))} stdio {redirection}"
        pipe = subprocess.PIPE
        return subprocess.Popen(command, shell=True, stdin=pipe, stdout=pipe, stderr=pipe)  # noqa: S602 - our own process

    @pytest.mark.parametrize(("redirection", "stream"), [("<&-", "input"), (">&-", "output")])
    def test_without_both_the_protocol_cannot_be_spoken(self, redirection: str, stream: str) -> None:
        with self.start(redirection) as process:
            _, log = process.communicate(timeout=HANG_GUARD)
        assert process.returncode == 1
        assert f"standard {stream} is closed, and the protocol needs it" in log.decode()

    def test_nobody_needs_to_read_the_log(self) -> None:
        with self.start("2>&-") as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == 1
            process.communicate(timeout=HANG_GUARD)
        assert process.returncode == 0


class TestLines:
    def read(self, content: bytes, limit: int, tmp_path: Path) -> list[bytes | None]:
        path = tmp_path / "lines"
        path.write_bytes(content)
        with path.open("rb") as file:
            return list(lines(file.fileno(), limit))

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (b"", []),
            (b"a\nb\n", [b"a", b"b"]),
            (b"a\n\nb", [b"a", b"", b"b"]),
            (b"12345\n123456\n1", [b"12345", None, b"1"]),
            (b"123456", [None]),
            (b"1" * 200_000 + b"\n12\n" + b"3" * 70_000, [None, b"12", None]),
        ],
    )
    def test_each_is_whole_or_too_long(self, content: bytes, expected: list[bytes | None], tmp_path: Path) -> None:
        assert self.read(content, 5, tmp_path) == expected

    def test_a_long_one_comes_whole_over_many_reads(self, tmp_path: Path) -> None:
        line = b"ab" * 150_000
        assert self.read(line + b"\n", MAX_LINE, tmp_path) == [line]
