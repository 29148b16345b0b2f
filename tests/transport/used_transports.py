"""A plugin of pytest that notes over which transports each file of tests called, one line for each file and transport.

`AGILLIC_USED_TRANSPORTS` names the folder that the notes are written to, by a file for each process.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from sdk_core.transport.http.async_network import AsyncTransport
from sdk_core.transport.http.deadline_transport import DeadlineTransport
from sdk_core.transport.http.fast_async_transport import FastAsyncTransport
from sdk_core.transport.http.fast_transport import FastTransport

FOLDER: Final = "AGILLIC_USED_TRANSPORTS"
METHODS: Final[tuple[tuple[type, str, str], ...]] = (
    (DeadlineTransport, "handle_request", "httpx"),
    (AsyncTransport, "handle_async_request", "httpx"),
    (FastTransport, "handle_request", "httptools"),
    (FastAsyncTransport, "handle_async_request", "httptools"),
)
"""What sends, by which method, and the transport that it is."""
_used: Final[set[str]] = set()
_file: Final = [""]


def _noted(call: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Return a method that does the same and is noted."""

    def handle(*given: object) -> Any:  # noqa: ANN401 - a response, or what awaits one
        _used.add(f"{_file[0]} {name}")
        return call(*given)

    return handle


def pytest_configure() -> None:
    for kind, method, name in METHODS:
        setattr(kind, method, _noted(getattr(kind, method), name))


def pytest_runtest_setup(item: pytest.Item) -> None:
    _file[0] = item.nodeid.partition("::")[0]


def pytest_sessionfinish() -> None:
    (Path(os.environ[FOLDER]) / str(os.getpid())).write_text("\n".join(sorted(_used)), "utf-8")


def files(folder: Path) -> dict[str, set[str]]:
    """Return the transports of each file that the processes of a run noted."""
    found: dict[str, set[str]] = {}
    for each in folder.iterdir():
        for line in each.read_text("utf-8").splitlines():
            file, name = line.split()
            found.setdefault(file, set()).add(name)
    return found
