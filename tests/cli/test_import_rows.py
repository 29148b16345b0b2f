"""Rows of files are imported: each is taken, or comes back with its reason."""

import csv
import json
from pathlib import Path

import pytest

from agillic.cli.main import main as agillic

pytest_plugins = ["command_fixtures"]


def field_of(email: str, field: str, capsys: pytest.CaptureFixture[str]) -> str | None:
    capsys.readouterr()
    assert agillic(["recipients", "get", email, "--output", "json"]) == 0
    found: str | None = json.loads(capsys.readouterr().out)["personData"].get(field)
    return found


@pytest.mark.usefixtures("agillic_environment")
class TestRecipients:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

    def test_a_file_of_csv_is_imported(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("new.csv").write_text("\ufeffEMAIL;FIRSTNAME;AGE\nada@example.com;Ada;36\nbea@example.com;Bea;\n", "utf-8")
        assert agillic(["recipients", "import", "new.csv"]) == 0
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err == "2 rows read: 2 done (2 created), 0 not; 2 calls\n"
        assert field_of("ada@example.com", "AGE", capsys) == "36"

    def test_rejected_rows_are_mended_and_imported_again(self, capsys: pytest.CaptureFixture[str]) -> None:
        text = 'EMAIL,FIRSTNAME,AGE\nada@example.com,Ada,many\nbea@example.com,Bea\n"cid"x,1,2\n'
        text += 'dan@example.com,"Dan\nD",7\n'
        Path("new.csv").write_text(text, "utf-8")
        assert agillic(["recipients", "import", "new.csv", "--rejected", "bad.csv"]) == 9
        err = capsys.readouterr().err
        assert "4 rows read: 1 done (1 created), 3 not; 2 calls\n" in err
        assert "  1 rejected: AGE is a NUMBER: give a number\n" in err
        assert "are in bad.csv; mend them, and import that" in err
        with Path("bad.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == ["_rejected", "EMAIL", "FIRSTNAME", "AGE"]
        assert sorted(rows) == [
            ["line 2: rejected: AGE is a NUMBER: give a number", "ada@example.com", "Ada", "many"],
            ["line 3: rejected: it has 2 values, and the header 3 names", "bea@example.com", "Bea"],
            ['line 4: rejected: its quotes cannot be read: write " within a quoted value as ""', '"cid"x,1,2'],
        ]
        assert Path("bad.csv").stat().st_mode & 0o777 == 0o600
        Path("bad.csv").write_text(Path("bad.csv").read_text("utf-8").replace("many", "36"), "utf-8")
        assert agillic(["recipients", "import", "bad.csv"]) == 9
        assert field_of("ada@example.com", "AGE", capsys) == "36"
        assert field_of("dan@example.com", "FIRSTNAME", capsys) == "Dan\nD"
