"""A client that is neither ours nor the SDK's: JSON-RPC over stdio by hand, as the specification of 2025-11-25 says."""

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PROCESS = Path(__file__).with_name("agents_server_process.py")
HANG_GUARD = 60  # seconds after which a process that should have ended fails the test


class RawClient:
    """Starts the server's process and talks with it. Use it as a context manager.

    Args:
        arguments: those of the process.
        stdin: what it reads, if not a pipe.
    """

    def __init__(self, *arguments: str, stdin: int = subprocess.PIPE) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own process
            [sys.executable, str(PROCESS), "stdio", *arguments],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.received: list[dict[str, Any]] = []
        self._last_id = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def initialize(self) -> dict[str, Any]:
        about = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "raw", "version": "0"}}
        result: dict[str, Any] = self.request("initialize", about)["result"]
        self.write({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return result

    def call(self, tool: str, **arguments: object) -> dict[str, Any]:
        result: dict[str, Any] = self.request("tools/call", {"name": tool, "arguments": arguments})["result"]
        return result

    def request(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        """Send a request, and return its response; what comes before it is kept in `received`."""
        id_ = self.send(method, params)
        while (message := self.read()).get("id") != id_:
            pass
        return message

    def send(self, method: str, params: dict[str, Any]) -> int:
        self._last_id += 1
        self.write({"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": params})
        return self._last_id

    def write(self, message: object) -> None:
        self.write_line(json.dumps(message).encode())

    def write_line(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the server has closed its end"
        message: dict[str, Any] = json.loads(line)
        assert message["jsonrpc"] == "2.0"
        self.received.append(message)
        return message

    def read_log(self, line: str) -> None:
        """Read the log up to a line."""
        assert self.process.stderr is not None
        for each in self.process.stderr:
            if each.decode().strip() == line:
                return
        raise AssertionError(f"the log has ended without {line!r}")

    def end(self) -> tuple[int, bytes, str]:
        """Close the client's end, and return the exit code, what else the server wrote, and its log."""
        out, log = self.process.communicate(timeout=HANG_GUARD)
        return self.process.returncode, out, log.decode()
