"""Responses that are lost, end to end: what was written is found or stays unknown, and nothing is sent twice."""

from collections import Counter

import orjson
import pytest
from jobs_parts import PANEL, PEOPLE, PURCHASES, Killed, World, counts, job, killed_after, killed_at, person

from sdk_core.mock.faults import Reset
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.planning.plan_rows import OTHERS_THERE
from sdk_core.sync.running.settling import NOT_THERE
from sdk_core.sync.state.journal import Journal

pytest_plugins = ["jobs_fixtures"]

ADA, BEA, CID = person("ada"), person("bea"), person("cid")
RIBE = {"email": "ada@example.com", "id": "1", "store": "Ribe"}
INSERT = job(PEOPLE, target={"mode": "insert"})
lost = pytest.mark.parametrize("lost", ["before", "after"])


def inserted(world: World) -> Counter[str]:
    """Return how often each recipient was sent to be created."""
    bodies = [each.json for each in world.mock.requests if each.operation == "createRecipient"]
    return Counter(each["personData"]["EMAIL"] for each in bodies)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_an_insert_whose_response_is_lost_is_found_to_be_there(world: World, times: int) -> None:
    world.mock.faults.add(operation="createRecipient", connection_reset="after", times=times)
    report = world.run(INSERT, [ADA, BEA, CID])
    assert counts(report) == {"written": 3}
    assert world.people().keys() == {"ada@example.com", "bea@example.com", "cid@example.com"}
    assert max(inserted(world).values()) == 1
    assert counts(world.run(INSERT, [ADA, BEA, CID])) == {"unchanged": 3}


@pytest.mark.parametrize(("times", "arrived"), [(1, 1), (1_000, 0)])
def test_an_insert_that_never_arrived_is_sent_by_the_next_run(world: World, times: int, arrived: int) -> None:
    fault = world.mock.faults.add(operation="createRecipient", connection_reset="before", times=times)
    report = world.run(INSERT, [ADA, BEA])
    assert report.end == "partly failed"
    assert counts(report) == {"written": arrived, "rejected": 2 - arrived} if arrived else {"rejected": 2}
    assert report.reasons == {"rejected": {NOT_THERE: 2 - arrived}}
    assert inserted(world) == {"ada@example.com": 1, "bea@example.com": 1}
    assert len(world.people()) == arrived
    assert {(each.state, each.reason) for each in world.letters(INSERT)} == {("rejected", NOT_THERE)}
    if times > 1:
        world.mock.faults.remove(fault.id)
    expected = {"written": 2 - arrived, "unchanged": arrived} if arrived else {"written": 2}
    assert counts(world.run(INSERT, [ADA, BEA])) == expected
    assert world.people().keys() == {"ada@example.com", "bea@example.com"}
    assert inserted(world).total() == 4 - arrived
    assert world.letters(INSERT) == []


def test_an_outage_costs_no_row_of_a_later_run(world: World) -> None:
    world.mock.faults.add(operation="batchUpsertRecipients", connection_reset="before", times=1_000)
    report = world.run(PEOPLE, [ADA, BEA])
    assert counts(report) == {"rejected": 2}
    assert report.reasons == {"rejected": {NOT_THERE: 2}}
    assert world.people() == {}
    world.mock.faults.clear()
    assert counts(world.run(PEOPLE, [ADA, BEA])) == {"written": 2}
    assert world.letters(PEOPLE) == []


def left_unknown(world: World) -> None:
    world.mock.faults.add(operation="createRecipient", connection_reset="after", times=1)
    blind = [
        world.mock.faults.add(operation=each, status=500, times=100) for each in ("listRecipients", "getRecipient")
    ]
    report = world.run(INSERT, [ADA])
    for each in blind:
        world.mock.faults.remove(each.id)
    assert counts(report) == {"unknown": 1}
    assert report.end == "partly failed"


def test_what_cannot_be_read_back_stays_unknown_and_is_not_sent_again(world: World) -> None:
    left_unknown(world)
    (letter,) = world.letters(INSERT)
    assert letter.state == "unknown"
    report = world.run(INSERT, [ADA])
    assert counts(report) == {"unknown": 1}
    assert world.letters(INSERT) == [letter]
    assert inserted(world) == {"ada@example.com": 1}


