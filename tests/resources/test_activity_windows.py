"""Activity of any range of time comes once, in the order of time, whatever the mock's queue and its results do."""

import itertools
import os
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from task_parts import KINDS, Kind, Time
from task_parts import settings as client_settings
from window_parts import HOURS, READS, STARTS, Window, began, exported, happened, mock_of

from agillic import Agillic, TaskFailed, TaskTimeout
from agillic.mock.local import LocalMock, LocalServer
from agillic_api import LIMITS

NAMED = LIMITS["named"]
WINDOW = timedelta(seconds=NAMED["activity_export_window"])
LIFE: int = NAMED["activity_export_result_life"]
LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
both_kinds = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def check(windows: list[Window], moments: Mapping[int, datetime], start: datetime, end: datetime) -> None:
    """Check that windows touch, are short enough, fill the range, and have each activity once."""
    assert [number for window in windows for number in window[2]] == happened(moments, start, end)
    edges = [start, *(window[1] for window in windows)]
    assert [window[0] for window in windows] == edges[:-1]
    assert edges[-1] == end
    assert all(timedelta(0) < window[1] - window[0] <= WINDOW for window in windows)


@settings(
    phases=[Phase.explicit, Phase.generate],  # to find a smaller example takes minutes here
    max_examples=100 if LONG else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_each_activity_comes_once_at_any_range_latency_and_expiry(
    data: st.DataObject, agillic_mock_server: LocalServer
) -> None:
    first = began(agillic_mock_server)
    draw = data.draw
    start = first + draw(st.timedeltas(timedelta(0), 2 * WINDOW), "start")
    end = start + draw(st.one_of(st.timedeltas(timedelta(0), 14 * WINDOW), st.just(3 * WINDOW)), "length")
    edges = [start + number * WINDOW + timedelta(milliseconds=off) for number in range(5) for off in (-1, 0, 1)]
    offsets = [edge - first for edge in edges if edge >= first]
    chosen = draw(
        st.lists(st.one_of(st.sampled_from(offsets), st.timedeltas(timedelta(0), 16 * WINDOW)), max_size=12), "moments"
    )
    moments = {number: first + offset for number, offset in enumerate(chosen)}
    now = max([end, *moments.values()])
    pauses = itertools.cycle(
        draw(st.lists(st.sampled_from((0, 0, 60, LIFE, 2 * LIFE)), min_size=1, max_size=5), "pauses")
    )
    options = {
        "export_queue_full": draw(st.sampled_from(("task-fails", "status-429", "status-400"))),
        "export_result_expired_status": draw(st.sampled_from(("status-404", "status-400", "empty-page"))),
        "task_lifetime": draw(st.sampled_from(("one-day", "quarter-hour"))),
        "export_page_size": draw(st.sampled_from(("thousand", "everything"))),
    }
    takes = draw(st.sampled_from((0, 2, 100, 1_000)), "takes")
    with mock_of(agillic_mock_server, moments, now, takes=takes, **options) as mock:
        for _ in range(draw(st.integers(0, 10), "exports of others")):
            started(mock, now)
        if draw(st.booleans(), "faults"):
            mock.faults.add(operation=READS, status=503, times=2)
            mock.faults.add(operation=STARTS, status=503, times=1)
        kind = draw(st.sampled_from(KINDS))
        windows = exported(kind, mock, start, end, lambda time: time.sleep(next(pauses)))
        check(windows, moments, start, end)


def started(mock: LocalMock, now: datetime) -> None:
    """Have somebody else start an export."""
    with Agillic(**client_settings(mock), authentication="basic") as other:
        body = {"fileType": "LINK", "from": (now - HOURS).isoformat(), "to": now.isoformat()}
        other.exports.with_raw_response.start_activity_export(body)


def starts(mock: LocalMock) -> list[Any]:
    return [each.json for each in mock.requests if each.operation == STARTS]


@both_kinds
def test_up_to_ten_exports_are_queued_and_not_one_more(kind: Kind, agillic_mock_server: LocalServer) -> None:
    start = began(agillic_mock_server)
    queued: list[int] = []
    with mock_of(agillic_mock_server, {}, start + 20 * WINDOW, takes=30) as mock:
        windows = exported(
            kind, mock, start, start + 20 * WINDOW, lambda _: queued.append(mock.state.activity_exports.queued())
        )
        assert len(windows) == len(starts(mock)) == 20
        assert max(queued) == NAMED["activity_exports_queued"] - 1  # one was just read


@pytest.mark.parametrize("option", ["status-404", "status-400", "empty-page"])
@both_kinds
def test_what_is_gone_before_it_was_read_is_exported_again(
    kind: Kind, option: str, agillic_mock_server: LocalServer
) -> None:
    start = began(agillic_mock_server)
    moments = {number: start + number * WINDOW for number in range(4)}
    with mock_of(agillic_mock_server, moments, start + 4 * WINDOW, export_result_expired_status=option) as mock:
        windows = exported(kind, mock, start, start + 4 * WINDOW, lambda time: time.sleep(LIFE))
        check(windows, moments, start, start + 4 * WINDOW)
        assert len(starts(mock)) > 4


def test_times_are_sent_in_utc_and_summer_time_neither_repeats_nor_skips(agillic_mock_server: LocalServer) -> None:
    first = began(agillic_mock_server)
    zone = timezone(timedelta(hours=5, minutes=30))
    with mock_of(agillic_mock_server, {}, first + 2 * WINDOW) as mock:
        exported("threads", mock, first.astimezone(zone), (first + 1.5 * WINDOW).astimezone(zone).isoformat())
        assert [(each["from"], each["to"]) for each in starts(mock)] == [
            ("2026-01-01T08:00:00Z", "2026-01-01T12:00:00Z"),
            ("2026-01-01T12:00:00Z", "2026-01-01T14:00:00Z"),
        ]


def test_rows_come_one_by_one_too(agillic_mock_server: LocalServer) -> None:
    start = began(agillic_mock_server)
    moments = {number: start + number * HOURS for number in range(9)}
    with mock_of(agillic_mock_server, moments, start + 9 * HOURS) as mock:
        polling = Time(mock).polling()
        with Agillic(**client_settings(mock), authentication="basic", polling=polling) as client:
            rows = client.exports.iterate_activity("EVENT", start, start + 9 * HOURS)
            assert [row.to_dict()["EVENT"] for row in rows] == [f"E{number}" for number in range(9)]
            assert next(rows, None) is None


def test_a_closed_iterator_has_nothing_more(agillic_mock_server: LocalServer) -> None:
    start = began(agillic_mock_server)
    with mock_of(agillic_mock_server, {}, start + 9 * HOURS) as mock:
        polling = Time(mock).polling()
        with Agillic(**client_settings(mock), authentication="basic", polling=polling) as client:
            windows = client.exports.activity_windows("EVENT", start, start + 9 * HOURS)
            assert next(windows).start == start
            windows.close()
            assert next(windows, None) is None
            rows = client.exports.iterate_activity("EVENT", start, start + 9 * HOURS)
            assert next(rows, None) is None  # and who breaks off one of rows leaves no file open
            assert next(client.exports.activity_windows("EVENT", start, start + 9 * HOURS)).count == 0


def test_an_export_that_takes_too_long_is_an_error_and_waiting_goes_on_after_it(
    agillic_mock_server: LocalServer,
) -> None:
    start = began(agillic_mock_server)
    with mock_of(agillic_mock_server, {1: start}, start + HOURS, takes=1_000) as mock:
        polling = Time(mock).polling()
        with Agillic(**client_settings(mock), authentication="basic", polling=polling) as client:
            windows = client.exports.activity_windows("EVENT", start, start + HOURS, timeout=60)
            with pytest.raises(TaskTimeout, match="has not ended within 60 s"):
                next(windows)
            counts: list[int] = []
            for _ in range(30):
                try:
                    counts += [window.count for window in windows]
                    break
                except TaskTimeout:
                    continue
            assert counts == [1]
        assert len(starts(mock)) == 1


def test_one_that_fails_again_and_again_is_an_error(agillic_mock_server: LocalServer) -> None:
    start = began(agillic_mock_server)
    with mock_of(agillic_mock_server, {}, start + timedelta(days=9), export_window_status="task-fails") as mock:
        polling = Time(mock).polling()
        with (
            Agillic(**client_settings(mock), authentication="basic", polling=polling) as client,
            pytest.raises(TaskFailed, match="executeActivityExport failed"),
        ):
            next(client.exports.activity_windows("EVENT", start, start + HOURS))
        assert len(starts(mock)) == 5


def test_a_queue_that_others_have_filled_is_waited_for(agillic_mock_server: LocalServer) -> None:
    start = began(agillic_mock_server)
    with mock_of(agillic_mock_server, {1: start}, start + HOURS, takes=100, export_queue_full="status-429") as mock:
        for _ in range(10):
            started(mock, start + HOURS)
        polling = Time(mock).polling()
        with Agillic(**client_settings(mock), authentication="basic", polling=polling) as client:
            assert [window.count for window in client.exports.activity_windows("EVENT", start, start + HOURS)] == [1]
        assert len(starts(mock)) > 11


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2026-01-01", "2026-01-02T00:00:00Z", "start cannot be 2026-01-01T00:00:00: it says no time zone"),
        ("yesterday", "2026-01-02T00:00:00Z", "start cannot be 'yesterday': that is no time by RFC 3339"),
        ("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "exchange them"),
        ("2026-01-02T00:00:00Z", "9999-01-01T00:00:00Z", "in the future"),
    ],
)
def test_a_range_that_is_none_is_said_before_anything_is_sent(
    start: str, end: str, wrong: str, agillic_mock: LocalMock
) -> None:
    with Agillic(**client_settings(agillic_mock)) as client, pytest.raises(ValueError, match=wrong):
        client.exports.activity_windows("EVENT", start, end)
    assert list(agillic_mock.requests) == []
