"""The client of Iterable against the mock: what is sent, what it is made of, and what is exported."""

import csv
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from iterable_calls import ADA, GRACE, SERVER

from iterable_api.models import ExportDataType
from iterable_client import ExportTask, IterableClient, TaskFailed, skip_waits
from iterable_client.mock.instance import Project, load_project
from iterable_client.mock.local import LocalMock, LocalServer


@pytest.fixture(scope="module")
def server() -> Generator[LocalServer]:
    with LocalServer() as running:
        yield running


@contextmanager
def client(
    server: LocalServer, folder: Path, project: Project | None = None
) -> Generator[tuple[IterableClient, LocalMock]]:
    """Open a client of a mock on whose clock it waits."""
    given: dict[str, Any] = {"api_key": SERVER, "state_directory": folder}
    with (
        server.mock(project or load_project()) as mock,
        skip_waits(mock.clock.advance),
        IterableClient(base_url=mock.url, **given) as iterable,
    ):
        yield iterable, mock


def test_an_export_is_waited_for_and_its_files_are_saved(server: LocalServer, tmp_path: Path) -> None:
    with client(server, tmp_path) as (iterable, mock):
        task = iterable.exports.start({"dataTypeName": "user", "outputFormat": "text/csv", "onlyFields": "email"})
        (file,) = task.download(tmp_path)
        assert list(csv.reader(file.path.read_text("utf-8").splitlines())) == [["email"], [ADA], [GRACE]]
        assert [each.job_state for each in iterable.exports.list_jobs().jobs] == ["completed"]
        assert task.download(tmp_path) == []  # they are there
        assert len(mock.requests) >= 3


def test_an_export_that_fails_is_an_error(server: LocalServer, tmp_path: Path) -> None:
    with client(server, tmp_path) as (iterable, mock):
        mock.faults.add(operation="startExport", task="fails")
        task = iterable.exports.start({"dataTypeName": "user", "outputFormat": "text/csv"})
        with pytest.raises(TaskFailed):
            task.wait(timeout=60)


def test_a_fifth_export_is_done_when_there_is_room(server: LocalServer, tmp_path: Path) -> None:
    with client(server, tmp_path, replace(load_project(), export_seconds=60)) as (iterable, mock):
        tasks: list[ExportTask] = []
        for _ in range(5):
            tasks.append(iterable.exports.start({"dataTypeName": "user", "outputFormat": "text/csv"}))
            mock.clock.advance(1)
        before = mock.clock.now()
        tasks[-1].wait(timeout=600)
        assert (mock.clock.now() - before).total_seconds() > 60


def test_rows_are_exported_at_once(server: LocalServer, tmp_path: Path) -> None:
    with client(server, tmp_path) as (iterable, _):
        iterable.email.send({"campaignId": 59667, "recipientEmail": ADA})
        assert [row["email"] for row in iterable.exports.iterate(ExportDataType.EMAILSEND)] == [ADA]
        events = list(iterable.exports.iterate_user_events(email=ADA, include_custom_events=True))
        assert {event.get("eventName") or event["eventType"] for event in events} == {"bookFinished", "emailSend"}


def test_campaigns_are_read_page_by_page_and_counted(server: LocalServer, tmp_path: Path) -> None:
    with client(server, tmp_path) as (iterable, mock):
        for n in range(5):
            iterable.campaigns.create({"name": f"C{n}", "templateId": 93849})
        found = list(iterable.campaigns.iterate(page_size=3))
        assert [each.name for each in found][-5:] == [f"C{n}" for n in range(5)]
        assert sum(each.operation == "listCampaigns" for each in mock.requests) == 3
        iterable.campaigns.trigger({"campaignId": found[-1].id, "listIds": [1201]})
        (row,) = iterable.campaigns.metrics([found[-1].id])
        assert (row["id"], row["Total Email Sends"]) == (str(found[-1].id), "1")


def test_catalogs_and_their_items_are_read_page_by_page(server: LocalServer, tmp_path: Path) -> None:
    with client(server, tmp_path) as (iterable, _):
        books: dict[str, Any] = {f"b{n}": {"title": f"Book {n}"} for n in range(25)}
        iterable.catalogs.create("novels")
        iterable.catalogs.replace_items("novels", books).run()
        assert [each.name for each in iterable.catalogs.iterate()] == ["books", "novels"]
        assert {each.item_id for each in iterable.catalogs.iterate_items("novels", page_size=10)} == set(books)
