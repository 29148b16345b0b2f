"""Every operation of every API is called from the command line, and what it sends is its golden request."""

import json
from pathlib import Path
from typing import Any

import pytest
from command_parts import APIS, CALLS, ENTRIES, GOLDEN, MAIN, URL, Wire, by_id, by_method

from generator.wire.sender import normalized
from sdk_core.cli.program import commands_of
from sdk_core.cli.tables import kebab, option, others

pytest_plugins = ["command_fixtures"]
REPLACED = {(api, each.resource, each.name) for api in APIS for each in commands_of(api) if each.resource}
"""Methods that are commands of their own; `call` still takes their operations."""
EVERY = [pytest.param(api, name, id=f"{api}-{name}") for api, name in GOLDEN]
HIDDEN = {
    (api, name)
    for api, name in GOLDEN
    if (api, ENTRIES[api, name]["resource"], kebab(ENTRIES[api, name]["name"])) in REPLACED
}
every_operation = pytest.mark.parametrize(("api", "name"), EVERY)


def test_each_operation_has_a_command_an_example_and_a_golden_request() -> None:
    assert GOLDEN.keys() == ENTRIES.keys() == CALLS.keys()
    assert len(GOLDEN) > 100


def test_no_operation_has_an_option_that_the_program_takes_for_itself() -> None:
    assert not [(name, each) for (_, name), entry in ENTRIES.items() for each in others(entry) if option(each) == "api"]


def sent(api: str, command: list[str], wire: Wire) -> dict[str, Any]:
    assert MAIN[api](command) == 0
    (request,) = wire.requests
    return normalized(request)


@pytest.mark.parametrize(("api", "name"), [each for each in EVERY if each.values not in HIDDEN])
def test_its_method_sends_the_golden_request(api: str, name: str, wire: Wire, tmp_path: Path) -> None:
    command = by_method(api, name, tmp_path)
    confirming = ["--yes"] if asks(api, name) else []
    assert sent(api, [*command[:2], *confirming, *command[2:]], wire) == GOLDEN[api, name]


@every_operation
def test_call_sends_the_golden_request(api: str, name: str, wire: Wire, tmp_path: Path) -> None:
    other = next(each for each in APIS if each != api)
    assert MAIN[other](["--api", api, *by_id(api, name, tmp_path), "--yes"]) == 0
    (request,) = wire.requests
    assert normalized(request) == GOLDEN[api, name]


@every_operation
def test_a_dry_run_prints_the_golden_request_and_sends_nothing(
    api: str, name: str, wire: Wire, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert MAIN[api]([*by_id(api, name, tmp_path), "--dry-run", "--output", "json"]) == 0
    assert wire.requests == []
    shown, golden = json.loads(capsys.readouterr().out), GOLDEN[api, name]
    assert shown["method"] == golden["method"]
    assert shown["url"] == URL + golden["raw_path"]
    boundary = shown["headers"].get("content-type", "").partition("boundary=")[2] or "\0"
    headers = {each: text.replace(boundary, "BOUNDARY") for each, text in shown["headers"].items()}
    assert golden["headers"].items() <= headers.items()
    body = shown.get("body", "").replace(boundary, "BOUNDARY")
    assert body == golden.get("body", "").replace("candystore-key", "***").replace("candystore-secret", "***")


def asks(api: str, name: str) -> bool:
    entry = ENTRIES[api, name]
    return entry["access"] in ("delete", "send") or "sends" in entry