def test_what_stayed_unknown_is_found_when_the_target_is_looked_at(world: World) -> None:
    left_unknown(world)
    assert counts(world.run(INSERT, [ADA], verify=True)) == {"unchanged": 1}
    assert world.letters(INSERT) == []
    assert counts(world.run(INSERT, [ADA])) == {"unchanged": 1}
    assert inserted(world) == {"ada@example.com": 1}


def test_what_stayed_unknown_is_sent_when_that_is_asked_for(world: World) -> None:
    left_unknown(world)
    world.mock.state.recipients.delete(world.mock.state.recipients.find("ada@example.com"))
    assert counts(world.retry(INSERT, [ADA])) == {"written": 1}
    assert world.letters(INSERT) == []


def test_what_stayed_unknown_is_not_sent_when_it_is_there_as_it_was_sent(world: World) -> None:
    left_unknown(world)
    assert counts(world.retry(INSERT, [ADA])) == {"unchanged": 1}
    assert inserted(world) == {"ada@example.com": 1}
    assert world.letters(INSERT) == []
    assert counts(world.run(INSERT, [ADA])) == {"unchanged": 1}


@pytest.mark.parametrize("retries", ["by hand", "by the job"])
def test_what_stayed_unknown_is_rejected_when_it_is_there_otherwise(world: World, retries: str) -> None:
    left_unknown(world)
    world.client.recipients.upsert([{"EMAIL": "ada@example.com", "AGE": 99}]).run()
    if retries == "by hand":
        report = world.retry(INSERT, [ADA])
    else:
        report = world.run(job(INSERT, run={"retry_rejected": True}), [ADA, BEA], full=True)
        assert report.rows["written"] == 1
        assert not report.can_be_undone, "of the other row, nothing was looked at"
    assert report.reasons["rejected"] == {OTHERS_THERE: 1}
    assert inserted(world)["ada@example.com"] == 1
    (letter,) = world.letters(INSERT)
    assert (letter.state, letter.reason) == ("rejected", OTHERS_THERE)


def test_a_retry_that_cannot_read_what_is_there_sends_nothing(world: World) -> None:
    left_unknown(world)
    world.mock.faults.add(operation="listRecipients", status=500, times=100)
    with pytest.raises(TargetError, match="the retry of rows that are unknown has to look at what is there"):
        world.retry(INSERT, [ADA])
    assert inserted(world) == {"ada@example.com": 1}
    assert len(world.letters(INSERT)) == 1


@pytest.mark.parametrize(("word", "sent"), [("chunk sent", 1), ("task begun", 1), ("chunk done", 1)])
def test_a_task_whose_run_was_killed_is_polled_by_the_next_one(world: World, word: str, sent: int) -> None:
    values = job(PEOPLE, target={"asynchronous": True})
    with pytest.raises(Killed):
        world.run(values, [ADA, BEA], after_write=killed_after(word))
    polled = world.sent("getTaskStatus")
    assert counts(world.run(values, [ADA, BEA])) == {"unchanged": 2}
    assert world.sent("asyncBatchUpsertRecipients") == sent
    if word == "task begun":
        assert world.sent("getTaskStatus") > polled
    assert world.people().keys() == {"ada@example.com", "bea@example.com"}


def test_a_task_whose_id_was_not_written_is_sent_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    class Died(BaseException):
        """Stands for the end of the process, where nothing more is written."""

    def die(*_: object) -> None:
        raise Died

    values = job(PEOPLE, target={"asynchronous": True})
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "task_begun", die)
        with pytest.raises(Died):
            world.run(values, [ADA, BEA])
    assert world.sent("asyncBatchUpsertRecipients") == 1
    assert counts(world.run(values, [ADA, BEA])) == {"unchanged": 2}
    assert world.sent("asyncBatchUpsertRecipients") == 2


@lost
def test_rows_of_tables_are_settled(world: World, lost: Reset) -> None:
    world.run(PEOPLE, [ADA])
    world.mock.faults.add(operation="asyncUpsertOneToManyRecords", connection_reset=lost, times=1)
    assert counts(world.run(PURCHASES, [RIBE])) == {"written": 1}, "the same call is made again"
    assert world.purchases("ada@example.com") == {"1": "Ribe"}
    assert world.sent("asyncUpsertOneToManyRecords") == 2
    assert counts(world.run(PURCHASES, [RIBE])) == {"unchanged": 1}
    assert world.letters(PURCHASES) == []


