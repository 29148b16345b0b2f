"""A message that is refused before it is read leaves a line in the audit log, and a flood of them leaves few."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import anyio
import httpx2
import pytest
from agents_server_parts import run
from gateway_parts import Opening, policy_text
from http_parts import GOOD, INITIALIZE
from raw_client import HANG_GUARD, PROCESS, RawClient

from sdk_core.agents.server.http_messages import MessageBodies
from sdk_core.agents.server.malformed import TOO_LARGE, MalformedRecord
from sdk_core.agents.server.stdio import MAX_LINE
from sdk_core.asgi import Message, Receive, Scope, Send
from sdk_core.cli.agents_sentences import sentence

pytest_plugins = ["gateway_fixtures"]
NO_JSON, TWICE = "the message is no JSON in UTF-8", "the message has a member twice"
HANGS = b"the record of this hangs"
ADA_TWICE = b'{"jsonrpc":"2.0","id":1,"method":"ping","ada@example.com":1,"ada@example.com":2}'


class Kept:
    """Keeps what a record passes on, by a clock that the test moves."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, bytes | None, int]] = []
        self.now = 0.0
        self.record = MalformedRecord(self._keep, clock=lambda: self.now)

    def _keep(self, kind: str, content: bytes | None, messages: int) -> None:
        self.lines.append((kind, content, messages))


def test_a_flood_leaves_a_line_of_each_kind_and_second() -> None:
    kept = Kept()

    async def flood() -> None:
        for second in (0.0, 0.9, 1.0):
            kept.now = second
            for _ in range(100):
                await kept.record.add(NO_JSON, b"{")
                await kept.record.add(TOO_LARGE, None)
        await kept.record.finish()

    run(flood())
    assert kept.lines == [
        (NO_JSON, b"{", 1),
        (TOO_LARGE, None, 1),
        (NO_JSON, b"{", 200),
        (TOO_LARGE, None, 200),
        (NO_JSON, None, 99),
        (TOO_LARGE, None, 99),
    ]


@pytest.mark.parametrize(
    ("body", "kind", "content"),
    [(b"{", NO_JSON, b"{"), (ADA_TWICE, TWICE, ADA_TWICE), (b" " * 101, TOO_LARGE, None)],
)
def test_what_is_refused_over_http_is_passed_on(body: bytes, kind: str, content: bytes | None) -> None:
    kept = Kept()

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(_message: Message) -> None:
        pass

    async def application(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise AssertionError("it came through")

    scope: Scope = {"type": "http", "method": "POST", "headers": []}
    run(MessageBodies(application, max_bytes=100, record=kept.record)(scope, receive, send))
    assert kept.lines == [(kind, content, 1)]


def test_what_is_refused_over_stdio_is_passed_on() -> None:
    with RawClient() as client:
        client.initialize()
        for line in (b"{", b"{{", ADA_TWICE, b"a" * (MAX_LINE + 1)):
            client.write_line(line)
            assert "error" in client.read()
        log = client.end()[2]
    for kind, length in ((NO_JSON, 1), (TWICE, len(ADA_TWICE)), (TOO_LARGE, None)):
        assert f"refused 1: {kind} ({length})\n" in log
    assert log.count("refused 1") == 4  # the second of a kind has its line at the end


def seen(log: str) -> dict[str, int]:
    """Return how many messages of each kind a log tells of."""
    found: dict[str, int] = {}
    for count, kind in re.findall(r"^refused (\d+): (.*) \(.*\)$", log, re.MULTILINE):
        found[kind] = found.get(kind, 0) + int(count)
    return found


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_leaves_none_out_over_stdio(number: int, code: int) -> None:
    with RawClient() as client:
        client.initialize()
        for line in (b"{", b"{", b"{", ADA_TWICE):
            client.write_line(line)
            assert "error" in client.read()
        client.process.send_signal(number)
        ended, _, log = client.end()
    assert (ended, seen(log)) == (code, {NO_JSON: 3, TWICE: 1})


def test_a_client_that_reads_no_more_leaves_none_out() -> None:
    with RawClient() as client:
        client.initialize()
        for _ in range(2):
            client.write_line(b"{")
            assert "error" in client.read()
        assert client.process.stdout is not None
        client.process.stdout.close()
        client.write_line(b"{")
        ended, _, log = client.end()
    assert (ended, seen(log)) == (0, {NO_JSON: 3})


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_leaves_none_out_over_http(number: int, code: int, tmp_path: Path) -> None:
    with served_over_http(tmp_path / "token", "3600") as (process, http):
        for _ in range(3):
            assert http.post("/mcp", content=b"{").status_code == 400
        process.send_signal(number)
        _, log = process.communicate(timeout=HANG_GUARD)
    assert (process.returncode, seen(log.decode())) == (code, {NO_JSON: 3})


def test_a_record_that_hangs_stops_neither_the_client_nor_the_end() -> None:
    with RawClient("0.01", "0.01") as client:
        client.initialize()
        client.write_line(HANGS)
        assert "error" in client.read()
        client.write_line(HANGS)  # for this one, no thread more
        assert "error" in client.read()
        assert client.request("ping", {})["result"] == {}
        ended, _, log = client.end()
    assert (ended, seen(log)) == (0, {NO_JSON: 1})
    assert "left behind" in log


def test_a_record_that_hangs_stops_no_client_and_no_end_over_http(tmp_path: Path) -> None:
    with served_over_http(tmp_path / "token", "0.01") as (process, http):
        for _ in range(2):
            assert http.post("/mcp", content=HANGS).status_code == 400
        assert http.post("/mcp", content=INITIALIZE).status_code == 200
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=HANG_GUARD)
    assert (process.returncode, seen(log.decode())) == (0, {NO_JSON: 1})


