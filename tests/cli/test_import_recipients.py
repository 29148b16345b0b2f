"""Rows that are imported into a mock arrive there as they were written."""

import csv
import io
import json
import sys
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
        assert "are in bad.csv; correct them, and import that" in err
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

    def test_lines_of_json_keep_their_types_and_come_back_as_they_were_written(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        lines = [
            '{"EMAIL": "ada@example.com", "AGE": 36}',
            '{"EMAIL": "bea@example.com",  "AGE": "m\\u00e6ny"}',
            "[1]",
            "",
            '{"EMAIL": "cid@example.com"',
            '{"EMAIL": "dan@example.com", "EMAIL": "eve@example.com"}',
            '{"personData": {"EMAIL": "fay@example.com", "AGE": null}}',
            '{"FIRSTNAME": "Gus"}',
            "{}",
        ]
        Path("new.jsonl").write_text("\n".join(lines), "utf-8")
        assert agillic(["recipients", "import", "new.jsonl", "--rejected", "bad.jsonl"]) == 9
        assert "8 rows read: 2 done (2 created), 6 not; 2 calls\n" in capsys.readouterr().err
        bad = sorted(Path("bad.jsonl").read_text("utf-8").splitlines())
        assert bad[0] == (
            '{"_rejected": "line 2: rejected: AGE is a NUMBER: give a number", "EMAIL": "bea@example.com",  '
            '"AGE": "m\\u00e6ny"}'
        )
        assert json.loads(bad[1]) == {
            "_rejected": "line 3: rejected: it is no JSON object: write its values with their names",
            "_text": "[1]",
        }
        assert [json.loads(line)["_rejected"][:16] for line in bad] == [
            f"line {n}: rejected"[:16] for n in (2, 3, 5, 6, 8, 9)
        ]
        Path("bad.jsonl").write_text(bad[0].replace('"m\\u00e6ny"', "20"), "utf-8")
        assert agillic(["recipients", "import", "bad.jsonl"]) == 0
        assert field_of("bea@example.com", "AGE", capsys) == "20"

    @pytest.mark.parametrize(("empty", "name"), [([], "Ada"), (["--empty", "clear"], "")])
    def test_an_empty_value_leaves_its_field_unless_it_is_to_clear_it(
        self, empty: list[str], name: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("a.csv").write_text("EMAIL,FIRSTNAME\nada@example.com,Ada\n", "utf-8")
        Path("b.csv").write_text("EMAIL,FIRSTNAME\nada@example.com,\n", "utf-8")
        assert agillic(["recipients", "import", "a.csv"]) == 0
        assert agillic(["recipients", "import", "b.csv", *empty]) == 0
        assert (field_of("ada@example.com", "FIRSTNAME", capsys) or "") == name

    def test_standard_input_is_read(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"EMAIL|AGE\nada@example.com|36\n")))
        assert agillic(["recipients", "import", "-", "--format", "csv"]) == 0
        assert field_of("ada@example.com", "AGE", capsys) == "36"
