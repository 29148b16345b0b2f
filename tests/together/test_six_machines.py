"""A Spark job, a Singer target, a dlt load and three plain programs at once, which Redis alone connects."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from machine_parts import DLT, PLAIN, SINGER, SPARK, Machines, needs_environments
from pipeline_parts import Watched, calls, last_state, people, production
from redis_parts import RedisServer, needs_redis

from agillic.mock.local import LocalServer

pytestmark = [needs_redis, needs_environments]
ROWS = 20_000
BAD = 10


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    with RedisServer(tmp_path) as server:
        yield server


def test_six_machines_share_the_calls_in_flight(
    agillic_mock_server: LocalServer, redis: RedisServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(monkeypatch)
    bad = [{"EMAIL": f"bad{number}@example.com", "AGE": "old"} for number in range(BAD)]
    rows = [*people(SINGER, SINGER + ROWS), *bad]
    with production(agillic_mock_server, 1_000_000) as mock, Machines(tmp_path, mock, redis.url) as six:
        six.start_spark(ROWS, partitions=20, bad=BAD)
        six.start_target(rows, batch_size_rows=1_000, dead_letters="letters", max_errors=BAD)
        six.start_dlt(ROWS, batch_size=1_000)
        six.start_plain(ROWS, 5_000)
        ended = six.ends()
        assert [each.code for each in ended.values()] == [0] * 6, [each.error for each in ended.values()]

        sent = [each.numbers for each in six.calls().values()]
        assert max(map(min, sent)) < min(map(max, sent)), "there was a time at which all six were at work"
        assert 10 < watched.peak <= 20
        assert not [each for each in mock.requests if each.status == 429]

        assert set(six.taken().values()) == {ROWS}
        assert (six.letters(SPARK), six.letters(SINGER), six.letters(DLT)) == (BAD, BAD, 0)
        assert last_state(ended[SINGER].output) == len(rows)
        assert [ended[start].output for start in PLAIN] == [f"{ROWS}\n"] * 3
        assert six.report()["rows"] == ROWS + BAD


def test_six_machines_share_the_calls_of_a_day(
    agillic_mock_server: LocalServer, redis: RedisServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(monkeypatch)
    recipients, cap, batch = 25, 125, 100
    rows = cap * batch  # each program alone would use up the day
    environment = {"AGILLIC_ENVIRONMENT": "production", "AGILLIC_ACTIVE_RECIPIENTS": str(recipients)}
    with (
        production(agillic_mock_server, recipients) as mock,
        Machines(tmp_path, mock, redis.url, **environment) as six,
    ):
        six.start_spark(rows, partitions=cap)
        six.start_target(people(SINGER, SINGER + rows), batch_size_rows=batch)
        six.start_dlt(rows, batch_size=batch)
        six.start_plain(5_000 * cap, 5_000)
        ended = six.ends()
        assert calls(mock) == cap
        assert watched.peak <= 20
        assert not [each for each in mock.requests if each.status == 429]
        sent, taken, report = six.calls(), six.taken(), six.report()

    assert all("DailyCapReached" in each.error for each in ended.values()), [each.error for each in ended.values()]
    assert [ended[start].code for start in (SPARK, SINGER, DLT)] == [1] * 3
    assert report["state"] == "aborted"
    assert "remains pending" in ended[DLT].error, "its next run begins at the batch at hand"
    assert last_state(ended[SINGER].output) <= taken[SINGER], "so does that of the tap"
    assert [int(ended[start].output) for start in PLAIN] == [taken[start] for start in PLAIN]
    assert taken == {start: each.rows for start, each in sent.items()}, "what was sent was taken, and each row once"
