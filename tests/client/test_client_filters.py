"""Filters on their way: dates as the settings have them, whoever takes the filter, and nothing sent that cannot be."""

# ruff: noqa: SIM300 - ruff takes fields in upper case for constants and would turn each comparison round

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from client_surface import sync_and_async
from many_parts import RUBY, settings

from agillic import Agillic, AsyncAgillic, F, parse_filter, raw_filter, skip_waits
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer
from agillic_api import OPERATIONS

OLDER = F.BIRTHDAY < date(2000, 12, 31)
FILTERED = [operation for operation in OPERATIONS.values() if any(p.format == "rsql" for p in operation.parameters)]
FORMS = {"date_format": "dd-MM-yyyy", "timestamp_format": "dd-MM-yyyy HH:mm", "time_zone": "Europe/Copenhagen"}
INSTANCE = """
name = "Shop"
environment = "staging"
active_recipients = 10
recipient_key = "EMAIL"
keys = [{{ key = "shop", secret = "shop-secret", scope = "public" }}]
[person_data]
EMAIL = {{ type = "STRING", unique = true }}
BIRTHDAY = {{ type = "DATE" }}
LAST_VISIT = {{ type = "TIMESTAMP" }}
[assumptions]
filter-argument-type = "matches-nothing"
filter-date-forms = "{option}"
"""
Call = Callable[[Any], Any]


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def do(mock: LocalMock, call: Call, *, asynchronous: bool, **given: Any) -> Any:  # noqa: ANN401 - settings of any kind
    with skip_waits(mock.clock.advance):
        if not asynchronous:
            with Agillic(**settings(mock), **given) as client:
                found = call(client)
                return list(found) if hasattr(found, "__next__") else found

        async def run() -> Any:  # noqa: ANN401 - what the call returns
            async with AsyncAgillic(**settings(mock), **given) as client:
                found = call(client)
                return [each async for each in found] if hasattr(found, "__aiter__") else await found

        return asyncio.run(run())


def filters(mock: LocalMock) -> list[str]:
    queries = [parse_qs(urlsplit(each.target).query) for each in mock.requests]
    return [query["filter"][0] for query in queries if "filter" in query]


@sync_and_async
@pytest.mark.parametrize("operation", FILTERED, ids=lambda operation: operation.id)
def test_dates_are_written_by_the_settings_wherever_a_filter_is_taken(
    operation: Any,  # noqa: ANN401 - of the generated table
    agillic_mock: LocalMock,
    *,
    asynchronous: bool,
) -> None:
    path = {p.name: "ARTICLES" if p.name == "tableId" else 5 for p in operation.parameters if p.place == "path"}
    values = {**path, "filter": OLDER}
    calls: list[Call] = [
        lambda client: client.call_raw(operation, values),
        lambda client: client.with_options(timeout=5).call_raw(operation, values),
    ]
    for call in calls:
        try:
            do(agillic_mock, call, asynchronous=asynchronous, **FORMS)
        except Exception as error:  # noqa: BLE001 - not every collection has birthdays
            assert getattr(error, "status", None) in (400, 422)  # noqa: PT017 - any is right
    assert filters(agillic_mock) == ["BIRTHDAY<31-12-2000"] * 2


@sync_and_async
@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({}, "B<2000-12-31 and T>=2017-12-31T23:00:00Z"),
        ({"time_zone": "Europe/Copenhagen"}, "B<2000-12-31 and T>=2017-12-31T23:00:00Z"),
        ({"date_format": "dd-MM-yyyy"}, "B<31-12-2000 and T>=2017-12-31T23:00:00Z"),
        ({"date_format": "MM/dd/yyyy", "time_zone": "Europe/Copenhagen"}, "B<12/31/2000 and T>=2017-12-31T23:00:00Z"),
        (FORMS, 'B<31-12-2000 and T>="01-01-2018 00:00"'),
    ],
)
def test_each_setting_governs_its_own_kind(
    given: dict[str, str], sent: str, agillic_mock: LocalMock, *, asynchronous: bool
) -> None:
    built = (F.B < date(2000, 12, 31)) & (F.T >= datetime(2017, 12, 31, 23, tzinfo=UTC))
    with pytest.raises(Exception, match="422"):
        do(agillic_mock, lambda client: client.recipients.list(filter=built), asynchronous=asynchronous, **given)
    assert filters(agillic_mock) == [sent]