@lost
@pytest.mark.parametrize("again", ["run", "retry"])
def test_rows_of_tables_of_which_no_response_ever_comes_stay_unknown(world: World, lost: Reset, again: str) -> None:
    world.run(PEOPLE, [ADA])
    world.mock.faults.add(operation="asyncUpsertOneToManyRecords", connection_reset=lost, times=1_000)
    report = world.run(PURCHASES, [RIBE])
    world.mock.faults.clear()
    if lost == "after" and counts(report) == {"written": 1}:  # its task had ended when it was read back
        assert world.purchases("ada@example.com") == {"1": "Ribe"}
        return
    assert (report.end, counts(report)) == ("partly failed", {"unknown": 1}), "it may arrive later"
    (letter,) = world.letters(PURCHASES)
    assert letter.state == "unknown"
    world.mock.clock.advance(60)
    assert world.purchases("ada@example.com") == ({"1": "Ribe"} if lost == "after" else {})
    assert counts(getattr(world, again)(PURCHASES, [RIBE])) == {"written": 1}
    assert world.purchases("ada@example.com") == {"1": "Ribe"}
    assert world.letters(PURCHASES) == []
    assert counts(world.run(PURCHASES, [RIBE])) == {"unchanged": 1}


@lost
@pytest.mark.parametrize("operation", ["batchUpsertRecipients", "addToStaticTargetGroup"])
def test_members_are_settled(world: World, operation: str, lost: Reset) -> None:
    world.mock.faults.add(operation=operation, connection_reset=lost, times=1_000)
    report = world.run(PANEL, [ADA, BEA])
    world.mock.faults.clear()
    assert counts(report) == ({"written": 2} if lost == "after" else {"rejected": 2})
    assert world.panel() == ({"ada@example.com", "bea@example.com"} if lost == "after" else set())
    world.retry(PANEL, [ADA, BEA])
    assert world.panel() == {"ada@example.com", "bea@example.com"}
    assert world.letters(PANEL) == []


@lost
def test_removals_are_settled(world: World, lost: Reset) -> None:
    world.run(PANEL, [ADA, BEA])
    world.mock.faults.add(operation="removeFromStaticTargetGroup", connection_reset=lost, times=1_000)
    report = world.run(PANEL, [ADA])
    world.mock.faults.clear()
    assert report.removed == ({"written": 1} if lost == "after" else {"rejected": 1})
    assert world.panel() == ({"ada@example.com"} if lost == "after" else {"ada@example.com", "bea@example.com"})
    world.run(PANEL, [ADA])
    assert world.panel() == {"ada@example.com"}


@lost
@pytest.mark.parametrize("at", range(1, 12))
def test_an_insert_in_flight_when_its_run_died_is_not_sent_twice(world: World, at: int, lost: Reset) -> None:
    world.mock.faults.add(operation="createRecipient", connection_reset=lost, after=1, times=1)
    died = False
    try:
        world.run(job(INSERT, run={"concurrency": 1}), [ADA, BEA], after_write=killed_at(at))
    except Killed:
        died = True
    world.mock.faults.clear()
    before = inserted(world)
    report = world.run(job(INSERT, run={"concurrency": 1}), [ADA, BEA])
    assert sum(report.rows.values()) == 2
    after = inserted(world)
    if lost == "after":
        assert max(after.values()) == 1
    there = world.people().keys()
    assert len(there) == 2 or report.rows["rejected"] + report.rows["unknown"] == 2 - len(there)
    assert died or sum(before.values()) >= 2


def test_bodies_that_are_sent_again_after_a_lost_response_are_the_same(world: World) -> None:
    world.mock.faults.add(operation="batchUpsertRecipients", connection_reset="after", times=2)
    assert counts(world.run(PEOPLE, [ADA, BEA])) == {"written": 2}
    bodies = [orjson.dumps(each.json) for each in world.mock.requests if each.operation == "batchUpsertRecipients"]
    assert len({*bodies}) == 1
    assert len(bodies) == 3
