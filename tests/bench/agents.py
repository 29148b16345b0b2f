"""Measures the server for agents: its start, the list of its tools, and a read beside a call of the client alone."""

import json
import os
import sys
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import anyio
import httpx
from mcp import Client

from agillic import Agillic
from agillic.api import API
from bench.processes import ROOT
from bench.sampling import Sample, interleaved
from sdk_core.agents.folders import Folders
from sdk_core.agents.gateway.gateway import Gateway
from sdk_core.agents.opening import Surroundings, open_gateway
from sdk_core.agents.server.server import make_server

STARTS = 5
LISTINGS = 50
PERSON = "ada@example.com"
POLICY = """\
agent = "bench"
[apis.agillic]
personal_data = "plain"
[apis.agillic.caps]
calls_per_hour = "any"
calls_per_day = "any"
"""
_INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}},
}
_BODY = json.dumps({"personData": {"EMAIL": PERSON, "FIRSTNAME": "Ada"}}).encode()
_TOKEN = json.dumps({"access_token": "fake-token-of-the-bench", "expires_in": 86_400}).encode()


@dataclass(frozen=True)
class AgentsMeasured:
    """Seconds.

    Attributes:
        start: from the start of the process to its first response.
        bare_start: `python -c "import mcp"`.
        listing: the list of tools, to a client in memory.
        calls: a read by the client alone, by the gateway, and by the gateway without waiting for the disk.
    """

    start: Sample
    bare_start: Sample
    listing: Sample
    calls: Mapping[str, Sample]


def measure_agents() -> AgentsMeasured:
    """Measure all of it, in some 20 seconds."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "policy.toml").write_text(POLICY)
        starts = [(_start(folder), _bare_start()) for _ in range(STARTS)]
        with _network(), _gateway(folder) as gateway:
            listing = Sample.of(anyio.run(_list, gateway))
            calls = {name: elapsed for name, (elapsed, _) in _calls(gateway).items()}
    return AgentsMeasured(
        start=Sample.of([each for each, _ in starts]),
        bare_start=Sample.of([each for _, each in starts]),
        listing=listing,
        calls=calls,
    )


def _start(folder: Path) -> float:
    command = [sys.executable, "-m", "agillic", "agents", "serve", "--policy", str(folder / "policy.toml")]
    command += ["--state", str(folder / "started")]
    environment = {**os.environ, "AGILLIC_KEY": "fake-key", "AGILLIC_SECRET": "fake-secret"}
    began = time.perf_counter()
    with Popen(command, stdin=PIPE, stdout=PIPE, env=environment, cwd=ROOT) as process:  # noqa: S603 - our own
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(_INITIALIZE).encode() + b"\n")
        process.stdin.flush()
        assert b"serverInfo" in process.stdout.readline()
        taken = time.perf_counter() - began
        process.stdin.close()
        process.wait(timeout=30)
    return taken


def _bare_start() -> float:
    began = time.perf_counter()
    with Popen([sys.executable, "-c", "import mcp"]) as process:
        process.wait(timeout=60)
    return time.perf_counter() - began


@contextmanager
def _network() -> Generator[None]:
    """Answer in the place of the network, so that what is measured is not the server's."""

    def response(_: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=_TOKEN if "token" in request.url.path else _BODY)

    with patch.object(httpx.HTTPTransport, "handle_request", response):
        yield


@contextmanager
def _gateway(folder: Path) -> Generator[Gateway]:
    with (
        patch.dict(os.environ, {"AGILLIC_STATE_DIRECTORY": str(folder / "limits")}),
        Agillic(key="fake-key", secret="fake-secret", base_url="https://agillic.example.com") as client,  # noqa: S106 - made up
    ):
        around = Surroundings(opening=lambda _: lambda _: client)
        folders = Folders(folder / "state", folder / "audit")
        with open_gateway(folder / "policy.toml", {"agillic": lambda: API}, folders, around) as gateway:
            _CLIENTS.append(client)
            yield gateway


_CLIENTS: list[Agillic] = []


async def _list(gateway: Gateway) -> list[float]:
    taken: list[float] = []
    async with Client(make_server(gateway, "bench", "1", "")) as client:
        for _ in range(LISTINGS):
            began = time.perf_counter()
            await client.list_tools()
            taken.append(time.perf_counter() - began)
    return taken


class _Steps:
    def done(self, done: int, total: int | None, what: str) -> None: ...


class _Disk:
    """The disk, which is waited for or not.

    Attributes:
        waits: whether it is.
    """

    def __init__(self) -> None:
        self.waits = True
        self._fsync = os.fsync

    def fsync(self, descriptor: int) -> None:
        if self.waits:
            self._fsync(descriptor)


def _calls(gateway: Gateway) -> dict[str, tuple[Sample, Sample]]:
    operation, client, steps, disk = API.operations["getRecipient"], _CLIENTS[-1], _Steps(), _Disk()
    arguments = {"operation": operation.id, "arguments": {"recipientId": PERSON}}

    def own() -> str:
        found: Any = client.call_raw(operation, {"recipientId": PERSON}).parsed
        return str(found["personData"]["FIRSTNAME"])

    def by_gateway() -> str:
        answer = gateway.call("call_operation", arguments, steps)
        return str(answer.data["content"]["personData"]["FIRSTNAME"])

    def without_the_disk() -> str:
        disk.waits = False
        answer = by_gateway()
        disk.waits = True
        return answer

    candidates: dict[str, Callable[[], object]] = {
        "client": own,
        "gateway": by_gateway,
        "gateway, no fsync": without_the_disk,
    }
    with patch.object(os, "fsync", disk.fsync):  # once: to patch takes its time too
        return interleaved(candidates, rounds=20, repeats=20)
