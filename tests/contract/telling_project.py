"""Projects of Iterable that have what the probes of its contract tool need: a shop where something has happened."""

import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from iterable_api import Client
from iterable_client.contract.contract import CONTRACT
from iterable_client.mock.assumptions import Assumptions, switchable
from iterable_client.mock.instance import load_project
from iterable_client.mock.local import LocalMock, LocalServer
from iterable_client.mock.state.events import NewEvent
from iterable_client.mock.state.identity import Identity
from sdk_core.contract.options import VerificationOptions
from sdk_core.contract.verification import Report, verify
from sdk_core.transport.clock import skip_waits

ADA, CAMPAIGN, USERS = "ada@example.com", 59667, 2
DEFAULTS = {id_: Assumptions().choice(id_) for id_ in switchable()}
_HOUR = 3600


@contextmanager
def serving(
    server: LocalServer,
    options: Mapping[str, str] | None = None,
    **project: Any,  # noqa: ANN401 - parts of a project
) -> Generator[LocalMock, None, None]:
    """Serve the built-in project.

    Args:
        server: Serves it.
        options: Options of assumptions, where they are not the defaults.
        **project: What else is different about it.
    """
    with server.mock(replace(load_project(), assumptions=Assumptions(options or {}), **project)) as mock:
        yield mock


@contextmanager
def telling(server: LocalServer, options: Mapping[str, str]) -> Generator[LocalMock, None, None]:
    """Serve a project in which a message was sent and complained of, and an export job was started."""
    with serving(server, options) as mock:
        with Client(mock.url, headers={"Api-Key": mock.api_key}) as client:
            client.email.with_raw_response.send({"campaignId": CAMPAIGN, "recipientEmail": ADA})
            export = {"dataTypeName": "emailSend", "outputFormat": "text/csv"}
            client.exports.with_raw_response.start(export)
        user = mock.state.users.find(Identity(ADA))
        assert user is not None
        moment = int(mock.clock.now().timestamp() * 1000)
        mock.state.events.write(
            user,
            NewEvent(name="emailComplaint", created=moment, is_system=True, campaign=CAMPAIGN, data={"email": ADA}),
        )
        mock.clock.advance(_HOUR)
        yield mock


def verified(mock: LocalMock, **options: Any) -> Report:  # noqa: ANN401 - as of the options
    """Verify a mock, whose clock goes on whenever a wait would be, with limits of its own."""
    wanted = VerificationOptions(mock.url, (mock.api_key,), **options)
    with (
        TemporaryDirectory() as folder,
        patch.dict(os.environ, {"ITERABLE_STATE_DIRECTORY": folder}),
        skip_waits(mock.clock.advance),
    ):
        return verify(CONTRACT, wanted, wait=mock.clock.advance, now=mock.clock.now)
