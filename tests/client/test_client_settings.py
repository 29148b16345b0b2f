"""What a client is set up with: dates of its instance, spans, a folder of state; and what remains when it is closed."""

import asyncio
import datetime as dt
import json
import stat
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from many_parts import KINDS, RUBY, Kind, results, sent, settings

from agillic import Agillic, AsyncAgillic, DateFormats, InstanceDates
from agillic.mock.local import LocalMock

DAY, MOMENT = dt.date(1815, 12, 10), dt.datetime(2026, 7, 4, 6, 30, tzinfo=dt.UTC)
BY_SETTINGS, BY_ARGUMENT = ["1815/12/10", "2026/07/04 08:30"], ["10.12.1815", "04.07.2026 02:30:00"]
NEW_YORK = InstanceDates(DateFormats(zone=ZoneInfo("America/New_York")))
both_kinds = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("STATE_DIRECTORY", "PROFILE", "PROFILE_FILE"):
        monkeypatch.delenv(f"AGILLIC_{name}", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def of_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """The formats of an instance, by the environment."""
    monkeypatch.setenv("AGILLIC_DATE_FORMAT", "yyyy/MM/dd")
    monkeypatch.setenv("AGILLIC_TIMESTAMP_FORMAT", "yyyy/MM/dd HH:mm")
    monkeypatch.setenv("AGILLIC_TIME_ZONE", "Europe/Copenhagen")


VALUES = {"BORN": DAY, "SEEN": MOMENT}
MANY: dict[str, Callable[[Any, Callable[[Any], Any], dict[str, Any]], Any]] = {
    "batchUpsertRecipients": lambda client, source, more: client.recipients.upsert(
        source([{"EMAIL": RUBY, **VALUES}]), check_rows=False, **more
    ),
    "asyncUpsertOneToManyRecords": lambda client, source, more: client.one_to_many.upsert(
        "PURCHASES", source([(RUBY, {"ID": "1", **VALUES})]), check_rows=False, **more
    ),
    "asyncAchieveEvent": lambda client, source, more: client.events.achieve_many(
        source([{"recipientId": RUBY, "eventId": "send_coupon", "context": VALUES}]), **more
    ),
}


@both_kinds
@pytest.mark.usefixtures("of_the_store")
@pytest.mark.parametrize(("dates", "expected"), [(None, BY_SETTINGS), (NEW_YORK, BY_ARGUMENT)])
@pytest.mark.parametrize("operation", MANY)
def test_rows_have_dates_as_the_settings_say_unless_they_are_given_others(
    operation: str, dates: InstanceDates | None, expected: list[str], kind: Kind, agillic_mock: LocalMock
) -> None:
    more = {} if dates is None else {"dates": dates}
    results(kind, agillic_mock, lambda client, source: MANY[operation](client, source, more))
    (call, *_) = sent(agillic_mock, operation)
    body = json.dumps(call.json)
    assert all(json.dumps(text) in body for text in expected)


@pytest.mark.usefixtures("of_the_store")
def test_clients_with_other_options_have_the_same_dates(agillic_mock: LocalMock) -> None:
    with Agillic(**settings(agillic_mock)) as client:
        other = client.with_options(max_retries=0)
        assert [other.dates.format(DAY), other.dates.format(MOMENT)] == BY_SETTINGS
        assert other.dates == client.dates
        other.recipients.upsert([{"EMAIL": RUBY, **VALUES}], check_rows=False).run()
    assert all(text in json.dumps(sent(agillic_mock, "batchUpsertRecipients")[0].json) for text in BY_SETTINGS)


@pytest.mark.parametrize("class_", [Agillic, AsyncAgillic])
def test_spans_without_opentelemetry_say_what_to_do(
    class_: type[Agillic | AsyncAgillic], agillic_mock: LocalMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    monkeypatch.delitem(sys.modules, "opentelemetry.trace", raising=False)
    with pytest.raises(ModuleNotFoundError, match="pip install opentelemetry-api"):
        class_(**settings(agillic_mock), tracing=True)


class Telemetry(ModuleType):
    """Stands for `opentelemetry.trace`; it and its spans remember what was told."""

    class SpanKind:
        CLIENT = "client"

    class StatusCode:
        ERROR = "error"

    def __init__(self) -> None:
        super().__init__("opentelemetry.trace")
        self.spans: list[tuple[str, dict[str, object]]] = []

    def get_tracer(self, _: str) -> "Telemetry":
        return self

    @contextmanager
    def start_as_current_span(self, name: str, **more: Any) -> Generator["Telemetry"]:  # noqa: ANN401 - as it is
        self.spans.append((name, more["attributes"]))
        yield self

    def set_attribute(self, key: str, value: object) -> None:
        self.spans[-1][1][key] = value


@both_kinds
def test_a_call_is_a_span_where_spans_are_asked_for(
    kind: Kind, agillic_mock: LocalMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    telemetry = Telemetry()
    monkeypatch.setitem(sys.modules, "opentelemetry", ModuleType("opentelemetry"))
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", telemetry)
    get(kind, Agillic(**settings(agillic_mock)) if kind == "threads" else AsyncAgillic(**settings(agillic_mock)))
    assert telemetry.spans == []
    more: dict[str, Any] = {**settings(agillic_mock), "tracing": True}
    get(kind, Agillic(**more) if kind == "threads" else AsyncAgillic(**more))
    assert [name for name, _ in telemetry.spans] == ["getOAuthToken", "getRecipient"]
    assert telemetry.spans[1][1]["http.response.status_code"] == 200
    assert RUBY not in repr(telemetry.spans)


def get(kind: Kind, client: Agillic | AsyncAgillic) -> None:
    """Make one call, and close the client."""
    if isinstance(client, Agillic):
        with client:
            client.recipients.get(RUBY)
        return

    async def run() -> None:
        async with client:
            await client.recipients.get(RUBY)

    assert kind == "asyncio"
    asyncio.run(run())


@both_kinds
def test_the_folder_of_state_is_used_and_private_and_the_one_around_it_stays_as_it_is(
    kind: Kind, agillic_mock: LocalMock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around = tmp_path / "shared"
    around.mkdir()
    around.chmod(0o755)
    (around / "agillic").mkdir(mode=0o755)
    monkeypatch.setenv("AGILLIC_STATE_DIRECTORY", str(around))
    more = settings(agillic_mock)
    get(kind, Agillic(**more) if kind == "threads" else AsyncAgillic(**more))
    assert not (tmp_path / "state").exists()
    assert {path.suffix for path in (around / "agillic").iterdir()} == {".limits"}
    if sys.platform != "win32":
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (around, around / "agillic")]
        assert modes == [0o755, 0o700]


def test_the_folder_of_state_is_made_and_its_count_is_shared(agillic_mock: LocalMock, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "one"
    more: dict[str, Any] = {**settings(agillic_mock), "state_directory": folder}
    with Agillic(**more) as client:
        client.recipients.get(RUBY)
    with Agillic(**more) as another, Agillic(**settings(agillic_mock)) as elsewhere:
        used = [another.limits.used_today, elsewhere.limits.used_today]
    assert used == [2, 0]  # a token, and the call
    assert [path.name for path in folder.iterdir()] == ["agillic"]


def test_a_closed_client_says_so_and_so_do_those_made_from_it(agillic_mock: LocalMock) -> None:
    client = Agillic(**settings(agillic_mock))
    other = client.with_options(max_retries=0)
    other.close()
    client.recipients.get(RUBY)
    client.close()
    client.close()
    for each in (client, other):
        with pytest.raises(RuntimeError, match=r"this client was closed.*: call before that, or open another client"):
            each.recipients.get(RUBY)
    assert [call.operation for call in agillic_mock.requests] == ["getOAuthToken", "getRecipient"]


def test_a_closed_client_says_so_in_asyncio_too(agillic_mock: LocalMock) -> None:
    async def run() -> None:
        client = AsyncAgillic(**settings(agillic_mock))
        other = client.with_options(max_retries=0)
        await other.aclose()
        await client.recipients.get(RUBY)
        await client.aclose()
        await client.aclose()
        for each in (client, other):
            with pytest.raises(RuntimeError, match=r"this client was closed.*: call before that, or open another"):
                await each.recipients.get(RUBY)

    asyncio.run(run())
