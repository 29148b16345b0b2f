"""How commands behave: what they ask, how they page, what they print and how they end."""

import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from command_parts import APIS, ENTRIES, MAIN, Wire

from agillic.cli.main import PROGRAM
from agillic.cli.main import main as agillic
from iterable_client.cli.main import main as iterable
from sdk_core.cli.commands import build
from sdk_core.cli.exit_codes import MEANINGS, code_of
from sdk_core.cli.tables import read_table
from sdk_core.transport.limits.limiter import Limits, RateUse
from sdk_core.transport.limits.limits_json import limits_as_json
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.wire import errors

pytest_plugins = ["command_fixtures"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


DELETING = ["recipients", "delete", "ada@example.com"]


class TestAsking:
    def test_without_a_terminal_nothing_is_sent(
        self, wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
        assert agillic(DELETING) == 2
        assert "deletes data, and there is no terminal to confirm it on; give --yes" in capsys.readouterr().err
        assert wire.requests == []

    @pytest.mark.parametrize(
        ("typed", "code"), [("y\n", 0), ("YES\n", 0), ("n\n", 1), ("\n", 1), ("", 1), ("sure\n", 1)]
    )
    def test_on_a_terminal_only_yes_is_yes(
        self, typed: str, code: int, wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal(typed))
        assert agillic(DELETING) == code
        assert len(wire.requests) == (code == 0)
        captured = capsys.readouterr()
        assert (
            "DELETE http://127.0.0.1:9/recipients/ada%2540example.com\nThis deletes data. Go on? [y/N] " in captured.err
        )
        assert ("nothing was sent" in captured.err) == bool(code)
        assert captured.out == ""

    def test_what_may_send_says_so_when_it_asks(
        self, wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
        assert agillic(["flows", "execute", "Newsletter"]) == 1
        assert "may send messages to people: it starts what may send. Go on?" in capsys.readouterr().err
        assert wire.requests == []

    def test_reading_does_not_ask(self, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        wire.respond = lambda _: httpx.Response(200, json={"personData": {}})
        assert agillic(["recipients", "get", "ada@example.com"]) == 0

    @pytest.mark.parametrize(("api", "name"), list(ENTRIES), ids=str)
    def test_exactly_what_deletes_or_sends_has_the_option(self, api: str, name: str) -> None:
        each = ENTRIES[api, name]
        parser = build(PROGRAM, read_table(api))
        asks = each["access"] in ("delete", "send") or "sends" in each
        arguments = [each["resource"].replace("_", "-"), each["name"].replace("_", "-"), "--yes", "--help"]
        with pytest.raises(SystemExit) as ended:
            parser.parse_args(arguments)
        assert ended.value.code == 0
        assert asks == ("[-y]" in parser.commands[arguments[0]].commands[arguments[1]].format_usage())


class TestOtherNames:
    @pytest.mark.parametrize(
        ("written", "whole"),
        [
            ("groups get-population Coffee", "target-groups get-population Coffee"),
            ("groups list", "call discoverTargetGroups"),
            ("recipients put ada@example.com --body {}", "recipients update ada@example.com --body {}"),
        ],
    )
    def test_they_send_the_same(self, written: str, whole: str, wire: Wire) -> None:
        assert agillic(written.split()) == 0
        assert agillic(whole.split()) == 0
        one, other = wire.requests
        assert (one.method, one.url, one.content) == (other.method, other.url, other.content)


class TestPages:
    @pytest.fixture
    def pages(self, wire: Wire) -> Wire:
        def respond(request: httpx.Request) -> httpx.Response:
            page = int(request.url.params.get("page", "1"))
            names = [{"name": f"c{number}"} for number in range(3 * page - 2, min(3 * page, 7) + 1)]
            params: dict[str, Any] = {"catalogNames": names, "totalCatalogsCount": 7}
            if page < 3:
                params["nextPageUrl"] = f"/api/catalogs?page={page + 1}"
            return httpx.Response(200, json={"msg": "", "code": "Success", "params": params})

        wire.respond = respond
        return wire

    def test_they_are_read_to_the_end(self, pages: Wire, capsys: pytest.CaptureFixture[str]) -> None:
        assert iterable(["catalogs", "list", "--output", "csv"]) == 0
        captured = capsys.readouterr()
        assert captured.out == "name\n" + "".join(f"c{number}\n" for number in range(1, 8))
        assert captured.err == ""
        assert len(pages.requests) == 3

    def test_a_limit_reads_no_more_pages_than_it_needs_and_says_so(
        self, pages: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert iterable(["catalogs", "list", "--limit", "4", "--output", "jsonl"]) == 0
        captured = capsys.readouterr()
        assert captured.out.splitlines() == [f'{{"name":"c{number}"}}' for number in range(1, 5)]
        assert "there may be more (--limit all)" in captured.err
        assert len(pages.requests) == 2

    def test_one_page_that_is_named_comes_alone_and_whole(
        self, pages: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert iterable(["catalogs", "list", "--page", "2", "--output", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["params"]["totalCatalogsCount"] == 7
        assert len(pages.requests) == 1
        assert iterable(["catalogs", "list", "--page", "2", "--output", "csv"]) == 0
        assert capsys.readouterr().out == "name\nc4\nc5\nc6\n"

    def test_a_dry_run_shows_the_first_page(self, pages: Wire, capsys: pytest.CaptureFixture[str]) -> None:
        assert iterable(["catalogs", "list", "--limit", "4", "--dry-run"]) == 0
        assert capsys.readouterr().out.startswith("GET http://127.0.0.1:9/api/catalogs?page=1\n")
        assert pages.requests == []


class TestResponses:
    def test_rows_of_text_are_rows(self, wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
        wire.respond = lambda _: httpx.Response(
            200, text="id,Opens\r\n1,20\r\n", headers={"content-type": "text/plain"}
        )
        assert iterable(["campaigns", "get-metrics", "--campaign-id", "1", "--output", "json"]) == 0
        assert json.loads(capsys.readouterr().out) == [{"id": "1", "Opens": "20"}]

    def test_rows_that_are_none_are_the_server_s_failure(self, wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
        wire.respond = lambda _: httpx.Response(200, text="id,Opens\r\n1\r\n")
        assert iterable(["campaigns", "get-metrics", "--campaign-id", "1"]) == 8
        assert "row 1 of the response to getCampaignMetrics cannot be read" in capsys.readouterr().err

    def test_a_file_goes_to_a_file(self, wire: Wire, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        wire.respond = lambda _: httpx.Response(200, content=b"\x00\xffbytes")
        command = ["exports", "download-file", "--file", "people.csv"]
        assert agillic([*command, "--to", str(tmp_path / "people.csv")]) == 0
        assert (tmp_path / "people.csv").read_bytes() == b"\x00\xffbytes"
        assert capsys.readouterr().out == ""

    def test_entries_that_were_rejected_are_a_partial_failure(
        self, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        wire.respond = lambda _: httpx.Response(200, json={"successCount": 1, "failCount": 1, "failedUpdates": {}})
        assert iterable(["users", "bulk-update", "--body", '{"users": [{"email": "a@example.com"}, {}]}']) == 9
        captured = capsys.readouterr()
        assert json.loads(captured.out)["failCount"] == 1
        assert captured.err == "1 entry was rejected; the response says which, where it does\n"


class TestEnds:
    @pytest.mark.parametrize(
        ("status", "code"), [(401, 3), (403, 3), (404, 4), (400, 5), (409, 5), (422, 5), (429, 6), (500, 8)]
    )
    @pytest.mark.parametrize("api", APIS)
    def test_a_status_decides_the_code(
        self, api: str, status: int, code: int, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        wire.respond = lambda _: httpx.Response(status, json={"message": "no \x1b[31mway"})
        command = {"agillic": ["recipients", "get", "ada@example.com"], "iterable": ["lists", "list"]}[api]
        assert MAIN[api](command) == code
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "\x1b" not in captured.err
        assert len(captured.err.splitlines()) == 1

    def test_no_response_has_its_own(self, wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
        def reject(_: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("rejected")

        wire.respond = reject
        assert iterable(["lists", "list"]) == 7
        assert "listLists got no response" in capsys.readouterr().err

    def test_an_interrupt_is_130(self, wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
        def interrupt(_: httpx.Request) -> httpx.Response:
            raise KeyboardInterrupt

        wire.respond = interrupt
        assert iterable(["lists", "list"]) == 130
        assert capsys.readouterr().err == "interrupted\n"

    def test_missing_credentials_are_told_with_what_to_do(
        self, wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.delenv("AGILLIC_KEY")
        assert agillic(["recipients", "get", "ada@example.com"]) == 2
        assert "there is no key: set AGILLIC_KEY" in capsys.readouterr().err
        assert wire.requests == []

    def test_a_profile_is_read(self, wire: Wire, tmp_path: Path) -> None:
        folder = tmp_path / "config" / "agillic"
        folder.mkdir(parents=True)
        (folder / "profiles.toml").write_text('[staging]\nbase_url = "http://127.0.0.1:8"\n', "utf-8")
        (folder / "profiles.toml").chmod(0o600)
        assert agillic(["recipients", "get", "ada@example.com", "--profile", "staging"]) == 0
        assert wire.requests[0].url.port == 8
        assert agillic(["recipients", "get", "ada@example.com", "--profile", "stagin"]) == 2

    @pytest.mark.parametrize(
        ("error", "code"),
        [
            (SettingsError("no"), 2),
            (errors.SlotTimeout(message="x"), 6),
            (errors.TaskFailed(message="x", task_id="1"), 10),
            (errors.ResponseParseError(message="x"), 8),
            (errors.ApiError(message="x"), 1),
            (BrokenPipeError(), 141),
            (KeyError(), 1),
        ],
    )
    def test_each_kind_of_error_has_its_code(self, error: BaseException, code: int) -> None:
        assert code_of(error) == code
        assert code in MEANINGS

    def test_a_reader_that_stops_is_no_error_of_ours(self) -> None:
        code = "import sys; from agillic.cli.main import main; sys.exit(main(['completion', 'bash']))"
        done = subprocess.run(  # noqa: S602 - our own, and a shell makes the pipe
            f'{sys.executable} -c "{code}" | head -n 1; echo ${{PIPESTATUS[0]}}',
            shell=True,
            executable="/bin/bash",
            capture_output=True,
            text=True,
            check=True,
        )
        assert "Traceback" not in done.stderr
        assert done.stdout.splitlines()[-1] in ("0", "141")


class TestLimits:
    def test_they_are_shown_and_forgotten(self, wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic(["limits"]) == 0
        before = json.loads(capsys.readouterr().out)
        assert {"used_today", "daily_limit", "remaining", "resets_at", "state_file"} <= before.keys()
        assert before["max_concurrency"] == 20
        path = Path(before["state_file"])
        assert path.is_file()
        assert agillic(["limits", "--reset"]) == 0
        captured = capsys.readouterr()
        assert captured.out == ""
        assert f"removed {path}" in captured.err
        assert not path.exists()
        assert wire.requests == []

    def test_those_of_single_operations_are_plain_json(self) -> None:
        use = RateUse(limit=5, seconds=60, used=2, resets_at=datetime(2026, 7, 5, tzinfo=UTC))
        moment = datetime(2026, 7, 6, tzinfo=UTC)
        limits = Limits(
            in_flight=0,
            max_concurrency=4,
            waiting=0,
            used_today=3,
            daily_limit=10,
            resets_at=moment,
            rates={"a": (use,)},
        )
        shown = json.loads(json.dumps(limits_as_json(limits)))
        assert shown["remaining"] == 7
        assert shown["resets_at"] == "2026-07-06T00:00:00+00:00"
        assert shown["rates"]["a"][0]["used"] == 2
        assert shown["state_file"] is None


class TestSecrets:
    @pytest.mark.usefixtures("environment")
    def test_a_dry_run_shows_none(self, capsys: pytest.CaptureFixture[str]) -> None:
        for command in (DELETING, ["recipients", "create", "--body", '{"personData": {"EMAIL": "candystore-secret"}}']):
            assert agillic([*command, "--dry-run"]) == 0
        assert iterable(["lists", "list", "--dry-run"]) == 0
        out = capsys.readouterr().out
        assert "candystore-secret" not in out
        assert "bookshop" not in out
        assert out.count("authorization: ***") == 2
        assert "api-key: ***" in out

    def test_a_dry_run_needs_none_and_shows_the_same_without(
        self, wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        reading = ["recipients", "get", "ada@example.com", "--dry-run"]
        assert agillic(reading) == iterable(["lists", "list", "--dry-run"]) == 0
        with_them = capsys.readouterr().out
        for name in ("AGILLIC_KEY", "AGILLIC_SECRET", "ITERABLE_API_KEY"):
            monkeypatch.delenv(name)
        assert agillic(reading) == iterable(["lists", "list", "--dry-run"]) == 0
        captured = capsys.readouterr()
        assert (captured.out, captured.err) == (with_them, "")
        assert agillic([*reading, "--profile", "none"]) == 2  # what is asked for must be there
        assert wire.requests == []

    def test_standard_input_is_read_for_a_body(self, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"personData": {"EMAIL": "a@b.dk"}}')))
        assert agillic(["recipients", "create", "--body", "-"]) == 0
        assert wire.requests[0].content == b'{"personData":{"EMAIL":"a@b.dk"}}'


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh"])
    def test_the_script_knows_commands_methods_and_options(
        self, shell: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert agillic(["completion", shell]) == 0
        script = capsys.readouterr().out
        for word in ("one-to-many", "communication-history", "--person-data-fields", "mock"):
            assert word in script

    def test_that_of_tcsh_knows_the_methods(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic(["completion", "tcsh"]) == 0
        assert "communication-history" in capsys.readouterr().out

    def test_bash_takes_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert iterable(["completion", "bash"]) == 0
        script = capsys.readouterr().out
        done = subprocess.run(["/bin/bash", "-n"], input=script, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")

    def test_without_the_extra_it_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setitem(sys.modules, "shtab", None)
        assert agillic(["completion", "bash"]) == 2
        assert "pip install 'agillic[cli]'" in capsys.readouterr().err
