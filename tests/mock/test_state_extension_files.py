"""Scripts of extensions keep their type [V-AST]."""

from datetime import UTC, datetime
from pathlib import Path

from agillic.mock.instance import load_instance
from agillic.mock.state import Database
from agillic.mock.state.extension_files import ExtensionFiles
from sdk_core.mock.clock import Clock


def test_a_type_stays_when_the_script_is_replaced_and_the_file_is_opened_again(tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 7, 4, tzinfo=UTC))
    with Database(load_instance(), tmp_path / "state.db") as database:
        files = ExtensionFiles(database, clock)
        files.put("a/b", b"1")
        files.set_type("a/b", "http")
        files.put("a/b", b"2")
    with Database(load_instance(), tmp_path / "state.db") as database:
        again = ExtensionFiles(database, clock)
        assert (again.content("a/b"), again.type_of("a/b"), again.type_of("b")) == (b"2", "http", None)
