"""Rows are exported, whole or not at all, and an import takes them again as they were."""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
from command_parts import Wire
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agillic.cli.main import main as agillic
from agillic.mock.local import LocalMock as Agillic
from iterable_client.cli.main import main as iterable

pytest_plugins = ["command_fixtures"]
EXPORT = ["recipients", "export"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def responding(people: Sequence[dict[str, Any]]) -> Any:  # noqa: ANN401 - a function of requests
    def respond(request: httpx.Request) -> httpx.Response:
        start, page = (int(request.url.params[name]) for name in ("pageStart", "pageSize"))
        content = [{"personData": each} for each in people[start - 1 : start - 1 + page]]
        told = {"documentId": "d", "totalElements": len(people), "pageStart": start, "pageSize": page}
        return httpx.Response(200, json={"links": [], "content": content, "page": told})

    return respond


def table(path: str) -> list[list[str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


@pytest.mark.usefixtures("agillic_environment")
class TestRecipients:
    def test_a_file_of_csv_has_all_fields(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic([*EXPORT, "--to", "all.csv"]) == 0
        captured = capsys.readouterr()
        assert captured.out == ""
        header, *rows = table("all.csv")
        assert captured.err == f"{len(rows):,} rows are in all.csv\n"
        assert {"EMAIL", "FIRSTNAME", "AGILLIC_ID"} <= set(header)
        assert "ruby@sweetmail.com" in {row[header.index("EMAIL")] for row in rows}
        assert Path("all.csv").stat().st_mode & 0o777 == 0o600
        assert [each.name for each in Path().iterdir()] == ["all.csv"]

    def test_a_filter_selects_and_fields_are_in_the_order_that_is_asked_for(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        command = [*EXPORT, "--filter", "FIRSTNAME==Ruby", "--fields", "FIRSTNAME, EMAIL"]
        assert agillic([*command, "--output", "csv"]) == 0
        assert capsys.readouterr().out == "FIRSTNAME,EMAIL\nRuby,ruby@sweetmail.com\n"
        assert agillic(command) == 0
        assert capsys.readouterr().out == '{"FIRSTNAME":"Ruby","EMAIL":"ruby@sweetmail.com"}\n'

    def test_a_limit_reads_no_more(self, agillic_mock: Agillic, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic([*EXPORT, "--limit", "2"]) == 0
        captured = capsys.readouterr()
        assert len(captured.out.splitlines()) == 2
        assert captured.err == "2 rows, as many as --limit lets through; there may be more\n"
        assert len([each for each in agillic_mock.requests if each.operation == "listRecipients"]) == 1

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            (["--fields", "EMAIL,FIRSTNAM"], "no row has a field 'FIRSTNAM'; did you mean 'FIRSTNAME' or"),
            (["--filter", "NOFIELD==1"], "listRecipients returned 422"),
        ],
    )
    def test_what_fails_leaves_no_file(self, more: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic([*EXPORT, *more, "--to", "all.csv"]) in (2, 5)
        assert said in capsys.readouterr().err
        assert list(Path().iterdir()) == []

    def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("all.csv").write_text("mine", "utf-8")
        assert agillic([*EXPORT, "--to", "all.csv"]) == 2
        assert "all.csv is there already and stays as it is; give another name to --to, or --overwrite" in (
            capsys.readouterr().err
        )
        assert Path("all.csv").read_text("utf-8") == "mine"
        assert agillic([*EXPORT, "--to", "all.csv", "--overwrite"]) == 0
        assert "EMAIL" in table("all.csv")[0]

    def test_a_folder_gets_a_file_with_a_name(self) -> None:
        Path("out").mkdir()
        assert agillic([*EXPORT, "--to", "out", "--output", "csv"]) == 0
        assert "EMAIL" in table("out/recipients.csv")[0]

    def test_an_import_leaves_out_what_agillic_writes_itself(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic([*EXPORT, "--to", "all.jsonl"]) == 0
        assert agillic(["recipients", "import", "all.jsonl"]) == 0
        err = capsys.readouterr().err
        assert err.endswith("left out, for Agillic writes it itself: AGILLIC_ID, CREATED, LAST_UPDATED\n")

    def test_an_import_takes_an_export(self, capsys: pytest.CaptureFixture[str]) -> None:
        fields = "EMAIL,FIRSTNAME,LASTNAME,AGE"
        assert agillic([*EXPORT, "--fields", fields, "--to", "all.csv"]) == 0
        assert agillic(["recipients", "import", "all.csv"]) == 0
        assert agillic([*EXPORT, "--fields", fields, "--to", "again.csv"]) == 0
        assert sorted(table("again.csv")) == sorted(table("all.csv"))
        assert ", 0 not; " in capsys.readouterr().err


class TestPages:
    def test_an_interrupt_leaves_no_file(self, wire: Wire) -> None:
        pages = responding([{"EMAIL": f"{number}@b.dk"} for number in range(3_000)])

        def respond(request: httpx.Request) -> httpx.Response:
            if len(wire.requests) == 3:
                raise KeyboardInterrupt
            response: httpx.Response = pages(request)
            return response

        wire.respond = respond
        assert agillic([*EXPORT, "--fields", "EMAIL", "--to", "all.csv"]) == 130
        assert len(wire.requests) == 3
        assert [each for each in Path().iterdir() if each.is_file()] == []

    def test_columns_that_come_late_are_columns_of_all(self, wire: Wire) -> None:
        wire.respond = responding([*[{"EMAIL": "a@b.dk"}] * 1_000, {"EMAIL": "b@b.dk", "AGE": 7, "OLD": None}])
        assert agillic([*EXPORT, "--to", "all.csv"]) == 0
        assert len(wire.requests) == 2
        assert table("all.csv") == [["EMAIL", "AGE", "OLD"], *[["a@b.dk", "", ""]] * 1_000, ["b@b.dk", "7", ""]]

    def test_nobody_is_an_empty_file(self, wire: Wire) -> None:
        wire.respond = responding([])
        assert agillic([*EXPORT, "--fields", "EMAIL", "--to", "none.csv"]) == 0
        assert Path("none.csv").read_text("utf-8") == "EMAIL\n"

    def test_a_spreadsheet_takes_no_text_for_a_formula(self, wire: Wire) -> None:
        wire.respond = responding([{"EMAIL": "a@b.dk", "FIRSTNAME": "=1+1"}])
        assert agillic([*EXPORT, "--to", "f.csv", "--excel-safe"]) == 0
        assert table("f.csv")[1] == ["a@b.dk", "'=1+1"]

    @given(
        people=st.lists(
            st.dictionaries(
                st.sampled_from(["FIRSTNAME", "NO, 1", 'THE "NAME"']),
                st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
            ),
            max_size=6,
        ),
        kind=st.sampled_from(["csv", "jsonl"]),
    )
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_an_export_that_is_imported_sends_the_same_rows(
        self, people: list[dict[str, str]], kind: str, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rows = [{"EMAIL": f"{number}@b.dk"} | each for number, each in enumerate(people)]
        wire.respond = responding(rows)
        assert agillic([*EXPORT, "--to", f"all.{kind}", "--overwrite"]) == 0
        wire.requests.clear()
        wire.respond = lambda request: (
            httpx.Response(500)
            if request.method == "GET"
            else httpx.Response(200, json={"created": len(rows), "updated": 0, "errors": 0})
        )
        code = agillic(["recipients", "import", f"all.{kind}"])
        if not rows and kind == "csv":
            assert code == 2  # no row, no column
            return
        assert code == 0
        assert [dict(sorted(each.items())) for each in sent(wire)] == [dict(sorted(each.items())) for each in rows]
        assert f"{len(rows)} row" in capsys.readouterr().err


def sent(wire: Wire) -> Iterator[dict[str, str]]:
    for request in wire.requests:
        if request.url.path.endswith(":batch"):
            yield from (entry["personData"] for entry in json.loads(request.content))


@pytest.mark.usefixtures("iterable_environment", "iterable_no_wait")
def test_users_of_iterable_are_exported_and_imported(capsys: pytest.CaptureFixture[str]) -> None:
    assert iterable(["users", "export", "--to", "users.jsonl"]) == 0
    (number,) = re.findall(r"(\d+) rows? (?:is|are) in users.jsonl", capsys.readouterr().err)
    rows = [json.loads(line) for line in Path("users.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == int(number) > 0
    assert all("email" in row or "userId" in row for row in rows)
