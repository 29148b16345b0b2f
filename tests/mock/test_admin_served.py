"""Faults and the admin API behind a real server: what a client sees of a connection that is closed."""

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, IncompleteRead
from urllib.parse import urlsplit

import orjson
import pytest
from admin_calls import AdminMock
from app_calls import BASIC

from sdk_core.mock.faults import Reset
from sdk_core.mock.server.server import Server


@pytest.fixture(name="made")
def _made() -> AdminMock:
    return AdminMock()


@pytest.fixture(name="connection")
def _connection(made: AdminMock) -> Iterator[HTTPConnection]:
    with Server(made.application) as server, closing(_open(server.url)) as connection:
        yield connection


def _open(url: str) -> HTTPConnection:
    return HTTPConnection(urlsplit(url).netloc, timeout=20)


def _create(connection: HTTPConnection, email: str) -> int:
    body = orjson.dumps({"personData": {"EMAIL": email}})
    connection.request("POST", "/recipients", body, {"Authorization": BASIC, "Content-Type": "application/json"})
    response = connection.getresponse()
    response.read()
    return response.status


@pytest.mark.parametrize(("reset", "status"), [("before", 201), ("after", 409)])
def test_a_client_sees_a_reset_before_or_after_the_write(
    made: AdminMock, connection: HTTPConnection, reset: Reset, status: int
) -> None:
    made.mock.faults.add(connection_reset=reset)
    with pytest.raises(ConnectionError):
        _create(connection, "ann@sweetmail.com")
    connection.close()
    assert _create(connection, "ann@sweetmail.com") == status, "409 if the recipient was created"


def test_a_client_sees_half_a_response(made: AdminMock, connection: HTTPConnection) -> None:
    made.mock.faults.add(truncate=True, operation="getTaskStatus")
    connection.request("GET", f"/recipients/v2/task/{made.mock.state.ids.task_id()}", headers={"Authorization": BASIC})
    response = connection.getresponse()
    with pytest.raises(IncompleteRead) as caught:
        response.read()
    assert (caught.value.partial, caught.value.expected) == (b"{", 1)


def test_the_state_is_reset_over_http(made: AdminMock, connection: HTTPConnection) -> None:
    _create(connection, "ann@sweetmail.com")
    connection.request("POST", "/__admin/reset", b"{}", {"Content-Type": "application/json"})
    assert connection.getresponse().read() == b"{}"
    assert made.mock.state.recipients.count() == 2
