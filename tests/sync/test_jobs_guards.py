"""A mirror removes only what its job added, and nothing at all where something seems wrong."""

import shutil
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest
from jobs_parts import PANEL, PEOPLE, Row, World, counts, job, person

from sdk_core.sync.model.errors import GuardStopped, SourceError

pytest_plugins = ["jobs_fixtures"]

ERASURE: dict[str, Any] = {
    "name": "erasure",
    "target": {"name": "recipients", "mode": "delete"},
    "mapping": {"EMAIL": "email"},
}
USUAL: dict[str, Any] = {**PANEL, "guards": {}}


def crowd(count: int) -> list[dict[str, object]]:
    return [person(f"p{number:03}") for number in range(count)]


@pytest.fixture
def full(world: World) -> World:
    """A world in which a mirror has put twenty people on the panel, and somebody else one more."""
    world.run(PEOPLE, [person("zoe")])
    world.mock.state.groups.add("TastingPanel", ["zoe@example.com"])
    world.run(USUAL, crowd(20))
    return world


def test_an_empty_source_removes_nobody(full: World) -> None:
    report = full.run(USUAL, [])
    assert report.end == "guard stopped"
    assert "min_rows" in report.message
    assert len(full.panel()) == 21
    with pytest.raises(GuardStopped, match="min_rows") as found:
        full.plan(USUAL, [])
    assert found.value.guard == "min_rows"


def test_an_erasure_of_nobody_erases_nobody(full: World) -> None:
    there, sent = full.people(), full.writes()
    report = full.run(ERASURE, [])
    assert (report.end, counts(report), report.source_rows) == ("nothing to do", {}, 0)
    report = full.run(ERASURE, [{"email": None}, {"email": ""}])
    assert (report.end, counts(report), report.reasons) == (
        "partly failed",
        {"rejected": 2},
        {"rejected": {"EMAIL: the key has no value": 2}},
    )
    assert full.writes() == sent
    assert full.people() == there
    report = full.run(ERASURE, [person("p001")])
    assert (report.end, counts(report)) == ("done", {"written": 1})
    assert full.people().keys() == there.keys() - {"p001@example.com"}


def test_another_group_is_not_the_one_that_the_job_has_filled(full: World) -> None:
    other = job(USUAL, target={"group": "Tasting guests"})
    there, sent = full.panel(), full.writes()
    report = full.run(other, crowd(9))
    assert (report.end, full.writes()) == ("guard stopped", sent)
    assert "max_shrink_percent" in report.message, "the source is compared with the last good run all the same"
    other = job(other, guards={"max_shrink_percent": 100, "max_removals_percent": 100})
    report = full.run(other, crowd(2))
    assert (report.end, counts(report), dict(report.removed)) == ("done", {"written": 2}, {})
    assert full.panel() == there, "nobody is taken out of the group that the job has left"
    report = full.run(other, crowd(1))
    assert (report.end, counts(report), dict(report.removed)) == ("done", {"unchanged": 1}, {"written": 1})
    assert full.panel() == there
    back = job(USUAL, guards={"max_shrink_percent": 100})
    report = full.run(back, crowd(1))
    assert (report.end, counts(report), dict(report.removed)) == ("done", {"written": 1}, {})
    assert full.panel() == there, "back in the first group, it is not known any more who was added"


def test_an_empty_source_with_consent_is_no_error(world: World) -> None:
    values = job(PANEL, guards={"min_rows": 0}, consent={"column": "ok", "yes": ["yes"]})
    report = world.run(values, [])
    assert (report.end, counts(report), world.writes()) == ("nothing to do", {}, 0)


def test_a_source_that_is_much_smaller_removes_nobody(full: World) -> None:
    report = full.run(USUAL, crowd(9))
    assert report.end == "guard stopped"
    assert "max_shrink_percent" in report.message
    assert len(full.panel()) == 21


def test_removals_are_bounded_by_percent_and_by_number(full: World) -> None:
    assert counts(full.run(USUAL, crowd(18))) == {"unchanged": 18}
    report = full.run(USUAL, crowd(16))
    assert report.end == "guard stopped"
    assert "max_removals_percent is 10" in report.message
    report = full.run(job(PANEL, guards={"max_removals": 1}), crowd(16))
    assert report.end == "guard stopped"
    assert "max_removals is 1" in report.message
    assert len(full.panel()) == 19


def test_force_is_named_in_the_report(full: World) -> None:
    report = full.run(USUAL, crowd(1), force=True)
    assert {*report.forced} >= {"max_shrink_percent", "max_removals_percent"}
    assert full.panel() == {"p000@example.com", "zoe@example.com"}


