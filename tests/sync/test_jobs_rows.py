"""Every row of a source is accounted for, and a row that was rejected is sent when it is mended, and only then."""

from pathlib import Path
from typing import Any

import pytest
from jobs_parts import PANEL, PEOPLE, PURCHASES, World, counts, job, person

from sdk_core.sync.model.errors import JobError

pytest_plugins = ["jobs_fixtures"]

ADA, BEA, CID = person("ada"), person("bea"), person("cid")


def test_rows_of_all_kinds_are_counted_once_each(world: World) -> None:
    world.run(PEOPLE, [ADA, BEA])
    rows: list[Any] = [
        ADA,  # unchanged
        person("bea", 31),  # written
        person("cid", "many"),  # no number
        {"name": "Nobody", "age": 5},  # no key
        "no row",
        person("dan", 1),  # the same key comes again
        person("dan", 2),
        person("eva", object()),
    ]
    report = world.run(PEOPLE, rows)
    assert counts(report) == {"unchanged": 1, "written": 2, "rejected": 4, "skipped": 1}
    assert sum(number for each in report.reasons.values() for number in each.values()) == 5
    assert len(report.rejected) == 4
    assert world.people() == {
        "ada@example.com": {"FIRSTNAME": "Ada", "AGE": "30"},
        "bea@example.com": {"FIRSTNAME": "Bea", "AGE": "31"},
        "dan@example.com": {"FIRSTNAME": "Dan", "AGE": "2"},
    }


