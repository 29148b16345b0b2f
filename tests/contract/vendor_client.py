"""The vendor's own client of Iterable, `@iterable/api`, run by Node beside a test and asked by lines of JSON."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from threading import Timer
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "build" / "tools" / "node" / "node_modules" / "@iterable" / "api"
_BRIDGE = Path(__file__).with_name("vendor") / "bridge.mjs"
_SECONDS = 240  # of all its calls together


class VendorError(Exception):
    """The vendor's client raised an error.

    Attributes:
        kind: The class of the error, such as `IterableResponseValidationError`: its parser rejected a response.
        status: Of the response, if there was one.
        code: That it read from the body of an error.
    """

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__(f"{told['kind']}: {told['message']}")
        self.kind: str = told["kind"]
        self.status: int | None = told.get("status")
        self.code: str | None = told.get("code")


class VendorClient:
    """A process that calls the vendor's client. Use it as a context manager; `open` it before the first call.

    Attributes:
        version: Of the package.
        methods: What its clients can do.
    """

    version: str
    methods: Sequence[str]

    def __enter__(self) -> Self:
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - the tool that `make contract` installs
            ["node", str(_BRIDGE), str(PACKAGE)],  # noqa: S607 - as the PATH has it
            env={**environment, "LOG_LEVEL": "error"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._watch = Timer(_SECONDS, self._process.kill)
        self._watch.daemon = True
        self._watch.start()
        told = self._read()
        self.version, self.methods = told["version"], told["methods"]
        return self

    def __exit__(self, *error: object) -> None:
        self._process.communicate(timeout=20)
        self._watch.cancel()

    def open(self, base_url: str, api_key: str) -> None:
        """Make a new client, and forget the one before.

        Args:
            base_url: Where the mock is, on this machine.
            api_key: A key that it takes.
        """
        self._ask({"open": {"apiKey": api_key, "baseUrl": base_url}})

    def call(self, method: str, *arguments: Any) -> Any:  # noqa: ANN401 - what the method takes and returns, as JSON
        """Call a method and return what its parser made of the response.

        Raises:
            VendorError: The client raised an error.
        """
        return self._ask({"method": method, "arguments": arguments})

    def schema(self, name: str) -> dict[str, Any]:
        """Return one of its schemas as JSON Schema: of what its parser takes.

        Args:
            name: As the package exports it, such as `GetListsResponseSchema`.
        """
        told: dict[str, Any] = self._ask({"schema": name})
        return told

    def _ask(self, message: dict[str, Any]) -> Any:  # noqa: ANN401 - as above
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
        told = self._read()
        if "error" in told:
            raise VendorError(told["error"])
        return told["value"]

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"node ended with {self._process.wait(timeout=20)}; what it printed stands above")
        read: dict[str, Any] = json.loads(line)
        return read
