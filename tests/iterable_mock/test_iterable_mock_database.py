"""The database: files that keep the state, and those that cannot."""

import sqlite3
import stat
from pathlib import Path

import pytest
from iterable_calls import ADA, GRACE, Shop

from iterable_client.mock.state import WrongFileError


def test_a_file_keeps_the_state_and_gives_no_id_twice(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    first = Shop(database=path)
    first.post("/api/users/update", {"email": "n@example.com"})
    list_id = first.post("/api/lists", {"name": "Summer"}).json["listId"]
    event = first.post("/api/events/track", {"email": ADA, "eventName": "shelfOpened"}).json["params"]["id"]
    first.mock.close()
    again = Shop(database=path)  # with the same seed
    assert again.user("n@example.com") is not None
    assert again.post("/api/lists", {"name": "Winter"}).json["listId"] == list_id + 1
    assert again.post("/api/events/track", {"email": ADA, "eventName": "shelfOpened"}).json["params"]["id"] != event
    assert len(again.get(f"/api/events/{ADA}").json["events"]) == 3
    again.mock.close()


def test_a_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    path.touch(0o644)
    shop = Shop(database=path)
    shop.post("/api/users/update", {"email": "n@example.com"})
    assert {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()} == {0o600}
    shop.mock.close()


def test_a_file_of_another_project_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    Shop(database=path).mock.close()
    with pytest.raises(WrongFileError, match="was made for the project 'Paper Lantern Books'"):
        Shop(database=path, identity="email")
    with pytest.raises(WrongFileError, match="was made for the project"):
        Shop(database=path, id=1)


def test_what_is_no_database_is_rejected_and_left_as_it_is(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.txt", tmp_path / "other.db"
    text.write_text("notes " * 1000, "utf-8")
    with pytest.raises(WrongFileError, match="cannot be used as a database"):
        Shop(database=text)
    assert text.read_text("utf-8").startswith("notes")
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE mine (a)")
    connection.close()
    with pytest.raises(WrongFileError, match="is a database of something else"):
        Shop(database=other)
    with pytest.raises(WrongFileError, match="cannot be opened"):
        Shop(database=tmp_path / "no" / "shop.db")


def test_a_damaged_file_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    Shop(database=path).mock.close()
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM about")
    connection.commit()
    connection.close()
    with pytest.raises(WrongFileError, match="is damaged"):
        Shop(database=path)


def test_a_file_in_use_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    first = Shop(database=path)
    first.post("/api/users/update", {"email": ADA})
    with pytest.raises(WrongFileError, match="is in use by another mock"):
        Shop(database=path)
    first.mock.close()


def test_a_reset_begins_anew(tmp_path: Path) -> None:
    shop = Shop(database=tmp_path / "shop.db")
    shop.post("/api/users/forget", {"email": ADA})
    list_id = shop.post("/api/lists", {"name": "Summer"}).json["listId"]
    shop.mock.reset()
    assert shop.user()["userId"] == "reader-1815"
    assert shop.get("/api/users/forgotten").json == {"hashedEmails": []}
    assert shop.post("/api/lists", {"name": "Winter"}).json["listId"] == list_id
    shop.mock.close()


def test_a_call_that_fails_changes_nothing() -> None:
    shop = Shop()
    before = shop.user(GRACE)
    shop.mock.clock.advance(60)
    body = {"email": GRACE, "dataFields": {"new": 1, "age": "old"}}
    assert shop.post("/api/users/update", body).status == 400
    assert shop.user(GRACE) == before
    assert shop.post("/api/users/update", {"email": GRACE, "dataFields": {"new": "text"}}).status == 200
