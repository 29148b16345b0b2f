"""How commands behave: what they load, what they say, what they ask, how they page and how they end."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from command_parts import APIS, ENTRIES, MAIN, Wire

from agillic.cli.main import PROGRAM
from agillic.cli.main import main as agillic
from agillic.cli.mock import HELP as MOCK_HELP
from agillic.contract.command import HELP as CONTRACT_HELP
from iterable_client.cli.main import main as iterable
from sdk_core.cli.commands import build
from sdk_core.cli.exit_codes import MEANINGS, code_of
from sdk_core.cli.lazy_parser import suggestion
from sdk_core.cli.tables import read_table
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.wire import errors

pytest_plugins = ["command_fixtures"]
HEAVY = {"httpx", "attrs", "attr", "orjson", "rich", "shtab", "starlette", "dataclasses", "agillic_api", "iterable_api"}
"""What a start must not load: help and completion of a shell wait for it."""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def usage(command: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command that is refused before anything is called, and return what it says."""
    with pytest.raises(SystemExit) as ended:
        agillic(command)
    assert ended.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def shown(command: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        agillic(command)
    assert ended.value.code == 0
    return capsys.readouterr().out


class TestStart:
    @pytest.mark.parametrize("module", ["agillic", "iterable_client"])
    @pytest.mark.parametrize("arguments", [["--help"], ["users", "--help"], ["recipients", "--help"]], ids=" ".join)
    def test_help_loads_no_client(self, module: str, arguments: list[str]) -> None:
        code = (
            "import sys, json, runpy\n"
            f"sys.argv = ['x', *{arguments!r}]\n"
            f"try: runpy.run_module({module!r}, run_name='__main__')\n"
            "except SystemExit: pass\n"
            "print(json.dumps(sorted({each.partition('.')[0] for each in sys.modules})), file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
        assert not HEAVY & set(json.loads(done.stderr.splitlines()[-1]))

    def test_the_help_of_one_operation_loads_no_client_either(self) -> None:
        code = (
            "import sys, json\nfrom agillic.cli.main import main\n"
            "try: main(['recipients', 'get', '--help'])\nexcept SystemExit: pass\n"
            "print(json.dumps(sorted({each.partition('.')[0] for each in sys.modules})), file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
        assert not HEAVY & set(json.loads(done.stderr.splitlines()[-1]))

    def test_what_would_be_loaded_is_seen(self) -> None:
        code = "import agillic.client, sys, json; print(json.dumps(sorted(sys.modules)))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
        assert {"httpx", "attrs", "orjson"} <= set(json.loads(done.stdout))


class TestHelp:
    def test_it_lists_the_resources_and_the_other_commands(self, capsys: pytest.CaptureFixture[str]) -> None:
        text = shown(["--help"], capsys)
        for name in read_table("agillic")["resources"]:
            assert f"\n  {name.replace('_', '-')} " in text
        for name in ("call", "completion", "mock", "contract"):
            assert f"\n  {name} " in text
        assert "examples:\n" in text

    def test_a_resource_lists_its_methods_with_access_and_evidence(self, capsys: pytest.CaptureFixture[str]) -> None:
        text = shown(["messages", "--help"], capsys)
        for each in read_table("agillic")["operations"]:
            if each["resource"] == "messages":
                (line,) = [line for line in text.splitlines() if line.split()[:1] == [each["name"].replace("_", "-")]]
                assert each["summary"] in line
                assert each["access"] in line
                assert each["evidence"] in line

    def test_an_operation_says_what_it_is_and_shows_an_example(self, capsys: pytest.CaptureFixture[str]) -> None:
        text = shown(["messages", "publish", "--help"], capsys)
        for words in (
            "publishEmailCampaign",
            "access: send; evidence:",
            "sends messages to people",
            "--dry-run",
            "task",
        ):
            assert words in text
        text = shown(["recipients", "get", "--help"], capsys)
        assert "GET /recipients/{recipientId} (getRecipient)" in text
        assert "Names of the person data fields to answer with" in text
        assert "agillic recipients get ruby@sweetmail.com" in text
        assert "--yes" not in text

    @pytest.mark.parametrize("api", APIS)
    def test_the_help_of_every_operation_can_be_shown(self, api: str) -> None:
        parser = build(PROGRAM, read_table(api))
        parser.fill_all()
        assert "examples:" in parser.format_help()
        methods = [method for resource in parser.commands.values() for method in resource.commands.values()]
        assert len(methods) == len(read_table(api)["operations"])
        for each in methods:
            text = each.format_help()
            assert "evidence: " in text
            assert "None" not in text.partition("examples:")[2]

    def test_whatever_may_send_says_so(self, capsys: pytest.CaptureFixture[str]) -> None:
        for (api, _), each in ENTRIES.items():
            if api == "agillic" and "sends" in each:
                text = shown([each["resource"].replace("_", "-"), each["name"].replace("_", "-"), "--help"], capsys)
                assert "messages to people" in " ".join(text.split())

    def test_the_commands_of_the_room_are_explained_as_by_themselves(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert {each.name: each.help for each in PROGRAM.commands} == {"mock": MOCK_HELP, "contract": CONTRACT_HELP}
        assert "--instance" in shown(["mock", "--help"], capsys)
        assert "--api" in shown(["mock", "--help"], capsys)

    def test_the_version_is_the_distribution_s(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert shown(["--version"], capsys).startswith("agillic ")
        with pytest.raises(SystemExit):
            iterable(["--version"])
        assert capsys.readouterr().out.startswith("iterable-client ")


class TestWrongCalls:
    @pytest.mark.parametrize(
        ("command", "said"),
        [
            ("recipents list", "there is no command 'recipents'; did you mean 'recipients'"),
            ("recipients gett x", "there is no method 'gett'; did you mean 'get'?"),
            ("recipients batch_upsert", "did you mean 'batch-upsert'?"),
            ("recipients list --pagesize 3", "unrecognized arguments: --pagesize 3; did you mean '--page-size'?"),
            ("recipients list --page", "unrecognized arguments: --page; did you mean"),
            ("recipients get", "the following arguments are required: RECIPIENT_ID"),
            ("recipients list --limit 0", "'0' is no number of rows; give 1 or more, or all"),
            ("recipients list --output xml", "there is no output"),
            ("call getRecipent", "there is no operation 'getRecipent'; did you mean 'getRecipient'"),
            ("call getRecipient", "getRecipient needs recipientId; give --param recipientId=VALUE"),
            ("call getRecipient --param recipientID=x", "no parameter 'recipientID'; did you mean 'recipientId'?"),
            ("call getRecipient --param recipientId", "give NAME=VALUE"),
            ("authentication get-token --grant-type x --client-secret y", "unrecognized arguments: --client-secret"),
        ],
    )
    def test_they_are_told_with_what_was_meant(
        self, command: str, said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert said in usage(command.split(), capsys)

    @pytest.mark.parametrize(
        ("command", "said"),
        [
            (["--api", "itrable", "lists", "list"], "there is no API 'itrable'; did you mean 'iterable'?"),
            (["recipients", "list", "--page-size", "many"], "page-size cannot be 'many'; give a whole number"),
            (["recipients", "create"], "the body is missing; give --body FILE"),
            (["recipients", "create", "--body", "{"], "the body is no JSON"),
            (["recipients", "create", "--body", "gone.json"], "gone.json"),
            (["call", "getRecipient", "--param", "recipientId=x", "--body", "{}"], "getRecipient takes no body"),
        ],
    )
    def test_what_cannot_be_sent_ends_with_2_and_calls_nothing(
        self, command: list[str], said: str, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert agillic(command) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.startswith("agillic: ")
        assert said in captured.err
        assert wire.requests == []

    def test_parameters_that_exclude_each_other_are_refused(
        self, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (name, rivals) = next(
            (name, each["exclusive"][0]) for (_, name), each in ENTRIES.items() if "exclusive" in each
        )
        assert iterable(["call", name, *(f"--param={each}=1" for each in rivals)]) == 2
        assert "exclude each other; give one of them" in capsys.readouterr().err
        assert wire.requests == []

    def test_a_name_that_is_near_nothing_is_told_what_there_is(self) -> None:
        assert suggestion("zzz", ["get", "list"]) == "; there are get, list"
        assert suggestion("recipientID", ["recipientId"]) == "; did you mean 'recipientId'?"


DELETING = ["recipients", "delete", "ada@example.com"]


class TestAsking:
    @pytest.fixture
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
        found = Terminal("y\n")
        monkeypatch.setattr(sys, "stdin", found)
        return iter([found])

    def test_without_a_terminal_nothing_is_sent(
        self, wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
        assert agillic(DELETING) == 2
        assert "deletes data, and nobody can be asked here; give --yes" in capsys.readouterr().err
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
        assert "the rows of the response to getCampaignMetrics cannot be read" in capsys.readouterr().err

    def test_a_file_goes_to_a_file(self, wire: Wire, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        wire.respond = lambda _: httpx.Response(200, content=b"\x00\xffbytes")
        command = ["exports", "download-file", "--file", "people.csv"]
        assert agillic([*command, "--to", str(tmp_path / "people.csv")]) == 0
        assert (tmp_path / "people.csv").read_bytes() == b"\x00\xffbytes"
        assert capsys.readouterr().out == ""

    def test_entries_that_were_refused_are_a_partial_failure(
        self, wire: Wire, capsys: pytest.CaptureFixture[str]
    ) -> None:
        wire.respond = lambda _: httpx.Response(200, json={"successCount": 1, "failCount": 1, "failedUpdates": {}})
        assert iterable(["users", "bulk-update", "--body", '{"users": [{"email": "a@example.com"}, {}]}']) == 9
        captured = capsys.readouterr()
        assert json.loads(captured.out)["failCount"] == 1
        assert captured.err == "1 entries were refused; the response says which, where it does\n"


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
        def refuse(_: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("refused")

        wire.respond = refuse
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
