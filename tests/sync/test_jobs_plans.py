"""Plans that are run later or elsewhere, two machines, and two runs at once."""

import os
import shutil
import socket
import stat
from pathlib import Path

import pytest
from jobs_parts import PANEL, PEOPLE, Killed, World, counts, job, killed_after, killed_at, person

from agillic import sync
from sdk_core.sync.model.errors import JobLocked, PlanError, StateError
from sdk_core.wire.errors import ApiError

pytest_plugins = ["jobs_fixtures"]

ADA, BEA, CID = person("ada"), person("bea"), person("cid")
KEY = {"AGILLIC_PLAN_KEY": "a key of both machines"}


def elsewhere(world: World, name: str = "elsewhere") -> World:
    """Return another machine, which shares nothing but the instance."""
    return World(world.mock, world.client, world.folder / name, dict[str, str]())


def test_a_plan_is_executed_as_it_is_whatever_the_source_says_now(world: World) -> None:
    planned = world.plan(PEOPLE, [ADA, BEA])
    assert world.writes() == 0
    assert planned.has_changes
    report = world.run(PEOPLE, [CID], plan=planned.path)
    assert counts(report) == {"written": 2}
    assert report.is_planned
    assert names_of(world) == {"ada", "bea"}
    assert counts(world.run(PEOPLE, [ADA, BEA])) == {"unchanged": 2}


def names_of(world: World) -> set[str]:
    return {each.partition("@")[0] for each in world.people()}


def test_a_plan_is_run_once(world: World) -> None:
    planned = world.plan(PEOPLE, [ADA])
    world.run(PEOPLE, plan=planned.path)
    sent = world.writes()
    with pytest.raises(PlanError, match="run"):
        world.run(PEOPLE, plan=planned.path)
    assert world.writes() == sent


def test_a_plan_is_not_run_after_its_age(world: World) -> None:
    values = {**PEOPLE, "max_plan_age": 60}
    planned = world.plan(values, [ADA], now=lambda: 1_000.0)
    with pytest.raises(PlanError, match="old"):
        world.run(values, plan=planned.path, now=lambda: 1_061.0)
    assert world.writes() == 0
    assert counts(world.run(values, plan=planned.path, now=lambda: 1_059.0)) == {"written": 1}


@pytest.mark.parametrize("place", [0.0, 0.001, 0.3, 0.5, 0.9, 0.99, 0.999])
def test_a_plan_in_which_one_byte_is_another_is_not_run(world: World, place: float) -> None:
    planned = world.plan(PEOPLE, [ADA, BEA])
    content = bytearray(planned.path.read_bytes())
    content[int(place * len(content))] ^= 1
    planned.path.write_bytes(content)
    with pytest.raises(PlanError):
        world.run(PEOPLE, plan=planned.path)
    assert world.writes() == 0


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not a plan", b"PAR1" * 100])
def test_what_is_no_plan_is_named(world: World, content: bytes) -> None:
    path = world.folder / "some.plan"
    path.write_bytes(content)
    with pytest.raises(PlanError, match=r"some\.plan"):
        world.run(PEOPLE, plan=path)


def test_a_plan_that_is_not_there_is_named(world: World) -> None:
    with pytest.raises(PlanError, match=r"none\.plan"):
        world.run(PEOPLE, plan=world.folder / "none.plan")


def test_a_plan_of_another_job_is_not_run(world: World) -> None:
    other = {**PEOPLE, "name": "others"}
    world.environ.update(KEY)
    planned = world.plan(other, [ADA])
    with pytest.raises(PlanError, match="others"):
        world.run(PEOPLE, plan=planned.path)
    changed = job(PEOPLE, mapping={"CITY": "city"})
    mine = world.plan(PEOPLE, [ADA])
    with pytest.raises(PlanError, match="job"):
        world.run(changed, plan=mine.path)
    assert world.writes() == 0


