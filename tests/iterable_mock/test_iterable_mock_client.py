"""The client of Iterable against the mock: what one asks for is what the other does."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from iterable_calls import ADA, GRACE, MOBILE, SECRET, SERVER

from iterable_client import ForgottenUser, IterableClient, Outcome, RateLimited, RetryPolicy
from iterable_client.jwt import signer
from iterable_client.mock.backend import BACKEND
from iterable_client.mock.instance import InstanceError, Project, load_project
from iterable_client.mock.state import State
from sdk_core.mock.server.local import LocalMock, LocalServer

ONCE = RetryPolicy(max_retries=0)


@pytest.fixture(scope="module")
def server() -> Generator[LocalServer]:
    with LocalServer() as running:
        yield running


@contextmanager
def client(
    server: LocalServer,
    folder: Path,
    project: Project | None = None,
    **settings: Any,  # noqa: ANN401 - settings
) -> Generator[tuple[IterableClient, LocalMock[Project, State]]]:
    given: dict[str, Any] = {"api_key": SERVER, "retry_policy": ONCE, "state_directory": folder, **settings}
    with (
        server.serve(BACKEND, project or load_project(), LocalMock[Project, State]) as mock,
        IterableClient(base_url=mock.url, **given) as iterable,
    ):
        yield iterable, mock


def test_a_user_is_written_and_read(server: LocalServer, tmp_path: Path) -> None:
    with client(server, tmp_path) as (iterable, _):
        iterable.users.update({"email": "n@example.com", "dataFields": {"firstName": "N"}})
        found = iterable.users.get_by_email("n@example.com")
        assert found is not None
        assert found.to_dict()["user"]["dataFields"] == {"firstName": "N"}


def test_rows_that_fail_are_found_among_many(server: LocalServer, tmp_path: Path) -> None:
    with client(server, tmp_path) as (iterable, mock):
        iterable.users.forget({"email": "gone@example.com"})
        rows: list[dict[str, Any]] = [{"email": f"n{n}@example.com", "dataFields": {"age": n}} for n in range(2500)]
        rows[1700] = {"email": "gone@example.com"}
        rows[2300] = {"email": "n2300@example.com", "dataFields": {"age": "old"}}
        results = list(iterable.users.bulk_update(rows))
        failed = [n for n, each in enumerate(results) if each.outcome is not Outcome.ACCEPTED]
        assert failed == [1700, 2300]
        assert mock.state.users.count() == 2 + 2498
        assert len(mock.requests) >= 4


def test_a_list_is_filled_and_read_line_by_line(server: LocalServer, tmp_path: Path) -> None:
    with client(server, tmp_path) as (iterable, _):
        list_id = iterable.lists.create({"name": "Summer"}).list_id
        assert iterable.lists.subscribe(list_id, [{"email": ADA}, {"email": GRACE}]).run().succeeded == 2
        assert list(iterable.lists.iterate_users(list_id)) == [ADA, GRACE]
        assert iterable.lists.unsubscribe(list_id, [{"email": ADA}]).run().succeeded == 1
        assert list(iterable.lists.iterate_users(list_id)) == [GRACE]


def test_a_client_of_a_device_signs_its_tokens(server: LocalServer, tmp_path: Path) -> None:
    seeded = 1_767_254_400.0  # where the clock of a seeded mock stands
    sign = signer(SECRET, wall_clock=lambda: seeded)
    with client(server, tmp_path, api_key=MOBILE, key_kind="mobile", jwt=sign) as (iterable, mock):
        iterable.events.track({"email": ADA, "eventName": "shelfOpened"})
        assert mock.state.events.count() == 2


def test_errors_are_those_of_the_client(server: LocalServer, tmp_path: Path) -> None:
    with client(server, tmp_path) as (iterable, mock):
        iterable.users.forget({"email": ADA})
        with pytest.raises(ForgottenUser):
            iterable.users.update({"email": ADA})
        mock.faults.add(operation="listLists", status=429, retry_after=7, body={"code": "RateLimitExceeded", "msg": ""})
        with pytest.raises(RateLimited):
            iterable.lists.list()


def test_a_project_is_given_a_key_in_place_of_its_own(server: LocalServer, tmp_path: Path) -> None:
    mine = BACKEND.with_key(BACKEND.load_instance(), "f" * 32, None)
    with client(server, tmp_path, mine, api_key="f" * 32) as (iterable, _):
        assert len(iterable.lists.list().lists) == 3
    with pytest.raises(InstanceError, match="has no secret beside it"):
        BACKEND.with_key(load_project(), "mine", "secret")
    for key in ("", "é", replace(load_project()).keys[1].key):
        with pytest.raises(InstanceError, match="the key cannot be used"):
            BACKEND.with_key(load_project(), key, None)
    assert BACKEND.built_in().startswith(b"#")
