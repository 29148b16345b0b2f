"""Runs that have not calls enough: they end with what was sent, say when they go on, and the next ones end the rest."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jobs_parts import PEOPLE, World, counts, job, person

from agillic import Agillic, skip_waits
from agillic.limits import LocalRateLimiter
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalServer
from sdk_core.cli.exit_codes import LIMITED, code_of_end
from sdk_core.sync.reports.report import RunReport
from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.wire.errors import RateLimited

CAP = 20
ROWS = [person(f"p{number:02}") for number in range(30)]
INSERT = job(PEOPLE, target={"mode": "insert"}, run={"concurrency": 2})
DAY = 86_400


@pytest.fixture
def world(
    agillic_mock_server: LocalServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[World]:
    """A world in which a key has twenty calls a day; the parameter says whether its client knows that."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "limits"))
    is_known = getattr(request, "param", True)
    instance = replace(load_instance(None), environment="production", active_recipients=CAP // 5)
    with agillic_mock_server.mock(instance) as mock, skip_waits(mock.clock.advance):
        limiter = LocalRateLimiter(
            mock.url,
            mock.key,
            cap=DailyCap(CAP, "midnight-utc") if is_known else None,
            directory=tmp_path / "limits",
            clock=lambda: mock.clock.now().timestamp(),
        )
        client = Agillic(
            key=mock.key,
            secret=mock.secret,
            base_url=mock.url,
            time_zone="Europe/Copenhagen",
            rate_limiter=limiter,
        )
        with closing(client):
            yield World(mock, client, tmp_path)


def run(world: World, values: Any = INSERT, **options: Any) -> RunReport:  # noqa: ANN401 - as `sync.run` has them
    return world.run(values, ROWS, now=lambda: world.mock.clock.now().timestamp(), **options)


def next_day(world: World) -> datetime:
    """Let the day of the cap end; return the moment at which it did."""
    now = world.mock.clock.now()
    world.mock.clock.advance(DAY - now.timestamp() % DAY)
    return world.mock.clock.now()


def created(world: World) -> list[str]:
    """Return the recipients that were sent to be created, in any order."""
    bodies = [each.json for each in world.mock.requests if each.operation == "createRecipient" and each.status == 201]
    return sorted(each["personData"]["EMAIL"] for each in bodies)


@pytest.mark.parametrize("world", [True, False], indirect=True, ids=["known", "unknown"])
def test_a_run_that_meets_the_cap_of_the_day_goes_on_when_the_next_one_begins(world: World) -> None:
    report = run(world)
    first = counts(report)
    assert (report.end, code_of_end(report.end)) == ("out of calls", LIMITED)
    assert first == {"written": len(created(world)), "skipped": 30 - len(created(world))}
    assert 10 < first["written"] < CAP
    assert report.reasons == {"skipped": {"not sent: the run ended before": first["skipped"]}}
    if report.calls_limit:
        reset = datetime.fromtimestamp(world.mock.clock.now().timestamp() // DAY * DAY + DAY, UTC)
        assert report.message.endswith(f"it goes on when there are more, from {reset:%Y-%m-%d %H:%M} UTC")
    try:
        assert run(world).end == "out of calls"
    except RateLimited:  # the day is not over: mostly, not even the fields can be read
        assert len(created(world)) == first["written"]
    sent = len(created(world))
    assert first["written"] <= sent < CAP
    next_day(world)
    report = run(world)
    assert (report.end, counts(report)) == ("done", {"written": 30 - sent, "unchanged": sent})
    assert created(world) == sorted(str(each["email"]) for each in ROWS), "each was sent once"
    assert counts(run(world)) == {"unchanged": 30}


def test_max_calls_ends_a_run_and_the_next_one_goes_on(world: World) -> None:
    values = job(INSERT, run={"max_calls": 4, "concurrency": 1})
    written = 0
    for _ in range(2):
        report = run(world, values)
        assert (report.end, report.message) == ("out of calls", "max_calls of 4 is reached; the next run goes on")
        assert counts(report) == {"written": 4, "skipped": 26 - written} | ({"unchanged": written} if written else {})
        written += 4
    assert len(created(world)) == 8


@pytest.mark.parametrize("share", [0.5, 0.75])
def test_a_share_of_the_day_is_left_to_others(world: World, share: float) -> None:
    values = job(INSERT, run={"share_of_day": share, "concurrency": 1})
    report = run(world, values)
    assert report.end == "out of calls"
    assert "no calls are left of today's" in report.message
    assert world.client.limits.used_today == CAP * share
    assert counts(report)["written"] == len(created(world)) > 3
    again = run(world, values)
    assert (again.end, counts(again)["unchanged"]) == ("out of calls", len(created(world)))
    world.client.recipients.get("p00@example.com")
    for _ in range(6):
        next_day(world)
        report = run(world, values)
        if report.end == "done":
            break
    assert sorted(created(world)) == sorted(str(each["email"]) for each in ROWS)


def test_a_plan_that_does_not_fit_says_on_which_day_it_ends(world: World) -> None:
    planned = world.plan(INSERT, ROWS, truth="none", now=lambda: world.mock.clock.now().timestamp())
    ends = next_day(world)
    assert "That is more than is left" in planned.text
    assert f"it ends on {ends:%Y-%m-%d}" in planned.text
