"""Processes of a script that say when they are ready, go on when they are told to, and print what they found."""

import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable
from typing import Any

PACKAGES = Path(__file__).parents[1]
"""Where the tiny API's room is."""


def environment() -> dict[str, str]:
    """Return this process's environment, in which another one finds the room of the tiny API as well."""
    there = [str(PACKAGES), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, there))}


@contextmanager
def process(script: Path, *arguments: object) -> Generator[Popen[str], None, None]:
    command = [executable, str(script), *map(str, arguments)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True, env=environment()) as started:  # noqa: S603 - our own script
        try:
            yield started
        finally:
            started.kill()


def wait_until_ready(started: Popen[str]) -> None:
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"


def go_on(started: Popen[str]) -> None:
    assert started.stdin is not None
    started.stdin.write("\n")
    started.stdin.flush()


def result(started: Popen[str]) -> dict[str, Any]:
    assert started.stdout is not None
    found: dict[str, Any] = json.loads(started.stdout.readline())
    assert started.wait() == 0
    return found
