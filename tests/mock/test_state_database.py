"""The database: files, transactions, and batches that are interrupted."""

import doctest
import gc
import sqlite3
import subprocess
import sys
import weakref
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest
from state_parts import SHOP, State, open_state, shop

from agillic.mock.instance import load_instance
from agillic.mock.state import (
    Database,
    batches,
    columns,
    database,
    documents,
    groups,
    recipient_table,
    recipients,
    rows,
)
from sdk_core.mock.errors import WrongFileError

MODULES = [batches, columns, database, documents, groups, recipient_table, recipients, rows]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_run(module: ModuleType) -> None:
    failed, attempted = doctest.testmod(module)
    assert attempted
    assert not failed


def test_a_file_keeps_the_state_and_gives_no_id_twice(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    first = open_state(path)
    assert first.database.is_new
    first.recipients.create({"EMAIL": "a"})
    document = first.documents.create()
    first.database.close()
    again = open_state(path)  # with the same seed
    assert not again.database.is_new
    again.recipients.create({"EMAIL": "b"})
    assert again.documents.create() != document
    assert again.documents.page(document).total == 1
    known = again.recipients.select(fields=["EMAIL", "AGILLIC_ID"])
    assert [each["EMAIL"] for each in known] == ["a", "b"]
    assert known[0]["AGILLIC_ID"] != known[1]["AGILLIC_ID"]
    again.database.close()


def test_a_state_in_memory_that_is_dropped_is_freed() -> None:
    """Mocks are mostly dropped; SQLite holds what it calls, where no garbage collector looks."""
    database = Database(load_instance())
    connection = weakref.ref(database.connection)
    del database
    gc.collect()
    assert connection() is None


@pytest.mark.parametrize(
    "other",
    [
        SHOP.replace('AGE = { type = "NUMBER", indexed = true }', 'AGE = { type = "NUMBER" }'),
        SHOP.replace('recipient_key = "EMAIL"', 'recipient_key = "MOBILE"'),
        SHOP.replace('WHAT = "STRING"', 'WHAT = "NUMBER"'),
    ],
)
def test_a_file_made_for_another_instance_is_rejected_and_left_as_it_is(tmp_path: Path, other: str) -> None:
    path = tmp_path / "shop.db"
    open_state(path).database.close()
    before = path.read_bytes()
    with pytest.raises(
        WrongFileError, match="was made for the instance 'Shop' with other fields or tables, or another"
    ):
        Database(shop(other), path)
    assert path.read_bytes() == before
    open_state(path, instance=shop(SHOP.replace("[target_groups.Guests]", ""))).database.close()  # groups may change


def test_files_of_something_else_are_rejected_and_left_as_they_are(tmp_path: Path) -> None:
    text, foreign = tmp_path / "notes.txt", tmp_path / "foreign.db"
    text.write_text("no database, but dear to somebody " * 100, "utf-8")
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE dear (to_somebody)")
    before = foreign.read_bytes()
    with pytest.raises(WrongFileError, match=r"notes\.txt: cannot be used as a database"):
        Database(shop(), text)
    with pytest.raises(WrongFileError, match=r"foreign\.db: is a database of something else"):
        Database(shop(), foreign)
    with pytest.raises(WrongFileError, match="cannot be opened"):
        Database(shop(), tmp_path / "nowhere" / "shop.db")
    assert text.read_text("utf-8").startswith("no database")
    assert foreign.read_bytes() == before


def interrupted(state: State, email: str) -> None:
    """Create a recipient, singly and in a batch, in a transaction that does not come to its end."""
    with state.database.transaction():
        state.recipients.create({"EMAIL": email})
        state.recipients.batch_upsert([{"EMAIL": email + "2"}])
        raise KeyError


def test_a_transaction_is_all_or_nothing_and_so_is_one_inside_it() -> None:
    state = open_state()
    with pytest.raises(KeyError):
        interrupted(state, "a")
    assert state.recipients.count() == 0
    with state.database.transaction():
        state.recipients.create({"EMAIL": "b"})
        with pytest.raises(KeyError):
            interrupted(state, "c")
    assert state.recipients.select(fields=["EMAIL"]) == [{"EMAIL": "b"}]
    state.database.close()


def test_a_crash_in_the_middle_of_a_batch_loses_the_entry_in_hand_at_most(tmp_path: Path) -> None:
    """Batches are not transactional [S1]."""

    class Crash(dict[str, object]):
        def items(self) -> NoReturn:
            raise KeyboardInterrupt

    state = open_state(tmp_path / "shop.db")
    with pytest.raises(KeyboardInterrupt):
        state.recipients.batch_upsert([{"EMAIL": "a"}, {"EMAIL": "b"}, Crash(EMAIL="c"), {"EMAIL": "d"}])
    state.database.close()
    again = open_state(tmp_path / "shop.db")
    assert again.recipients.count() == 2
    again.database.close()


def test_a_second_mock_on_a_file_is_rejected_until_the_first_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with Database(load_instance(), path), pytest.raises(WrongFileError, match="is in use by another mock; end that"):
        Database(load_instance(), path)
    with Database(load_instance(), path) as again:
        assert not again.is_new


def test_a_killed_mock_leaves_its_file_to_others(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    code = (
        "import sys, os; from pathlib import Path; from agillic.mock.instance import load_instance; "
        "from agillic.mock.state.database import Database; "
        "kept = Database(load_instance(), Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own code
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        with pytest.raises(WrongFileError, match="in use by another mock"):
            Database(load_instance(), path)
        process.kill()
    with Database(load_instance(), path) as again:
        assert not again.is_new


@pytest.mark.parametrize("damage", ["middle", "cut", "about"])
def test_a_damaged_file_is_rejected_with_what_to_do(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "state.db"
    Database(load_instance(), path).close()
    content = path.read_bytes()
    if damage == "about":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DELETE FROM about")
            connection.commit()
    else:
        half = len(content) // 2
        path.write_bytes(content[:half] + (b"\xff" * (len(content) - half - 4096) if damage == "middle" else b""))
    with pytest.raises(WrongFileError, match=r"damaged.*give another file"):
        Database(load_instance(), path)
