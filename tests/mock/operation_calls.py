"""Calls to the whole mock, in process: all operations are there, and every response is held against the document."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from app_calls import START, Received, send

from agillic.mock.assumptions import Assumptions
from agillic.mock.building import new_mock
from agillic.mock.instance import load_instance
from agillic.mock.operations import all_routes
from sdk_core.mock.app import create_application
from sdk_core.mock.clock import Clock

RUBY, JANE = "ruby@sweetmail.com", "jane@sweetmail.com"
"""The two recipients of the built-in instance."""


class Api:
    """The built-in instance, at half past eight UTC on 4 July 2026, called with Basic credentials.

    Args:
        options: Options of assumptions. With any, responses are not held against the document: it describes the
            defaults.
        database: The file that keeps the state.
        instance: What else is different about the instance.
    """

    def __init__(self, options: dict[str, str] | None = None, database: Path | None = None, **instance: Any) -> None:  # noqa: ANN401 - keys of an instance
        chosen = replace(load_instance(), assumptions=Assumptions(options or {}), **instance)
        self.mock = new_mock(chosen, all_routes(), clock=Clock(START), seed=1, database=database)
        self.application = create_application(self.mock, strict=not options)

    def call(self, method: str, target: str, body: Any = b"", **headers: str | None) -> Received:  # noqa: ANN401 - bytes, or what becomes JSON
        """Send a request; JSON unless the body is bytes. Headers are written as `content_type`; None leaves one out."""
        return asyncio.run(send(self.application, method, target, body=body, receive=None, **headers))

    def get(self, target: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Read what must be there."""
        received = self.call("GET", target)
        assert received.status == 200, received
        return received.json

    def ended(self, started: Received, path: str = "/recipients/v2/task/") -> Any:  # noqa: ANN401 - whatever JSON holds
        """Let time pass until a task must have ended, and read how it stands."""
        assert started.status in (200, 202), started
        self.mock.clock.advance(self.mock.instance.task_seconds)
        return self.get(path + started.json["taskId"])


def recipients(api: Api, filter_: str = "") -> Iterator[str]:
    """Return the keys of recipients."""
    for each in api.get("/recipients" + (f"?filter={filter_}" if filter_ else "")):
        yield each["personData"]["EMAIL"]
