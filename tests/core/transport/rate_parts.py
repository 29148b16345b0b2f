"""What tests of rate limits share: an API by hand, operations with limits, a clock, a machine of several processes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sdk_core.api import Api
from sdk_core.transport.limits.local_limiter import LocalRateLimiter
from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.limits.rates.window_limiter import WindowLimiter
from sdk_core.wire.error_reading import ErrorReader
from sdk_core.wire.operations import Operation

URL, KEY = "https://api.tiny.test", "key"
DAY = 86_400


def tiny(*of_all: dict[str, Any]) -> Api:
    """Return an API whose document says so of all operations."""
    return Api(
        name="tiny",
        title="Tiny",
        package="tiny_client",
        distribution="tiny",
        base_url=URL,
        operations={},
        limits={"all": [*of_all]},
        errors=ErrorReader(),
    )


def operation(*limits: dict[str, Any], id_: str = "getThing") -> Operation:
    traits: dict[str, Any] = {"idempotent": True} | ({"limits": [*limits]} if limits else {})
    return Operation(id_, "things", "get", "GET", "/things", traits=traits)


def rate(calls: int, seconds: float, of: str = "key", **more: str) -> dict[str, Any]:
    return {"calls": calls, "seconds": seconds, "of": of, **more}


class Time:
    """A wall clock that only a test moves."""

    def __init__(self) -> None:
        self.now = 1_000_000_000.0

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += seconds


def limiter(  # noqa: PLR0913 - as what it makes
    folder: Path | None,
    time: Time,
    *,
    api: Api | None = None,
    key: str = KEY,
    cap: DailyCap | None = None,
    project: str = "",
    organization: str = "",
) -> LocalRateLimiter:
    """Return what keeps the limits of the tiny API."""
    return LocalRateLimiter(
        api or tiny(),
        URL,
        key,
        max_concurrency=20,
        cap=cap,
        directory=folder,
        project=project,
        organization=organization,
        clock=time,
    )


CAP = DailyCap(5_000)


def most_in_a_window(moments: Sequence[float], seconds: float) -> int:
    """Return how many moments the fullest window of so many seconds holds."""
    moments = sorted(moments)
    most = first = 0
    for number, moment in enumerate(moments):
        while moment - moments[first] >= seconds:
            first += 1
        most = max(most, number - first + 1)
    return most


class Machine:
    """A file in memory: its bytes, and which process has which lock."""

    def __init__(self) -> None:
        self.content = bytearray()
        self.owners: dict[int, int] = {}


class ProcessFile:
    """The file as one process sees it; it stands for `SharedFile` and for the file in it."""

    is_usable = is_in_place = True

    def __init__(self, machine: Machine, process: int) -> None:
        self._machine, self._process = machine, process
        self.contended = False

    def current(self) -> "ProcessFile":
        return self

    checked = current

    def reset_after_fork(self) -> None:
        """A process of the model does not fork."""

    def close(self) -> None:
        self.die()

    def die(self) -> None:
        self._machine.owners = {lock: who for lock, who in self._machine.owners.items() if who != self._process}

    def take(self, first: int, count: int = 1) -> bool:
        assert count == 1
        return self._machine.owners.setdefault(first, self._process) == self._process

    def give_back(self, first: int, count: int = 1) -> None:
        assert count == 1
        if self._machine.owners.get(first) == self._process:
            del self._machine.owners[first]

    def holder(self, number: int) -> int | None:
        return self._machine.owners.get(number)

    def read(self, offset: int, size: int) -> bytes:
        return bytes(self._machine.content[offset : offset + size])

    def write(self, offset: int, content: bytes) -> None:
        self._machine.content.extend(bytes(max(offset - len(self._machine.content), 0)))
        self._machine.content[offset : offset + len(content)] = content


def window_limiter(machine: Machine, process: int, calls: int, seconds: float) -> WindowLimiter:
    """Return a rate limiter as one process of a machine has it."""
    return WindowLimiter(ProcessFile(machine, process), calls, seconds)  # type: ignore[arg-type] # it stands for one