def test_a_message_that_stands_in_line_when_its_client_goes_is_counted() -> None:
    kept = Kept()

    async def cancelled() -> None:
        with anyio.CancelScope() as scope:
            scope.cancel()
            await kept.record.add(NO_JSON, b"{")
        await kept.record.finish()

    run(cancelled())
    assert kept.lines == [(NO_JSON, None, 1)]


def test_a_record_that_fails_is_logged_and_tried_again() -> None:
    tried: list[int] = []

    def fail(_kind: str, _content: bytes | None, messages: int) -> None:
        tried.append(messages)
        raise SystemExit

    async def both() -> None:
        record = MalformedRecord(fail, clock=lambda: float(len(tried)))
        await record.add(NO_JSON, b"{")
        await record.add(NO_JSON, b"{")

    run(both())
    assert tried == [1, 1]


@contextmanager
def served_over_http(token_file: Path, grace: str) -> Generator[tuple["subprocess.Popen[bytes]", httpx2.Client]]:
    command = [sys.executable, str(PROCESS), "http", str(token_file), grace]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603 - ours
        try:
            assert process.stdout is not None
            url = process.stdout.readline().decode().strip()
            headers = {name: value for name, value in GOOD.items() if name != "host"}
            headers["authorization"] = f"Bearer {token_file.read_text()}"
            with httpx2.Client(base_url=url.removesuffix("/mcp"), headers=headers, timeout=HANG_GUARD) as http:
                yield process, http
        finally:
            process.kill()


@pytest.mark.parametrize("is_required", [True, False])
def test_the_line_holds_length_and_hash_and_nothing_of_the_message(is_required: bool, opened: Opening) -> None:  # noqa: FBT001 - of pytest
    stand = opened(policy_text(f"[audit]\nvalues = true\nrequired = {str(is_required).lower()}"))
    stand.gateway.malformed(TWICE, ADA_TWICE, 3)
    stand.gateway.malformed(TOO_LARGE, None, 1)
    twice, large = stand.lines()[-2:]
    assert (twice["event"], twice["decision"], twice["reason"]) == ("denied", "denied", TWICE)
    assert (twice["messages"], twice["length"], len(twice["message_hash"])) == (3, len(ADA_TWICE), 64)
    assert "example.com" not in json.dumps(twice)
    assert not {"length", "message_hash"} & set(large)
    said = f"was denied a message that cannot be read (3 messages): {TWICE}"
    assert sentence(twice, {}).endswith(said)


@pytest.mark.parametrize("is_required", [True, False])
def test_a_line_that_cannot_be_written_is_told_and_ends_no_server(
    is_required: bool,  # noqa: FBT001 - of pytest
    opened: Opening,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stand = opened(policy_text(f"[audit]\nrequired = {str(is_required).lower()}"))
    stand.log.folder.rename(stand.log.folder.with_name("gone"))
    stand.log.folder.touch()
    stand.gateway.malformed(TWICE, ADA_TWICE, 1)
    assert "audit log" in capsys.readouterr().err
    stand.log.folder.unlink()
