"""docs/agents.md is true: its policies can be used, its commands print what it shows, and its tables are whole."""

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, fields
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from agents_command_parts import folders_of
from command_parts import ROOT, tree

from agillic.cli.main import PROGRAM, main
from sdk_core.agents.audit.log import AuditLog
from sdk_core.agents.policy.model import (
    ALLOWED_BY,
    CONFIRMATIONS,
    CONFIRMED_BY,
    LEVELS,
    PRIVACIES,
    ApiPolicy,
    Caps,
    Policy,
)
from sdk_core.agents.privacy.pseudonyms import PREFIX
from sdk_core.agents.setup.clients import CLIENTS
from sdk_core.agents.writes.approvals import Approvals
from sdk_core.agents.writes.plans import LIFETIME, WritePlan
from sdk_core.cli.agents_parts import catalog, policy_in
from sdk_core.cli.commands import build
from sdk_core.cli.tables import read_table
from sdk_core.real_time import wall_time

pytest_plugins = ["command_fixtures"]
PAGE = (ROOT / "docs/agents.md").read_text("utf-8")
FILES = dict(re.findall(r"```toml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL))
PLAN = "plan-1f3a5c7e9b0d"
_THREE = 1_796_000_000.0 - 3_200.0 + 15 * 3_600  # 2026-11-30T15:00:00Z


def rows(head: str) -> list[list[str]]:
    """Return the cells of the table whose head begins with a cell."""
    table = re.findall(rf"^\| {re.escape(head)} \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert len(table) == 1, head
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table[0].splitlines()]


def names(head: str) -> list[str]:
    return [row[0].strip("` ") for row in rows(head)]


def shown_commands() -> Iterator[tuple[str, str]]:
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


class Clock:
    minutes = 0

    def __call__(self) -> float:
        return _THREE + 60 * self.minutes


def record_of_the_page() -> None:
    """Write what `audit show` shows on the page."""
    found, clock = folders_of("agillic"), Clock()
    log = AuditLog(found.audit, found.state, now=clock)
    call = {"agent": "lifecycle", "api": "agillic", "operation": "addToStaticTargetGroup"}
    denied = {"event": "denied", "operation": "deleteRecipient", "reason": "the access of the API agillic is read"}
    for clock.minutes, line in (
        (4, call | denied),
        (5, call | {"event": "plan", "people": 30, "plan": PLAN}),
        (6, call | {"event": "confirm", "people": 30, "plan": PLAN, "by": "the person at the client"}),
        (6, call | {"event": "outcome", "call": 3, "status": 200, "seconds": 0.4}),
    ):
        log.write(line)


@pytest.mark.usefixtures("environment")
def test_its_commands_print_what_it_shows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    found = folders_of("agillic")
    plan = WritePlan(
        PLAN, "lifecycle", "agillic", "deleteRecipient", {}, (), "0" * 64, 1, "approval", wall_time() + 599
    )
    text = "deleteRecipient (Agillic, profile production): 1 call, touching 1 person.\nIt sends no message."
    Approvals(found.approvals, found.approvals_key()).ask(plan, text)
    ran: list[str] = []
    record_of_the_page()
    for command, output in shown_commands():
        program, group, *arguments = shlex.split(command)
        assert (program, group) == ("agillic", "agents")
        assert main([group, *arguments]) == 0, (command, capsys.readouterr())
        ran.append(arguments[0])
        out, err = capsys.readouterr()
        pattern = re.sub(r"([\[\]?*])", r"[\1]", output).replace("...", "*")
        assert fnmatchcase(out or err, pattern), (command, out, err)
    assert {*ran} == {"setup", "policy", "approve", "stop", "status", "start", "audit"}


@pytest.mark.parametrize("name", [name for name in FILES if name != "cases.toml"])
def test_its_policies_can_be_used(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(FILES[name], "utf-8")
    policy = policy_in(str(tmp_path / name))
    assert {*policy.apis["agillic"].operations} <= {*catalog("agillic").operations}


def test_its_keys_are_all_there_are() -> None:
    said = {"is_audit_required": "audit", "audits_values": "audit"}
    assert set(names("Key")) == {said.get(each.name, each.name) for each in fields(Policy)}
    assert names("Setting") == [each.name for each in fields(ApiPolicy) if each.name != "api"]
    defaults = {row[0].strip("`"): row[1].strip("`") for row in rows("Setting")}
    usual = ApiPolicy(api="agillic")
    assert (defaults["access"], defaults["personal_data"]) == (usual.access, usual.personal_data)


def test_its_words_are_all_there_are() -> None:
    assert tuple(names("Level")) == LEVELS == (*ALLOWED_BY,)
    assert tuple(names("Confirmation")) == CONFIRMATIONS
    assert tuple(names("`personal_data`")) == PRIVACIES
    assert names("`--client`") == [*CLIENTS, "print"]
    assert set(CONFIRMED_BY.items()) == {("read", "none"), ("write", "ask"), ("delete", "ask"), ("send", "ask")}
    assert "By default reads need none, and all else `ask`." in PAGE
    assert f"A plan can be run for {LIFETIME / 60:.0f} minutes." in PAGE
    assert f"`{PREFIX}" in PAGE


def test_its_caps_are_all_there_are_with_their_defaults() -> None:
    assert {row[0].strip("` "): row[1] for row in rows("Cap")} == {
        name: f"{cap:,}" for name, cap in asdict(Caps()).items()
    }


@pytest.mark.parametrize("api", ["agillic", "iterable"])
def test_its_kinds_of_names_are_all_there_are(api: str) -> None:
    sentence = " ".join(PAGE.partition("The kinds of `named` are ")[2].partition("\n\n")[0].split())
    of_agillic, _, of_iterable = sentence.partition(" for Agillic, and ")
    text = of_agillic if api == "agillic" else of_iterable.partition(" for Iterable.")[0]
    assert re.findall(r"`(\w+)`", text) == [*catalog(api).named]


def test_its_json_is_an_entry_of_a_client() -> None:
    blocks = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        (entry,) = json.loads(block)["mcpServers"].values()
        assert {*entry} == {"command", "args"}
        serve = entry["args"].index("serve")
        assert entry["args"][serve - 1 :][:3] == ["agents", "serve", "--policy"]


def test_the_commands_and_options_that_it_names_are_there() -> None:
    parser = build(PROGRAM, read_table("agillic"))
    parser.filled()
    agents = parser.commands["agents"]
    agents.fill_all()
    options = {name for each in tree(agents) for action in each.options() for name in action.option_strings}
    foreign = {"--system", "--create-home"}  # of useradd
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE)) - foreign <= options
    assert set(re.findall(r"agillic agents ([a-z]+)", PAGE)) == {*agents.commands}


def test_the_cases_of_the_page_are_tables() -> None:
    assert len(tomllib.loads(FILES["cases.toml"])["cases"]) == 4
