"""What commands load before they call, how they explain themselves, and what they say of wrong calls."""

import json
import subprocess
import sys

import pytest
from command_parts import APIS, ENTRIES, Wire

from agillic.cli.campaigns import HELP as CAMPAIGNS_HELP
from agillic.cli.commands import COMMANDS
from agillic.cli.discover import HELP as DISCOVER_HELP
from agillic.cli.main import PROGRAM
from agillic.cli.main import main as agillic
from iterable_client.cli.main import main as iterable
from sdk_core.cli.commands import build
from sdk_core.cli.lazy_parser import suggestion
from sdk_core.cli.program import commands_of
from sdk_core.cli.tables import read_table

pytest_plugins = ["command_fixtures"]
HEAVY = {
    "httpx",
    "attrs",
    "attr",
    "orjson",
    "rich",
    "shtab",
    "starlette",
    "dataclasses",
    "pathlib",
    "agillic_api",
    "iterable_api",
}
"""What a start must not load: help and completion of a shell wait for it."""


def usage(command: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command that is rejected before anything is called, and return what it says."""
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
        for name in ("call", "limits", "profiles", "completion", "mock", "contract"):
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
        assert "Names of the person data fields to return" in text
        assert "agillic recipients get ruby@sweetmail.com" in text
        assert "--yes" not in text

    @pytest.mark.parametrize("api", APIS)
    def test_the_help_of_every_operation_can_be_shown(self, api: str) -> None:
        parser = build(PROGRAM, read_table(api))
        parser.fill_all()
        assert "examples:" in parser.format_help()
        resources = [parser.commands[name.replace("_", "-")] for name in read_table(api)["resources"]]
        methods = [method for resource in resources for method in resource.commands.values()]
        own = {f"{each.resource.replace('_', '-')} {each.name}" for each in commands_of(api) if each.resource}
        other_names = {f"{each.resource.replace('_', '-')} {each.name}" for each in commands_of(api) if each.operation}
        operations = {
            f"{each['resource'].replace('_', '-')} {each['name'].replace('_', '-')}"
            for each in read_table(api)["operations"]
        }
        assert {each.prog.partition(" ")[2] for each in methods} == operations | own
        assert len(methods) == len(operations | own)
        for each in methods:
            text = each.format_help()
            assert ("evidence: " in text) == (each.prog.partition(" ")[2] not in own - other_names)
            assert ("It asks first" in text) == ("--yes" in text)
            assert "None" not in text.partition("examples:")[2]

    def test_whatever_may_send_says_so(self, capsys: pytest.CaptureFixture[str]) -> None:
        for (api, _), each in ENTRIES.items():
            if api == "agillic" and "sends" in each:
                text = shown([each["resource"].replace("_", "-"), each["name"].replace("_", "-"), "--help"], capsys)
                assert "messages to people" in " ".join(text.split())

    def test_the_commands_of_the_room_are_explained_as_by_themselves(self) -> None:
        plain = {each.name: each.help for each in COMMANDS if not each.resource}
        assert plain == {"discover": DISCOVER_HELP, "campaigns": CAMPAIGNS_HELP}

    def test_mock_and_contract_are_commands_of_each_api(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "AGILLIC_MOCK_SECRET" in shown(["mock", "--help"], capsys)
        for command in (["--api", "iterable", "mock"], ["mock", "--api", "iterable"], ["mock", "--api=iterable"]):
            text = shown([*command, "--help"], capsys)
            assert text.startswith("usage: agillic mock ")
            assert "ITERABLE_MOCK_SECRET" in text
        assert shown(["contract", "--help"], capsys).startswith("usage: agillic contract ")
        with pytest.raises(SystemExit, match="0"):
            iterable(["contract", "--help"])
        assert capsys.readouterr().out.startswith("usage: iterable-client contract ")

    def test_the_version_is_the_distribution_s(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert shown(["--version"], capsys).startswith("agillic ")
        with pytest.raises(SystemExit):
            iterable(["--version"])
        assert capsys.readouterr().out.startswith("iterable-client ")


class TestWrongCalls:
    @pytest.mark.parametrize(
        ("command", "said"),
        [
            ("recipientes list", "there is no command 'recipientes'; did you mean 'recipients'"),
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
            (["mock", "--api", "itrable"], "there is no API 'itrable'; did you mean 'iterable'?"),
            (["recipients", "list", "--api"], "--api needs the name of an API; there are agillic, iterable"),
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

    def test_parameters_that_exclude_each_other_are_rejected(
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