@pytest.mark.agillic_mock(assumptions={"filter-argument-type": "matches-nothing"})
@sync_and_async
def test_every_way_to_list_recipients_writes_dates_alike(agillic_mock: LocalMock, *, asynchronous: bool) -> None:
    calls: list[Call] = [
        lambda client: client.recipients.list(filter=OLDER),
        lambda client: client.recipients.with_raw_response.list(filter=OLDER),
        lambda client: client.recipients.iterate(filter=OLDER),
        lambda client: client.recipients.pages(filter=OLDER),
        lambda client: client.recipients.list(filter=parse_filter("BIRTHDAY<2000-12-31")),
    ]
    for call in calls:
        do(agillic_mock, call, asynchronous=asynchronous, date_format="dd-MM-yyyy")
    assert set(filters(agillic_mock)) == {"BIRTHDAY<31-12-2000"}
    as_written: list[Call] = [
        lambda client: client.recipients.list(filter="BIRTHDAY<2000-12-31"),
        lambda client: client.recipients.list(filter=raw_filter("BIRTHDAY<2000-12-31")),
    ]
    for call in as_written:
        do(agillic_mock, call, asynchronous=asynchronous, date_format="dd-MM-yyyy")
    assert filters(agillic_mock)[-2:] == ["BIRTHDAY<2000-12-31"] * 2, "who writes text writes its dates too"


def test_a_timestamp_by_the_setting_needs_the_time_zone(agillic_mock: LocalMock) -> None:
    with (
        Agillic(**settings(agillic_mock), timestamp_format="dd-MM-yyyy HH:mm") as agillic,
        pytest.raises(ValueError, match="time zone"),
    ):
        agillic.recipients.list(filter=F.LAST_VISIT > datetime(2018, 1, 1, tzinfo=UTC))
    assert agillic_mock.requests == []


@pytest.mark.parametrize("option", ["both", "instance-format"])
@pytest.mark.parametrize("date_format", ["dd-MM-yyyy", "MM/dd/yyyy", "yyyyMMdd"])
def test_a_client_with_settings_finds_the_same_under_each_option(
    option: str, date_format: str, agillic_mock_server: LocalServer, tmp_path: Path
) -> None:
    """filter-date-forms: without the setting, one of them finds nobody."""
    given: dict[str, Any] = {
        "date_format": date_format,
        "timestamp_format": f"{date_format} HH:mm:ss",
        "time_zone": "Europe/Oslo",
    }
    file = tmp_path / "instance.toml"
    file.write_text("\n".join(f'{name} = "{value}"' for name, value in given.items()) + INSTANCE.format(option=option))
    instance = load_instance(file)
    person = {"EMAIL": RUBY, "BIRTHDAY": date(1990, 4, 9), "LAST_VISIT": datetime(2026, 7, 4, 6, 30, tzinfo=UTC)}
    wanted = [OLDER, F.LAST_VISIT > datetime(2026, 7, 4, 6, tzinfo=ZoneInfo("UTC"))]
    with agillic_mock_server.mock(instance) as mock:
        with Agillic(**settings(mock), **given) as agillic:
            agillic.recipients.create(person)
            assert [len([*agillic.recipients.iterate(filter=each)]) for each in wanted] == [1, 1]
        with Agillic(**settings(mock)) as unaware:
            found = [len([*unaware.recipients.iterate(filter=each)]) for each in wanted]
            assert found == ([1, 1] if option == "both" else [0, 0])


@sync_and_async
def test_a_filter_that_no_url_has_place_for_is_rejected_before_anything_is_sent(
    agillic_mock: LocalMock, *, asynchronous: bool
) -> None:
    addresses = [f"somebody-{number}@example.com" for number in range(3_000)]
    calls: list[Call] = [
        lambda client: client.recipients.list(filter=F.EMAIL.in_(*addresses)),
        lambda client: client.recipients.iterate(filter=F.EMAIL.in_(*addresses)),
    ]
    for call in calls:
        with pytest.raises(ValueError, match=r"the URL of listRecipients would have \d{2},\d{3} characters") as caught:
            do(agillic_mock, call, asynchronous=asynchronous)
        assert "of them for filter, and at most 64,000 can be sent: shorten filter" in str(caught.value)
        assert "@" not in str(caught.value)
    assert agillic_mock.requests == []


@sync_and_async
def test_whatever_makes_a_url_too_long_is_named(agillic_mock: LocalMock, *, asynchronous: bool) -> None:
    fields = [f"FIELD_{number:05}" for number in range(6_000)]
    with pytest.raises(ValueError, match="of them for person_data_fields, and at most 64,000"):
        do(agillic_mock, lambda c: c.recipients.get(RUBY, person_data_fields=fields), asynchronous=asynchronous)
    with pytest.raises(ValueError, match="filter has half of a surrogate pair"):
        do(
            agillic_mock,
            lambda c: c.recipients.list(filter=parse_filter("FIRSTNAME==\ud800")),
            asynchronous=asynchronous,
        )
    with pytest.raises(ValueError, match="column 12: found half of a surrogate pair"):
        do(agillic_mock, lambda c: c.recipients.list(filter="FIRSTNAME==\ud800"), asynchronous=asynchronous)
    assert agillic_mock.requests == []


def test_the_longest_url_that_is_taken_can_be_sent(agillic_mock: LocalMock) -> None:
    long = f"EMAIL=={'x' * 60_000}"
    with Agillic(**settings(agillic_mock)) as agillic:
        try:
            assert agillic.recipients.list(filter=long) == []
        except Exception as error:  # noqa: BLE001 - a server may have a bound of its own
            assert getattr(error, "status", 0) >= 400  # noqa: PT017 - a response, and no trouble of the network
