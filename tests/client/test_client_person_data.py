"""One recipient by bare person data: written as the rows of a batch are, dates by the client's settings."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from client_surface import sync_and_async
from many_parts import sent, settings

from agillic import Agillic, AsyncAgillic
from agillic.mock.local import LocalMock
from agillic_api.models import Recipient

ADA = "ada@example.com"
DATES = {"BIRTHDAY": date(1815, 12, 10), "LAST_VISIT": datetime(2026, 7, 4, 6, 30, tzinfo=UTC)}
Call = Callable[[Any], Any]


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def do(mock: LocalMock, call: Call, *, asynchronous: bool, **given: Any) -> None:  # noqa: ANN401 - settings of any kind
    if not asynchronous:
        with Agillic(**settings(mock), **given) as client:
            call(client)
            return

    async def run() -> None:
        async with AsyncAgillic(**settings(mock), **given) as client:
            await call(client)

    asyncio.run(run())


@sync_and_async
def test_dates_are_written_as_in_rows(agillic_mock: LocalMock, *, asynchronous: bool) -> None:
    given = {"time_zone": ZoneInfo("Europe/Copenhagen")}
    person = {"EMAIL": ADA, **DATES}
    calls: list[Call] = [
        lambda client: client.recipients.create(person),
        lambda client: client.recipients.update(ADA, person),
        lambda client: client.with_options(max_retries=0).recipients.update(ADA, person),
        lambda client: client.recipients.upsert([person], check_rows=False).run(),
    ]
    for call in calls:
        do(agillic_mock, call, asynchronous=asynchronous, **given)
    bodies = [each.json for each in agillic_mock.requests if each.operation != "getOAuthToken"]
    expected = {"personData": {"EMAIL": ADA, "BIRTHDAY": "10.12.1815", "LAST_VISIT": "04.07.2026 08:30:00"}}
    assert bodies == [expected, expected, expected, [expected]]


@sync_and_async
def test_a_moment_without_a_zone_to_write_it_in_is_rejected_with_a_remedy(
    agillic_mock: LocalMock, *, asynchronous: bool
) -> None:
    with pytest.raises(ValueError, match="time_zone"):
        do(agillic_mock, lambda client: client.recipients.create({"EMAIL": ADA, **DATES}), asynchronous=asynchronous)
    assert agillic_mock.requests == []


@sync_and_async
@pytest.mark.parametrize(
    "body",
    [
        {"personData": {"EMAIL": ADA}},
        Recipient.from_dict({"personData": {"EMAIL": ADA}}),
        b'{ "personData":{"EMAIL":"ada@example.com"}}',
    ],
    ids=["dict", "model", "bytes"],
)
def test_the_forms_of_the_document_stay_as_they_are(body: Any, agillic_mock: LocalMock, *, asynchronous: bool) -> None:  # noqa: ANN401 - a case
    do(agillic_mock, lambda client: client.recipients.update(ADA, body), asynchronous=asynchronous)
    (request,) = sent(agillic_mock, "updateRecipient")
    assert request.json["personData"].keys() == {"EMAIL"}


@sync_and_async
def test_a_date_in_a_form_of_the_document_is_rejected(agillic_mock: LocalMock, *, asynchronous: bool) -> None:
    body = {"personData": {"EMAIL": ADA, **DATES}}
    with pytest.raises(TypeError, match="date"):
        do(agillic_mock, lambda client: client.recipients.create(body), asynchronous=asynchronous)
    assert agillic_mock.requests == []
