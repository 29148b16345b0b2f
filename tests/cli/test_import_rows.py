"""Rows of files are imported: each is taken, or comes back with its reason."""

import io
import json
import re
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from signal import SIGINT, raise_signal

import httpx
import pytest
from command_parts import Wire
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agillic.cli.main import main as agillic

pytest_plugins = ["command_fixtures"]


def sent_rows(wire: Wire) -> list[dict[str, str]]:
    return [
        entry["personData"]
        for request in wire.requests
        if request.url.path.endswith(":batch")
        for entry in json.loads(request.content)
    ]


def created(request: httpx.Request) -> httpx.Response:
    if request.method == "GET":
        return httpx.Response(500)
    return httpx.Response(200, json={"created": len(json.loads(request.content)), "updated": 0, "errors": 0})


class TestFiles:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

    @pytest.mark.parametrize(
        ("content", "more", "said"),
        [
            (b"", [], "f.csv has no header; write the names"),
            (b"EMAIL,EMAIL\n", [], "columns 1 and 2 are both called EMAIL; rename one"),
            (b"EMAIL,,X\n", [], "column 2 has no name; give it one"),
            (b"EMAIL,A;B\n", [], "the header has a comma and a semicolon, so it does not tell"),
            (b'EMAIL,"A\nB"\n', [], "the quotes of the header cannot be read"),
            (b"MAIL,AGE\n", [], "f.csv has no column EMAIL; it has MAIL, AGE; the recipient key identifies"),
            (b"EMAIL,N\na@b.dk,A\nb@b.dk,S\xf8ren\n", [], "f.csv, line 3, column 9: the byte 0xF8 is not UTF-8; save"),
            ("EMAIL,N\na@b.dk,æø\n".encode("utf-16"), [], "f.csv, line 1, column 1: the byte 0xFF is not UTF-8"),
            (b"EMAIL\na@b.dk\n", ["--delimiter", ";;"], "';;' cannot part values; give one character, or comma"),
            (b"EMAIL\na@b.dk\n", ["--format", "jsonl", "--delimiter", ";"], "JSON lines have no delimiter"),
            (b"EMAIL\na@b.dk\n", ["--rejected", "f.csv"], "f.csv is there already and stays as it is; give another"),
            (b"EMAIL\na@b.dk\n", ["--rejected", "gone/f.csv"], "gone/f.csv"),
        ],
    )
    def test_one_that_cannot_be_used_ends_with_2_and_sends_nothing(
        self, content: bytes, more: list[str], said: str, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("f.csv").write_bytes(content)
        assert code_of(["recipients", "import", "f.csv", *more]) == 2
        assert said in capsys.readouterr().err
        assert wire.requests == []
        assert Path("f.csv").read_bytes() == content

    @pytest.mark.parametrize("name", ["f.txt", "-"])
    def test_a_format_that_nothing_tells_is_asked_for(
        self, name: str, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert agillic(["recipients", "import", name]) == 2
        assert "give --format csv or --format jsonl" in capsys.readouterr().err
        assert wire.requests == []

    @pytest.mark.usefixtures("environment")
    def test_a_dry_run_shows_the_first_request_and_counts(self, capsys: pytest.CaptureFixture[str]) -> None:
        rows = "".join(f"{number}@example.com,candystore-secret\n" for number in range(2500))
        Path("f.csv").write_text(f"EMAIL,FIRSTNAME\n{rows}x,y,z\n", "utf-8")
        assert agillic(["recipients", "import", "f.csv", "--dry-run", "--rejected", "bad.csv"]) == 0
        captured = capsys.readouterr()
        assert captured.out.startswith("POST http://127.0.0.1:9/recipients/:batch\n")
        assert "authorization: ***" in captured.out
        assert '{"personData":{"EMAIL":"0@example.com","FIRSTNAME":"***"}}' in captured.out
        assert "candystore-secret" not in captured.out
        assert captured.err == (
            "2,501 rows read; 2,500 would be sent, in 3 calls\n  1 rejected: it has 3 values, and the header 2 names\n"
        )
        assert not Path("bad.csv").exists()

    def test_nothing_rejected_leaves_no_file(self, wire: Wire) -> None:
        wire.respond = created
        Path("f.csv").write_text("EMAIL\na@b.dk\n", "utf-8")
        assert agillic(["recipients", "import", "f.csv", "--rejected", "bad.csv"]) == 0
        assert not Path("bad.csv").exists()

    @pytest.mark.parametrize(("status", "code"), [(401, 3), (429, 6)])
    def test_what_stops_all_calls_leaves_all_rows_that_were_not_sent(
        self, status: int, code: int, wire: Wire, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AGILLIC_MAX_RETRIES", "0")
        wire.respond = lambda request: httpx.Response(500 if request.method == "GET" else status, json={})
        rows = [f"{number}@example.com" for number in range(30_000)]
        Path("f.csv").write_text("\n".join(["EMAIL", *rows]), "utf-8")
        assert agillic(["recipients", "import", "f.csv", "--rejected", "bad.csv"]) == code
        err = capsys.readouterr().err
        assert "30,000 rows read: 0 done, 30,000 not; " in err
        assert "stopped: batchUpsertRecipients returned" in err
        header, *bad = Path("bad.csv").read_text("utf-8").splitlines()
        assert header == "_rejected,EMAIL"
        assert {line.rpartition(",")[2] for line in bad} == set(rows)
        assert len(bad) == len(rows)
        assert all(": not sent: " in line for line in bad)

    @pytest.mark.parametrize("call", [2, 5, 20])
    def test_an_interrupt_says_what_was_done_and_keeps_the_rest(
        self, call: int, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def respond(request: httpx.Request) -> httpx.Response:
            if len(wire.requests) == call:
                raise_signal(SIGINT)
            return created(request)

        wire.respond = respond
        rows = [f"{number}@example.com" for number in range(30_000)]
        Path("f.csv").write_text("\n".join(["EMAIL", *rows]), "utf-8")
        assert agillic(["recipients", "import", "f.csv", "--rejected", "bad.csv"]) == 130
        err = capsys.readouterr().err
        assert err.startswith("30,000 rows read: ")
        assert err.endswith("interrupted\n")
        done = [row["EMAIL"] for row in sent_rows(wire)]
        assert 0 < len(done) < len(rows)
        kept = [line.rpartition(",")[2] for line in Path("bad.csv").read_text("utf-8").splitlines()[1:]]
        assert sorted(done + kept) == sorted(rows)
        assert f" {len(done):,} done " in err

    def test_without_a_file_for_them_an_interrupt_says_how_far_it_was_read(
        self, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def respond(request: httpx.Request) -> httpx.Response:
            if request.method == "POST":
                raise_signal(SIGINT)
            return created(request)

        wire.respond = respond
        Path("f.csv").write_text("\n".join(["EMAIL", *(f"{number}@b.dk" for number in range(30_000))]), "utf-8")
        assert agillic(["recipients", "import", "f.csv"]) == 130
        err = capsys.readouterr().err
        assert "f.csv was read up to line " in err

    def test_what_the_server_says_cannot_act_on_a_terminal(
        self, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        wire.respond = lambda request: (
            created(request) if request.method == "GET" else httpx.Response(400, json={"message": "no \x1b[31mway"})
        )
        Path("f.csv").write_text("EMAIL\na@b.dk\n", "utf-8")
        assert agillic(["recipients", "import", "f.csv"]) == 9
        err = capsys.readouterr().err
        assert "  1 rejected: no " in err
        assert "\x1b" not in err

    @given(data=st.data())
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_a_hostile_file_loses_no_row(
        self, data: st.DataObject, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        wire.requests.clear()
        wire.respond = created
        text = data.draw(st.text(alphabet='ab",;\n\r\t\x00 é{}[]:_\\', max_size=60))
        name, header = data.draw(st.sampled_from([("f.csv", "EMAIL,B\n"), ("f.jsonl", "")]))
        Path(name).write_bytes((header + text).encode())
        Path("bad").unlink(missing_ok=True)
        code = agillic(["recipients", "import", name, "--rejected", "bad"])
        err = capsys.readouterr().err
        read, done, rejected = map(int, re.findall(r"(\d+) (?:rows? read|done|not;)", err))
        assert read == done + rejected
        assert done == len(sent_rows(wire))
        assert code == (9 if rejected else 0)
        assert Path("bad").exists() == bool(rejected)
        characters = "".join(map(str, values_of(wire))) + (Path("bad").read_text("utf-8") if rejected else "")
        for letter in "abé":  # each is in a row that was sent, or in the file of the others
            assert characters.count(letter) >= text.count(letter)


def values_of(wire: Wire) -> Iterator[str]:
    for row in sent_rows(wire):
        yield from (f"{name}={value}" for name, value in row.items())


def code_of(command: list[str]) -> int:
    try:
        return agillic(command)
    except SystemExit as end:
        return int(str(end.code))


class TestBrokenOff:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

    def test_a_stream_with_a_bad_byte_says_where_and_what_was_done(
        self, wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        wire.respond = created
        content = b"EMAIL\n" + b"".join(b"%d@b.dk\n" % number for number in range(3_000)) + b"\xff@b.dk\nz@b.dk\n"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        code = agillic(["recipients", "import", "-", "--format", "csv", "--rejected", "bad.csv"])
        err = capsys.readouterr().err
        assert "stopped: standard input, line 3,002, column 1: the byte 0xFF is not UTF-8" in err
        assert "standard input was read up to line 3,001; what follows was not sent" in err
        done = len(sent_rows(wire))
        assert f"3,000 rows read: {done:,} done" in err
        assert code == (9 if done else 2)
        kept = Path("bad.csv").read_text("utf-8").splitlines()[1:] if Path("bad.csv").exists() else []
        assert done + len(kept) == 3_000

    def test_a_full_disk_stops_it_and_is_told(
        self, wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        class Full(io.StringIO):
            def write(self, _: str) -> int:
                raise OSError(28, "No space left on device")

        wire.respond = created

        def made(_: str) -> Full:
            return Full()

        monkeypatch.setattr("sdk_core.cli.rejected_rows._made", made)
        Path("f.csv").write_text("EMAIL,N\na@b.dk\nb@b.dk,N\n", "utf-8")
        assert agillic(["recipients", "import", "f.csv", "--rejected", "bad.csv"]) in (2, 9)
        err = capsys.readouterr().err
        assert "stopped: bad.csv lacks rows, for it could not be written (No space left on device)" in err
        assert "2 rows read: " in err

    def test_progress_is_shown_on_a_terminal(self, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        wire.respond = created
        shown = Terminal()
        monkeypatch.setattr(sys, "stderr", shown)
        Path("f.csv").write_text("EMAIL\na@b.dk\n", "utf-8")
        assert agillic(["recipients", "import", "f.csv"]) == 0
        assert "\r1 row\x1b[K\n1 row read: 1 done (1 created), 0 not; " in shown.getvalue()

    def test_waiting_for_rows_is_broken_off(
        self, wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        class Waiting(io.BytesIO):
            def readline(self, size: int | None = -1, /) -> bytes:
                if self.tell() == len(self.getvalue()):
                    raise_signal(SIGINT)
                    raise AssertionError("it waits on")
                return super().readline(size)

        wire.respond = created
        monkeypatch.setattr(sys, "stdin", Namespace(buffer=Waiting(b'EMAIL,N\na@b.dk,\nb@b.dk,"N\n')))
        assert agillic(["recipients", "import", "-", "--format", "csv"]) == 130
        err = capsys.readouterr().err
        assert "standard input was read up to line 2; what follows was not sent" in err
        assert err.startswith("1 row read: ")

    def test_a_second_interrupt_says_that_rows_are_missing(
        self, wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def respond(request: httpx.Request) -> httpx.Response:
            raise_signal(SIGINT)
            return created(request)

        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        wire.respond = respond
        monkeypatch.setattr("sdk_core.cli.import_rows._Import._keep_rest", interrupted)
        Path("f.csv").write_text("EMAIL\na@b.dk\n", "utf-8")
        assert agillic(["recipients", "import", "f.csv", "--rejected", "bad.csv"]) == 130
        assert "stopped: bad.csv lacks rows, for that was interrupted too\n" in capsys.readouterr().err