def test_a_plan_is_executed_on_another_machine_with_the_same_key(world: World) -> None:
    there = elsewhere(world)
    planned = world.plan(PEOPLE, [ADA])
    with pytest.raises(
        PlanError, match=r"than that of this state folder: .* set AGILLIC_PLAN_KEY to the same value on both"
    ):
        there.run(PEOPLE, plan=planned.path)
    assert world.writes() == 0
    for each in (world, there):
        each.environ.update(KEY)
    planned = world.plan(PEOPLE, [ADA, BEA], to=world.folder / "people.plan")
    there.environ["AGILLIC_PLAN_KEY"] = "another"
    with pytest.raises(PlanError, match="than the one in the variable AGILLIC_PLAN_KEY: make it again"):
        there.run(PEOPLE, plan=planned.path)
    there.environ.update(KEY)
    assert counts(there.run(PEOPLE, plan=planned.path)) == {"written": 2}
    assert counts(there.run(PEOPLE, [ADA, BEA])) == {"unchanged": 2}


def test_stale_entries_stop_a_plan_or_are_left_out(world: World) -> None:
    world.run(PEOPLE, [ADA, BEA])
    rows = [person("ada", 31), person("bea", 31), CID]
    planned = world.plan(PEOPLE, rows, truth="whole")
    world.client.recipients.upsert([{"EMAIL": "ada@example.com", "AGE": 99}]).run()
    world.client.recipients.create({"EMAIL": "cid@example.com", "AGE": 1})
    sent = world.writes()
    with pytest.raises(PlanError, match=r"2 entries .* stale: row 1 changed in AGE; row 3 is there by now"):
        world.run(PEOPLE, plan=planned.path)
    assert world.writes() == sent
    report = world.run(PEOPLE, plan=planned.path, stale="skip")
    assert counts(report) == {"written": 1, "skipped": 2}
    ages = {name: each["AGE"] for name, each in world.people().items()}
    assert ages == {"ada@example.com": "99", "bea@example.com": "31", "cid@example.com": "1"}
    assert counts(world.run(PEOPLE, rows)) == {"written": 2, "unchanged": 1}


@pytest.mark.parametrize("word", ["run begun", "chunk sent", "chunk done", "step finished", "snapshot"])
def test_stale_entries_are_left_out_whenever_the_run_is_killed(world: World, word: str) -> None:
    planned = world.plan(PEOPLE, [ADA, BEA], truth="whole")
    world.client.recipients.create({"EMAIL": "ada@example.com", "AGE": 1})
    with pytest.raises(Killed):
        world.run(PEOPLE, plan=planned.path, stale="skip", after_write=killed_after(word))
    (killed,) = [each for each in sync.status(PEOPLE, environ=world.environ).runs if each.ended is None]
    assert not killed.end
    with pytest.raises(PlanError):  # the run that was killed is finished first
        world.run(PEOPLE, plan=planned.path)
    runs = sync.status(PEOPLE, environ=world.environ).runs
    (finished,) = [each for each in runs if each.run == killed.run]
    assert (finished.run, {state: number for state, number in finished.rows.items() if number}) == (
        killed.run,
        {"written": 1, "skipped": 1},
    )
    assert world.people()["ada@example.com"]["AGE"] == "1"


def test_a_plan_whose_stale_entries_cannot_be_found_has_not_been_run(world: World) -> None:
    planned = world.plan(PEOPLE, [ADA], truth="whole")
    blind = world.mock.faults.add(operation="listRecipients", status=500, times=100)
    with pytest.raises(ApiError):
        world.run(PEOPLE, plan=planned.path, stale="skip")
    world.mock.faults.remove(blind.id)
    assert counts(world.run(PEOPLE, plan=planned.path, stale="skip")) == {"written": 1}


def test_stale_entries_are_sent_if_that_is_asked_for(world: World) -> None:
    planned = world.plan(PEOPLE, [ADA], truth="whole")
    world.client.recipients.create({"EMAIL": "ada@example.com", "AGE": 1})
    assert counts(world.run(PEOPLE, plan=planned.path, stale="ignore")) == {"written": 1}
    assert world.people()["ada@example.com"]["AGE"] == "30"