def test_a_member_of_somebody_else_stays_though_the_source_had_her(full: World) -> None:
    full.run(USUAL, [*crowd(20), person("zoe")])
    full.mock.state.groups.remove("TastingPanel", ["zoe@example.com"])
    full.mock.state.groups.add("TastingPanel", ["zoe@example.com"])
    full.run(USUAL, crowd(20), force=True)
    assert len(full.panel()) == 20  # the job has added her too, as far as it knows


def failing(rows: list[dict[str, object]], after: int) -> Iterator[Row]:
    yield from rows[:after]
    raise ConnectionError("the warehouse at 10.0.0.1 said: password hunter2 expired")


@pytest.mark.parametrize("after", [0, 1, 19])
def test_a_source_that_fails_midway_removes_nobody_and_sends_nothing(full: World, after: int) -> None:
    sent = full.writes()
    with pytest.raises(SourceError, match="ConnectionError") as found:
        full.run(USUAL, failing(crowd(20), after))
    assert "hunter2" not in str(found.value)
    assert isinstance(found.value.__cause__, ConnectionError)
    assert full.writes() == sent
    assert len(full.panel()) == 21


def test_a_file_that_is_cut_removes_nobody(full: World) -> None:
    path = full.folder / "panel.parquet"
    pl.DataFrame(crowd(20)).write_parquet(path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(SourceError, match="source"):
        full.run({**USUAL, "source": {"path": str(path)}})
    assert len(full.panel()) == 21


@pytest.mark.parametrize("cut", [5, 25])
def test_a_file_that_ends_within_a_line_removes_nobody(full: World, cut: int) -> None:
    path = full.folder / "panel.csv"
    lines = "".join(f'"{each["email"]}","{each["name"]}"\n' for each in crowd(20))
    path.write_text(f"email,name\n{lines}"[:-cut])
    source = {"path": str(path), "delimiter": ",", "quote": '"', "header": True}
    sent = full.writes()
    with pytest.raises(SourceError, match="line 21"):
        full.run(job(USUAL, source=source))
    assert full.writes() == sent
    assert len(full.panel()) == 21


def test_a_lost_snapshot_stops_a_mirror(full: World) -> None:
    (full.state(USUAL) / "snapshot.duckdb").unlink()
    report = full.run(USUAL, crowd(19))
    assert report.end == "guard stopped"
    assert "lost" in report.message
    report = full.run(USUAL, crowd(19), force=True)
    assert report.forced == ("lost_state",)
    assert len(full.panel()) == 21


def test_a_lost_folder_is_a_baseline_that_removes_nobody(full: World) -> None:
    shutil.rmtree(full.state(USUAL))
    report = full.run(USUAL, crowd(10))
    assert report.end == "done"
    assert any("baseline" in each for each in report.notes)
    assert len(full.panel()) == 21


def test_a_row_without_a_key_may_be_anybody_so_nobody_is_removed(full: World) -> None:
    rows = [*crowd(19), {"email": "", "name": "P019"}]
    report = full.run(USUAL, rows)
    assert counts(report) == {"unchanged": 19, "rejected": 1}
    assert len(full.panel()) == 21
    assert not report.removed


def test_an_erasure_is_bounded_by_what_there_is(world: World) -> None:
    world.run(PEOPLE, crowd(20))
    values = {"name": "erase", "target": {"name": "recipients", "mode": "delete"}, "mapping": {"EMAIL": "email"}}
    calls = world.sent("listRecipients")
    report = world.run(values, crowd(3))
    assert world.sent("listRecipients") == calls + 1
    assert report.end == "guard stopped"
    assert "3 of the 20 items of the target would be removed" in report.message
    assert counts(world.run(values, crowd(2))) == {"written": 2}
    assert len(world.people()) == 18
    assert counts(world.run(values, [person("nobody")])) in ({"written": 1}, {"unchanged": 1}, {"skipped": 1})


def test_a_job_that_goes_to_another_group_removes_nobody_there(full: World) -> None:
    other = job(USUAL, target={"group": "Tasting guests"})
    full.run(PEOPLE, [person("yan")])
    full.mock.state.groups.add("Tasting guests", ["yan@example.com"])
    report = full.run(other, crowd(5))
    assert report.end in {"done", "guard stopped"}
    assert len(full.panel()) == 21
    assert full.mock.state.groups.population("Tasting guests") in {1, 6}
