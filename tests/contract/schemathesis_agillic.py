"""Agillic as schemathesis meets it: its instance, its credentials, its paths, and data that fits."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import quote, unquote

from agillic_arrangements import ARRANGEMENTS, provoke
from agillic_bodies import bodies, first_bodies
from agillic_exclusions import EXCLUSIONS
from agillic_names import addresses, dictionaries, filters
from client_surface import DOCUMENT
from schemathesis_arrangements import AnyMock, Arrangement
from schemathesis_subject import Subject

from agillic.mock.assumptions import Assumptions
from agillic.mock.building import new_mock
from agillic.mock.instance import Key, load_instance
from agillic.mock.operations import all_routes
from sdk_core.mock.clock import Clock

_INSTANCE = replace(load_instance(), task_seconds=1)
"""The built-in one; a task has ended when its state is read twice, so that links lead to results."""
_NOW = datetime(2025, 12, 1, 12, tzinfo=UTC)
"""When the mock's clock stands still: the times in the document's examples are shortly before."""
_FIELD_AND_VALUE = re.compile("([A-Z_]+)=(.+)", re.DOTALL)


@cache
def agillic() -> Subject:
    """Return Agillic."""
    return Subject(
        name="agillic",
        document=DOCUMENT,
        new_mock=_mock,
        auth=_auth(),
        credentials={"authorization": _basic("public")},
        dictionaries=dictionaries(_INSTANCE),
        formats={"recipient-address": addresses(_INSTANCE), "rsql": filters()},
        bodies=bodies(_INSTANCE),
        first_bodies=first_bodies(_INSTANCE),
        exclusions=EXCLUSIONS,
        arrangements=ARRANGEMENTS,
        provoke=provoke,
        explained="EXCLUSIONS.md",
        on_the_wire=on_the_wire,
        keep=_token,
        put_back=_know_token,
        # The long run reaches all but the first by links.
        needing_others=frozenset(
            {
                "editEmailCampaignV1",
                "getExportTaskStatus",
                "getMessageTaskStatus",
                "getTaskStatus",
                "readExportPage",
                "updateExtension",
            }
        ),
    )


def _mock(arrangement: Arrangement) -> AnyMock:
    chosen = replace(_INSTANCE, assumptions=Assumptions(arrangement.options), **arrangement.instance)
    return new_mock(chosen, all_routes(), clock=Clock(_NOW), seed=0)


def _key(scope: str) -> Key:
    return next(each for each in _INSTANCE.keys if each.scope == scope)


def _basic(scope: str) -> str:
    key = _key(scope)
    return "Basic " + b64encode(f"{key.key}:{key.secret}".encode()).decode()


def _auth() -> Mapping[str, Any]:
    """Return that the first key of the scope public gets the tokens."""
    key = _key("public")
    payload = {"grant_type": "client_credentials", "client_id": key.key, "client_secret": key.secret}
    token = {
        "path": "/oauth2/token",
        "payload": payload,
        "payload_content_type": "application/x-www-form-urlencoded",
        "extract_selector": "/access_token",
        "retry_on": [401],
    }
    return {"dynamic": {"openapi": {"oauth2": token}}}


def _token(mock: AnyMock) -> Any:  # noqa: ANN401 - the state's own
    """Return the credentials with the token that schemathesis has."""
    return mock.state.credentials


def _know_token(mock: AnyMock, credentials: Any) -> None:  # noqa: ANN401 - the state's own
    mock.state.credentials = credentials


def on_the_wire(value: Any) -> Any:  # noqa: ANN401 - path values are strings, or numbers under negative data
    """Return a value of a path, encoded twice; only the `=` between field and value stays as it is [S1].

    Schemathesis has encoded it once, or, when it repeats a call or draws from earlier ones, we have twice. It never
    means a text with an escape in it, so that all of them can be removed.

    >>> on_the_wire("EMAIL%3Da%40b"), on_the_wire("a%40b"), on_the_wire("a%2540b"), on_the_wire("50%25")
    ('EMAIL=a%2540b', 'a%2540b', 'a%2540b', '50%2525')
    """
    if not isinstance(value, str):
        return value
    while (plain := unquote(value)) != value:
        value = plain
    address = _FIELD_AND_VALUE.fullmatch(value)
    return "=".join(quote(quote(part, safe=""), safe="") for part in (address.groups() if address else (value,)))
