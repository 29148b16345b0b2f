"""The table by which a command line finds the APIs that have a client."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from generator.cli import main
from generator.generate.api_table import PACKAGE, with_rooms, write_table
from generator.generate.settings import Settings, settings
from generator.load.source import apis
from sdk_core.apis import api_names, find_api


def test_each_room_is_in_the_table_and_opens() -> None:
    rooms = {name: settings(name).room for name in apis(ROOT / "spec") if settings(name).room}
    assert api_names() == tuple(rooms)
    for name, room in rooms.items():
        api = find_api(name)
        assert api.name == name
        assert room.partition(".")[0] == api.package


def test_a_name_that_is_in_no_table_is_rejected_with_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"there is no API 'none'; there are .*" + api_names()[0]):
        find_api("none")


def test_reading_the_table_imports_no_api() -> None:
    code = "import sys, sdk_core.apis as a; a.api_names(); print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()  # noqa: S603
    assert not {"agillic", "httpx"} & set(loaded)


def test_check_notices_a_table_that_is_not_what_the_settings_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "generated").mkdir()
    write_table({"agillic": "elsewhere"}, tmp_path / "generated" / PACKAGE)
    assert main(["check", "--api", "agillic", "--output", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert f"{PACKAGE}:" in told
    assert 'agillic": "elsewhere"' in told


def test_an_api_without_a_room_is_not_in_the_table(tmp_path: Path) -> None:
    write_table(with_rooms([Settings("tiny"), Settings("letters", room="letters_client.api")]), tmp_path / PACKAGE)
    names: dict[str, object] = {}
    exec((tmp_path / PACKAGE / "__init__.py").read_text("utf-8"), names)  # noqa: S102 - what was just written
    assert names["APIS"] == {"letters": "letters_client.api"}
