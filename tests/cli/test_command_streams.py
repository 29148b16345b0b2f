"""What is large is never in memory: rows are printed page after page, files are saved whole or not at all."""

import io
import json
import os
import stat
import sys
from pathlib import Path
from threading import Thread
from typing import Any, cast

import httpx
import pytest
from command_parts import Wire

from agillic.cli.main import main as agillic
from iterable_client.cli.main import main as iterable
from sdk_core.cli.output import Style
from sdk_core.cli.row_stream import paged, write_pages

pytest_plugins = ["command_fixtures"]
LISTING = ["catalogs", "list", "--limit", "all", "--output"]
DOWNLOADING = ["exports", "download-file", "--file", "ExportFlow/people.csv"]


def pages(wire: Wire, *items: list[dict[str, Any]], seen: list[str] | None = None) -> None:
    """Have a catalog list respond with these pages; note what was printed before each is requested."""

    def respond(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(cast("io.StringIO", sys.stdout).getvalue())
        number = int(request.url.params["page"])
        params: dict[str, Any] = {"catalogNames": items[number - 1], "totalCatalogsCount": sum(map(len, items))}
        if number < len(items):
            params["nextPageUrl"] = "/api/catalogs"
        return httpx.Response(200, json={"msg": "", "code": "Success", "params": params})

    wire.respond = respond


class TestRows:
    @pytest.mark.parametrize(
        ("kind", "printed"), [("jsonl", ['{"name":"a"}\n', '{"name":"b"}\n']), ("csv", ["name\na\n", "b\n"])]
    )
    def test_a_page_is_printed_before_the_next_is_requested(
        self, kind: str, printed: list[str], wire: Wire, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out, seen = io.StringIO(), list[str]()
        monkeypatch.setattr(sys, "stdout", out)
        pages(wire, [{"name": "a"}], [{"name": "b"}], [{"name": "c"}], seen=seen)
        assert iterable([*LISTING, kind]) == 0
        assert seen == ["", printed[0], "".join(printed)]

    def test_a_failure_leaves_the_rows_that_came_before_it(
        self, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pages(wire, [{"name": "a"}], [])
        first = wire.respond
        wire.respond = lambda request: (
            first(request) if request.url.params["page"] == "1" else httpx.Response(500, json={})
        )
        assert iterable([*LISTING, "jsonl"]) == 8
        assert capsys.readouterr().out == '{"name":"a"}\n'

    def test_csv_takes_its_columns_from_the_first_page(self, wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
        pages(wire, [{"name": "a", "size": 1}, {"name": "b", "by": "me"}], [{"name": "c"}])
        assert iterable([*LISTING, "csv"]) == 0
        assert capsys.readouterr().out == "name,size,by\na,1,\nb,,me\nc,,\n"

    def test_a_column_that_comes_later_ends_csv_and_says_what_to_do(
        self, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pages(wire, [{"name": "a"}], [{"name": "b"}, {"name": "c", "size": 1}])
        assert iterable([*LISTING, "csv"]) == 1
        captured = capsys.readouterr()
        assert captured.out == "name\na\n"
        assert "row 3 has a field 'size'" in captured.err
        assert "choose the columns with --fields, or take --output jsonl" in captured.err

    def test_chosen_fields_may_come_and_go(self, wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
        pages(wire, [{"name": "a", "at": {"size": 1}}], [{"name": "b", "new": 2}, {"at": {"size": 3}}])
        assert iterable([*LISTING, "csv", "--fields", "size,name"]) == 0
        assert capsys.readouterr().out == "size,name\n1,a\n,b\n3,\n"
        assert iterable([*LISTING, "jsonl", "--fields", "name"]) == 0
        assert capsys.readouterr().out == '{"name":"a"}\n{"name":"b"}\n{"name":null}\n'

    def test_a_field_that_the_first_page_lacks_is_named_before_anything_is_printed(
        self, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pages(wire, [{"name": "a"}], [{"name": "b"}])
        assert iterable([*LISTING, "csv", "--fields", "title"]) == 1
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "there is no field 'title'; there are name, in the 1 row that came first; --output json" in captured.err
        assert len(wire.requests) == 1

    def test_rows_of_text_come_in_pages_too(self, wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
        lines = "".join(f'{{"email":"{number}@example.com"}}\n' for number in range(2_500))
        wire.respond = lambda _: httpx.Response(200, text=lines, headers={"content-type": "application/json"})
        command = ["exports", "data", "--data-type-name", "user", "--output"]
        assert iterable([*command, "jsonl"]) == 0
        assert capsys.readouterr().out == lines
        assert iterable([*command, "csv"]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 2_501

    def test_no_more_than_a_page_is_taken_before_it_is_printed(self) -> None:
        out = io.StringIO()

        def rows() -> Any:  # noqa: ANN401 - numbers
            for number in range(5_000):
                assert number - out.getvalue().count("\n") <= 1_000
                yield number

        assert write_pages(paged(rows()), Style("jsonl"), out) == 5_000
        assert out.getvalue().splitlines() == [str(number) for number in range(5_000)]


class TestFiles:
    @pytest.fixture
    def content(self, wire: Wire) -> bytes:
        wire.respond = lambda _: httpx.Response(200, content=b"\x00\xffbytes")
        return b"\x00\xffbytes"

    def test_a_file_is_replaced_once_the_new_one_is_whole(self, content: bytes, wire: Wire, tmp_path: Path) -> None:
        target = tmp_path / "people.csv"
        target.write_bytes(b"old")
        serve = wire.respond

        def respond(request: httpx.Request) -> httpx.Response:
            assert target.read_bytes() == b"old"
            return serve(request)

        wire.respond = respond
        assert agillic([*DOWNLOADING, "--to", str(target)]) == 0
        assert target.read_bytes() == content
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []

    def test_a_failure_leaves_what_was_there(self, wire: Wire, tmp_path: Path) -> None:
        target = tmp_path / "people.csv"
        target.write_bytes(b"old")
        wire.respond = lambda _: httpx.Response(404)
        assert agillic([*DOWNLOADING, "--to", str(target)]) == 4
        assert target.read_bytes() == b"old"
        assert {each.name for each in tmp_path.iterdir()} <= {"people.csv", "state", "config"}

    def test_in_a_folder_it_has_its_own_name(self, content: bytes, tmp_path: Path) -> None:
        folder = tmp_path / "exports"
        folder.mkdir()
        assert agillic([*DOWNLOADING, "--to", str(folder)]) == 0
        assert (folder / "people.csv").read_bytes() == content

    def test_a_name_that_would_leave_the_folder_is_rejected(self, content: bytes, wire: Wire, tmp_path: Path) -> None:
        assert content
        assert agillic([*DOWNLOADING[:-1], "ExportFlow/..", "--to", str(tmp_path)]) == 2
        assert wire.requests == []

    def test_a_missing_folder_is_said_before_anything_is_sent(
        self, content: bytes, wire: Wire, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert content
        assert agillic([*DOWNLOADING, "--to", str(tmp_path / "none" / "people.csv")]) == 2
        assert "make it first" in capsys.readouterr().err
        assert wire.requests == []

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
    def test_a_pipe_is_written_to_and_stays_one(self, content: bytes, tmp_path: Path) -> None:
        pipe, read = tmp_path / "pipe", list[bytes]()
        os.mkfifo(pipe)
        reader = Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
        reader.start()
        assert agillic([*DOWNLOADING, "--to", str(pipe)]) == 0
        reader.join(10)
        assert read == [content]
        assert pipe.is_fifo()

    def test_standard_output_gets_the_bytes(self, content: bytes, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        assert agillic(DOWNLOADING) == 0
        assert capfdbinary.readouterr().out == content

    def test_a_terminal_does_not(
        self, content: bytes, wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert content
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        assert agillic(DOWNLOADING) == 2
        assert "name one with --to FILE" in capsys.readouterr().err
        assert wire.requests == []


@pytest.mark.usefixtures("agillic_environment")
def test_a_file_of_the_mock_comes_as_it_is(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert agillic(["exports", "list-files", "--output", "jsonl"]) == 0
    files = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    name = next((each["name"] for each in files if not each["isFolder"]), None)
    folder = next((each["name"] for each in files if each["isFolder"]), "")
    if name is None:
        assert agillic(["exports", "list-files", "--folder", folder, "--output", "jsonl"]) == 0
        name = f"{folder}/{json.loads(capsys.readouterr().out.splitlines()[0])['name']}"
    assert agillic(["exports", "download-file", "--file", name, "--to", str(tmp_path)]) == 0
    assert (tmp_path / name.rpartition("/")[2]).stat().st_size > 0
