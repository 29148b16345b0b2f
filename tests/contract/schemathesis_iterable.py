"""Iterable as schemathesis meets it: the book shop, one of its keys, and data that fits."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, unquote

from iterable_arrangements import ARRANGEMENTS, provoke
from iterable_bodies import bodies, first_bodies
from iterable_exclusions import EXCLUSIONS
from iterable_names import dictionaries
from schemathesis_arrangements import AnyMock, Arrangement
from schemathesis_subject import Subject

from iterable_client.mock.assumptions import Assumptions
from iterable_client.mock.backend import BACKEND
from iterable_client.mock.instance import load_project
from iterable_client.mock.state.moments import to_milliseconds
from iterable_client.mock.state.sends import NewSend
from sdk_core.mock.app import Mock
from sdk_core.mock.clock import Clock

_PROJECT = replace(load_project(), export_seconds=1)
_KEY = next(each.key for each in _PROJECT.keys if each.kind == "server-side")
_CAMPAIGN = next(each.id for each in _PROJECT.campaigns if each.type == "Triggered")
_NOW = datetime(2026, 7, 4, 8, 30, tzinfo=UTC)
"""When the mock's clock starts: the times in the document's examples are before."""
_SECONDS = 15
"""Between two calls; the lowest limit is of four calls a minute."""


@cache
def iterable() -> Subject:
    """Return Iterable."""
    return Subject(
        name="iterable",
        document=json.loads(files("iterable_api").joinpath("openapi.json").read_text("utf-8")),
        new_mock=_mock,
        auth={"openapi": {"apiKey": {"api_key": _KEY}}},
        credentials={"api-key": _KEY},
        dictionaries=dictionaries(_PROJECT),
        formats={},
        bodies=bodies(_PROJECT),
        first_bodies=first_bodies(),
        exclusions=EXCLUSIONS,
        arrangements=ARRANGEMENTS,
        provoke=provoke,
        explained="EXCLUSIONS.iterable.md",
        on_the_wire=on_the_wire,
        seconds_between_calls=_SECONDS,
        prepare=_prepare,
    )


def _mock(arrangement: Arrangement) -> AnyMock:
    chosen = replace(_PROJECT, assumptions=Assumptions(arrangement.options), **arrangement.instance)
    return Mock(BACKEND, chosen, clock=Clock(_NOW), seed=0)


def _prepare(mock: AnyMock) -> None:
    """Let there be an export, and a message to each user."""
    mock.state.exports.start({"dataTypeName": "user", "outputFormat": "text/csv"})
    for number in [*mock.state.users.numbers()]:
        mock.state.sends.schedule(NewSend(user=number, campaign=_CAMPAIGN, due=to_milliseconds(_NOW)))
    mock.run_due()


def on_the_wire(value: Any) -> Any:  # noqa: ANN401 - path values are strings, or numbers under negative data
    """Return a value of a path, encoded once, whether it came so or not.

    >>> on_the_wire("a%40b"), on_the_wire("a@b")
    ('a%40b', 'a%40b')
    """
    return quote(unquote(value), safe="") if isinstance(value, str) else value