def test_a_state_folder_that_is_copied_goes_on_elsewhere(world: World) -> None:
    there = elsewhere(world)
    world.run(PANEL, [ADA, BEA])
    with pytest.raises(Killed):
        world.run(PANEL, [ADA, CID], after_write=killed_at(4))
    shutil.copytree(world.state(PANEL).parent, there.state(PANEL).parent)
    report = there.run(PANEL, [ADA, CID])
    assert sum(report.rows.values()) == report.source_rows == 2
    assert world.panel() == {"ada@example.com", "cid@example.com"}
    assert not there.plan(PANEL, [ADA, CID]).has_changes


def test_a_folder_of_another_job_or_of_a_newer_version_is_not_used(world: World) -> None:
    world.run(PEOPLE, [ADA])
    folder = world.state(PEOPLE)
    with pytest.raises(StateError, match="each job needs a folder of its own"):
        world.run({**PEOPLE, "name": "others", "state": {"folder": str(folder)}}, [ADA])
    (folder / "version").write_text('{"version": 99, "api": "agillic", "job": "people"}')
    with pytest.raises(StateError, match="newer version"):
        world.run(PEOPLE, [ADA])


def test_a_second_run_at_the_same_time_is_kept_out_and_says_who_runs_it(world: World) -> None:
    seen = list[str]()

    def second(_: str) -> None:
        with pytest.raises(JobLocked) as found:
            world.run(PEOPLE, [BEA])
        seen.append(str(found.value))
        assert sync.status(PEOPLE, environ=world.environ).locked_by

    world.run(PEOPLE, [ADA], after_write=second)
    assert f"process {os.getpid()} on {socket.gethostname()}" in seen[0]
    assert names_of(world) == {"ada"}
    assert not sync.status(PEOPLE, environ=world.environ).locked_by


def test_a_plan_waits_for_no_run_and_no_run_for_a_dead_one(world: World) -> None:
    (world.state(PEOPLE)).mkdir(parents=True, mode=0o700)
    (world.state(PEOPLE) / "lock").write_text('{"pid": 1, "host": "gone", "since": 0}')
    assert counts(world.run(PEOPLE, [ADA])) == {"written": 1}


def test_an_undo_restores_what_was_and_leaves_what_changed_since(world: World) -> None:
    values = job(PEOPLE, run={"keep_before": True})
    world.run(values, [ADA, BEA])
    report = world.run(values, [person("ada", 41), person("bea", 41), CID])
    assert report.can_be_undone
    world.client.recipients.upsert([{"EMAIL": "bea@example.com", "AGE": 99}]).run()
    planned = world.undo(values, report.run)
    assert "3 items looked at, by 1 call: 3 are there." in planned.text
    undone = world.run(values, plan=planned.path)
    assert counts(undone) == {"written": 2, "skipped": 1}
    assert {name: each["AGE"] for name, each in world.people().items()} == {
        "ada@example.com": "30",
        "bea@example.com": "99",
    }
    assert undone.undoes == report.run


def test_an_undo_of_an_audience_removes_only_whom_the_run_added(world: World) -> None:
    values = job(PANEL, run={"keep_before": True})
    world.run(PEOPLE, [ADA, BEA])
    world.mock.state.groups.add("TastingPanel", ["ada@example.com"])
    report = world.run(values, [ADA, BEA, CID])
    assert world.panel() == {f"{name}@example.com" for name in ("ada", "bea", "cid")}
    planned = world.undo(values, report.run)
    world.run(values, plan=planned.path)
    assert world.panel() == {"ada@example.com"}


def test_a_plan_that_is_kept_is_read_by_its_owner_alone(world: World) -> None:
    to = world.folder / "people.plan"
    world.plan(PEOPLE, [ADA], to=to)
    assert stat.S_IMODE(Path(to).stat().st_mode) == 0o600