def test_lines_of_a_file_that_do_not_fit_are_rows_too(world: World, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("email,name,age\nada@example.com,Ada,30\nbea@example.com\ncid@example.com,Cid,1,2,3\n\n")
    source = {"path": str(path), "delimiter": ",", "quote": '"', "header": True}
    report = world.run(job(PEOPLE, source=source))
    assert report.rows["written"] == 1
    assert report.rows["rejected"] == report.source_rows - 1 >= 2
    assert counts(report)


def test_a_row_the_server_rejects_is_not_sent_again_before_it_changes(world: World) -> None:
    values = job(PEOPLE, target={"mode": "insert"})
    world.mock.state.recipients.create({"EMAIL": "bea@example.com"})
    report = world.run(values, [ADA, BEA])
    assert counts(report) == {"written": 1, "rejected": 1}
    sent = world.writes()
    letters = world.letters(values)
    again = world.run(values, [ADA, BEA])
    assert world.letters(values) == letters  # with the reason that the server gave
    assert counts(again) == {"unchanged": 1, "rejected": 1}
    assert world.writes() == sent
    assert again.end == "partly failed"
    assert [each.letter for each in again.rejected] == [each.letter for each in report.rejected]


@pytest.mark.parametrize("by", ["retry", "option"])
def test_a_row_the_server_rejected_is_sent_again_where_that_is_asked_for(world: World, by: str) -> None:
    values = job(PEOPLE, target={"mode": "insert"}, run={"retry_rejected": by == "option"})
    number = world.mock.state.recipients.create({"EMAIL": "bea@example.com"})
    world.run(values, [ADA, BEA])
    (letter,) = world.letters(values)
    world.mock.state.recipients.delete(number)
    if by == "retry":
        report = world.retry(values, [ADA, BEA], letters=[letter.id])
        assert counts(report) == {"written": 1, "skipped": 1}
    else:
        report = world.run(values, [ADA, BEA])
        assert counts(report) == {"written": 1, "unchanged": 1}
    assert world.letters(values) == []
    assert world.people().keys() == {"ada@example.com", "bea@example.com"}


def test_a_letter_keeps_its_id_until_its_row_is_mended(world: World) -> None:
    ids = set[str]()
    for age in ("many", "none", "very"):
        world.run(PEOPLE, [ADA, person("bea", age)])
        (letter,) = world.letters(PEOPLE)
        ids.add(letter.id)
        assert letter.values["age"] == age
    assert len(ids) == 1
    assert counts(world.retry(PEOPLE, [ADA, BEA], letters=[*ids])) == {"written": 1, "skipped": 1}
    assert world.letters(PEOPLE) == []


def test_a_retry_of_a_letter_that_is_not_there_says_so(world: World) -> None:
    world.run(PEOPLE, [ADA])
    with pytest.raises(JobError, match="no dead letter 0123"):
        world.retry(PEOPLE, [ADA], letters=["0123"])


def test_a_row_that_is_as_it_was_written_has_no_letter_any_more(world: World) -> None:
    world.run(PEOPLE, [ADA, BEA])
    world.run(PEOPLE, [ADA, person("bea", "many")])
    assert len(world.letters(PEOPLE)) == 1
    assert counts(world.run(PEOPLE, [ADA, BEA])) == {"unchanged": 2}
    assert world.letters(PEOPLE) == []


def test_a_letter_of_a_row_without_a_key_stays_for_nobody_knows_which_row_it_is_now(world: World) -> None:
    world.run(PEOPLE, [ADA, {"name": "Bea", "age": 30}])
    (letter,) = world.letters(PEOPLE)
    assert counts(world.run(PEOPLE, [ADA, BEA])) == {"unchanged": 1, "written": 1}
    assert world.letters(PEOPLE) == [letter]


def test_a_retry_of_nothing_sends_nothing(world: World) -> None:
    world.run(PEOPLE, [ADA])
    sent = world.writes()
    assert counts(world.retry(PEOPLE, [ADA, BEA])) == {"skipped": 2}
    assert world.writes() == sent


def test_rows_without_consent_are_counted_and_in_no_group(world: World) -> None:
    values = job(PANEL, consent={"column": "news"})
    rows = [{**ADA, "news": "yes"}, {**BEA, "news": "no"}, {**CID, "news": None}]
    report = world.run(values, rows)
    assert world.panel() == {"ada@example.com"}
    assert sum(report.rows.values()) == 3
    assert any("2 rows without consent" in each for each in report.notes)
    rows[0]["news"] = "no"
    report = world.run(values, rows)
    assert world.panel() == set()


def test_rows_of_a_table_move_change_and_go(world: World) -> None:
    world.run(PEOPLE, [ADA, BEA])

    def bought(name: str, id_: str, store: str) -> dict[str, str]:
        return {"email": f"{name}@example.com", "id": id_, "store": store}

    world.run(PURCHASES, [bought("ada", "1", "Aarhus"), bought("ada", "2", "Odense"), bought("bea", "1", "Ribe")])
    report = world.run(
        PURCHASES, [bought("ada", "2", "Skagen"), bought("bea", "1", "Ribe"), bought("bea", "3", "Ribe")]
    )
    assert counts(report) == {"written": 2, "unchanged": 1}
    assert report.removed == {"written": 1}
    assert world.purchases("ada@example.com") == {"2": "Skagen"}
    assert world.purchases("bea@example.com") == {"1": "Ribe", "3": "Ribe"}


def test_rows_of_nobody_are_accounted_for(world: World) -> None:
    world.run(PEOPLE, [ADA])
    rows = [{"email": f"{name}@example.com", "id": "1", "store": "Ribe"} for name in ("ada", "nobody")]
    report = world.run(PURCHASES, rows)
    assert counts(report) == {"written": 1, "rejected": 1}
    assert world.purchases("ada@example.com") == {"1": "Ribe"}
    world.run(PEOPLE, [ADA, person("nobody")])
    assert counts(world.retry(PURCHASES, rows)) == {"written": 1, "skipped": 1}


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 999, 1_000, 1_001])
def test_edges_of_chunks(world: World, size: int) -> None:
    values = job(PANEL, guards={"min_rows": 0})
    report = world.run(values, [person(f"p{number}") for number in range(size)])
    assert report.rows["written"] == report.source_rows == size
    assert world.mock.state.groups.population("TastingPanel") == size
    assert world.sent("addToStaticTargetGroup") == -(-size // 100)
    assert world.sent("batchUpsertRecipients") == -(-size // 1_000)
