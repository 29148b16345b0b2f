"""What the tests of pipelines share: rows, the environment of processes, and what the mock has of rows."""

import json
import os
import subprocess
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer
from agillic_api import OPERATIONS
from sdk_core.mock.app.limits import Limits

HERE = Path(__file__).parent
UPSERT = "batchUpsertRecipients"


def people(first: int, last: int) -> list[dict[str, Any]]:
    """Return rows of recipients by their numbers."""
    return [{"EMAIL": f"{number}@example.com", "AGE": number % 90} for number in range(first, last)]


def environment(mock: LocalMock, folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process whose clients call a mock, and share their limits with all others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AGILLIC_")}
    settings = {
        "AGILLIC_KEY": mock.key,
        "AGILLIC_SECRET": mock.secret,
        "AGILLIC_BASE_URL": mock.url,
        "AGILLIC_STATE_DIRECTORY": str(folder / "state"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "RUNTIME__DLTHUB_TELEMETRY": "false",
        "NO_PROXY": "127.0.0.1",
    }
    (folder / "state").mkdir(exist_ok=True)
    return kept | settings | more


@contextmanager
def production(server: LocalServer, active_recipients: int) -> Generator[LocalMock]:
    """Serve the instance that is built in, with the daily cap that follows from a number of recipients."""
    instance = replace(load_instance(), active_recipients=active_recipients, environment="production")
    with server.mock(instance) as mock:
        yield mock


class Watched:
    """Counts the calls that a mock has at once.

    Attributes:
        peak: The most there were.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.peak = self._now = 0
        enter, leave = Limits.enter, Limits.leave

        def watched_enter(limits: Limits) -> bool:
            entered = enter(limits)
            if entered:
                self._now += 1
                self.peak = max(self.peak, self._now)
            return entered

        def watched_leave(limits: Limits) -> None:
            self._now -= 1
            leave(limits)

        monkeypatch.setattr(Limits, "enter", watched_enter)
        monkeypatch.setattr(Limits, "leave", watched_leave)


def emails(mock: LocalMock) -> set[str]:
    """Return the addresses of the recipients that a mock has, but for those of its instance."""
    found: list[dict[str, str]] = mock.state.recipients.select(fields=["EMAIL"])
    return {row["EMAIL"] for row in found} - {str(each.person_data["EMAIL"]) for each in mock.instance.recipients}


def letters(folder: Path) -> list[dict[str, Any]]:
    """Return all dead letters of a folder."""
    return [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]


def calls(mock: LocalMock) -> int:
    """Return how many calls a mock counted against the day's cap."""
    return sum(1 for each in mock.requests if each.operation in OPERATIONS and each.status != 429)


def singer_lines(
    stream: str,
    rows: Iterable[Mapping[str, Any]],
    *,
    keys: tuple[str, ...] = ("EMAIL",),
    properties: Mapping[str, Any] | None = None,
    states: int = 0,
) -> list[str]:
    """Return the messages of a tap, with a STATE after each so many records and after the last."""
    schema = {"type": "object", "properties": properties or {"EMAIL": {"type": "string"}, "AGE": {"type": "integer"}}}
    lines: list[dict[str, Any]] = [{"type": "SCHEMA", "stream": stream, "key_properties": [*keys], "schema": schema}]
    number = 0
    for number, row in enumerate(rows, 1):
        lines.append({"type": "RECORD", "stream": stream, "record": row})
        if states and not number % states:
            lines.append({"type": "STATE", "value": {"at": number}})
    lines.append({"type": "STATE", "value": {"at": number}})
    return [json.dumps(line) for line in lines]


class Programs:
    """The files of programs.

    Args:
        folder: Where they are.
        mock: What they call.
        more: More variables of their environment.
    """

    def __init__(self, folder: Path, mock: LocalMock, **more: str) -> None:
        self.folder, self.environment = folder, environment(mock, folder, **more)
        self.environment["PYTHONPATH"] = str(HERE)

    def start(self, command: Sequence[str]) -> subprocess.Popen[str]:
        """Start a program."""
        return subprocess.Popen(  # noqa: S603 - our own command
            [*command],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def target(self, rows: Sequence[dict[str, Any]], name: str = "a", /, **config: object) -> list[str]:
        """Write the files of a run of the target, and return its arguments."""
        lines = singer_lines("people", rows, states=50)
        (self.folder / f"{name}.singer").write_text("\n".join(lines), "utf-8")
        (self.folder / f"{name}.json").write_text(json.dumps(config), "utf-8")
        return ["--config", f"{name}.json", "--input", f"{name}.singer"]


def last_state(output: str) -> int:
    """Return how many records the last STATE says are settled."""
    lines = output.splitlines()
    return int(json.loads(lines[-1])["at"]) if lines else 0
