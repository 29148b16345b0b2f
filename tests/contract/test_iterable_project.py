"""The contract tool on projects of Iterable: what it calls, what it leaves behind, and what no report shows."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import pytest
from effort import LONG
from telling_project import ADA, USERS, serving, telling, verified

from agillic.cli.main import main as agillic_main
from iterable_api import Client
from iterable_client.cli.main import main as iterable_main
from iterable_client.contract.contract import CONTRACT
from iterable_client.mock.instance import load_project
from iterable_client.mock.local import LocalMock, LocalServer
from sdk_core.contract.command import main
from sdk_core.contract.report import as_json, as_markdown, is_as_documented
from sdk_core.transport.clock import skip_waits
from sdk_core.wire.operations import Request

ROOT = Path(__file__).parents[2]
SEND = Client.send
OPERATIONS = CONTRACT.document.operations
ACCESS = {id_: each["x-traits"]["access"] for id_, each in OPERATIONS.items()}
THROWAWAY = r"iterable-contract-[0-9a-f]{8}-[0-9]+@example\.invalid"
USED = {"user": ADA, "list": "1201"}


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def left(mock: LocalMock) -> int:
    """Return how many users there are beside the book shop's own."""
    return mock.state.users.count() - USERS


def called(mock: LocalMock) -> set[str]:
    """Return the operations that were called."""
    return {each.operation or "" for each in mock.requests}


def test_a_mock_as_documented_confirms_what_was_called_and_differs_nowhere(server: LocalServer) -> None:
    with telling(server, {}) as mock:
        before = len(mock.requests)
        report = verified(mock, write=True, use=USED)
        calls = len(mock.requests) - before
    assert is_as_documented(report)
    assert report.calls == calls
    verdicts = {each.operation: each.verdict for each in report.operations}
    assert list(verdicts) == list(OPERATIONS)
    confirmed = {operation for operation, verdict in verdicts.items() if verdict == "confirmed"}
    reading = {id_ for id_, access in ACCESS.items() if access == "read"}
    assert confirmed == reading | CONTRACT.round_trip
    assert all(each.reason for each in report.operations if each.verdict == "unknown")


def test_no_operation_that_sends_is_called_and_without_write_none_that_changes(server: LocalServer) -> None:
    with serving(server) as mock:
        verified(mock, use=USED)
        assert {ACCESS[each] for each in called(mock)} == {"read"}
    with serving(server) as mock:
        verified(mock, write=True, use=USED)
        changing = {each for each in called(mock) if ACCESS[each] != "read"}
        assert mock.state.sends.sent_to(1) == mock.state.sends.sent_to(2) == []
    assert changing == CONTRACT.round_trip
    assert {ACCESS[each] for each in changing} == {"write", "delete"}


def test_without_names_nobodys_data_is_read(server: LocalServer) -> None:
    with serving(server) as mock:
        report = verified(mock)
        targets = [each.target for each in mock.requests]
    assert not [each for each in targets if "ada" in each or "reader-" in each or "listId=1201" in each]
    reasons = {each.operation: each.reason for each in report.operations if each.verdict == "unknown"}
    assert reasons["getUserByEmail"].endswith("give one who may be read by --use user=EMAIL")
    assert reasons["listListUsers"].endswith("give one that may be read by --use list=ID")
    assert reasons["createCampaign"] == "a message could leave; such operations are never called"
    assert reasons["createCatalog"] == "it writes, and is no part of the round trip"
    assert reasons["updateUser"] == "it writes; run with --write"


def test_nothing_that_the_project_says_is_in_a_report(server: LocalServer) -> None:
    shop = load_project()
    people = [replace(each, email=f"PLANTED-{n}@example.com") for n, each in enumerate(shop.users)]
    planted: dict[str, Any] = {
        "lists": tuple(replace(each, name="PLANTED") for each in shop.lists),
        "templates": tuple(replace(each, name="PLANTED") for each in shop.templates),
        "campaigns": tuple(replace(each, name="PLANTED") for each in shop.campaigns),
    }
    with serving(server, users=tuple(people), **planted) as mock:
        body: dict[str, Any] = {"lists": [{"id": "PLANTED", "PLANTED@x": 1}], "planted_PLANTED PLANTED": {}}
        mock.faults.add(operation="listWebhooks", status=200, body=body, times=1_000)
        report = verified(mock, write=True, use={"user": "PLANTED-0@example.com", "list": "1201"})
        key = mock.api_key
    assert any(each.differences for each in report.operations)
    for text in (as_markdown(report), as_json(report), repr(report)):
        assert "planted" not in text.lower()
        assert key not in text
        assert "@" not in text


@pytest.mark.parametrize("number", [1, 5, 12, 20] if LONG else [5, 12])
def test_ctrl_c_in_any_write_removes_what_was_made(server: LocalServer, number: int) -> None:
    writes = 0

    def send(client: Client, request: Request) -> Any:  # noqa: ANN401 - the HTTP library's response
        nonlocal writes
        response = SEND(client, request)
        if request.operation.traits["access"] != "read":
            writes += 1
            if writes == number:
                raise KeyboardInterrupt
        return response

    with serving(server) as mock:
        with patch.object(Client, "send", send):
            report = verified(mock, write=True)
        assert (left(mock), mock.state.forgotten.hashes("email")) == (0, [])
    assert writes >= number
    assert report.interrupted
    assert not report.remaining


@pytest.mark.parametrize("most", [2, 70, 85, 100, 120] if LONG else [2, 100])
def test_the_budget_is_never_exceeded_and_keeps_enough_for_the_removal(server: LocalServer, most: int) -> None:
    with serving(server) as mock:
        report = verified(mock, max_calls=most, write=True)
        assert (left(mock), mock.state.forgotten.hashes("email")) == (0, [])
        assert len(mock.requests) == report.calls <= most
    assert report.stopped == f"the budget of {most} calls is used up"
    assert not report.remaining


def test_users_that_cannot_be_removed_are_named(server: LocalServer) -> None:
    with serving(server) as mock:
        for operation in ("deleteUserByEmail", "deleteUserById"):
            mock.faults.add(operation=operation, status=200, body={"code": "Success"}, times=1_000)
        report = verified(mock, write=True, max_calls=1_000)
        assert left(mock) > 0
        assert left(mock) <= len(report.remaining)
    assert not is_as_documented(report)
    assert all(f"`{each}` may still be there; delete it" in as_markdown(report) for each in report.remaining)


def in_responses(kind: str) -> list[str]:
    """Return the components of a kind that responses of operations consist of; webhooks have more."""
    found: set[str] = set()

    def collect(value: object) -> None:
        if isinstance(value, dict):
            parts = cast("dict[str, object]", value)
            reference = parts.get("$ref")
            if isinstance(reference, str) and reference not in found:
                found.add(reference)
                collect(CONTRACT.document.resolved(parts))
            collect([*parts.values()])
        elif isinstance(value, list):
            for each in cast("list[object]", value):
                collect(each)

    collect([each["responses"] for each in OPERATIONS.values()])
    return sorted(each.rpartition("/")[2] for each in found if each.startswith(f"#/components/{kind}/"))


@pytest.mark.parametrize("schema", in_responses("schemas"))
def test_the_file_of_a_schema_is_the_one_that_holds_it(schema: str) -> None:
    assert f"\n  {schema}:\n" in (ROOT / CONTRACT.document.schema_file(schema)).read_text("utf-8")


@pytest.mark.parametrize("response", in_responses("responses"))
def test_the_file_of_a_shared_response_is_the_one_that_holds_it(response: str) -> None:
    assert f"\n  {response}:\n" in (ROOT / CONTRACT.document.response_file(response)).read_text("utf-8")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_file_of_an_operation_is_there(operation: str) -> None:
    assert (ROOT / CONTRACT.document.operation_file(operation)).is_file()


@pytest.fixture
def mock(server: LocalServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LocalMock]:
    """Serve a mock, with its key in the environment."""
    with serving(server) as made:
        monkeypatch.setenv("ITERABLE_API_KEY", made.api_key)
        monkeypatch.setenv("ITERABLE_STATE_DIRECTORY", str(tmp_path))
        with skip_waits(made.clock.advance):
            yield made


def run(mock: LocalMock, *arguments: str) -> int:
    written = ["--api", "iterable", "--url", mock.url, *arguments]
    return main(written, prog="agillic-contract", wait=mock.clock.advance, now=mock.clock.now)


def test_the_command_serves_iterable_by_its_name(mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(mock, "--json", "--use", f"user={ADA}") == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["document"] == CONTRACT.document.digest
    assert printed.err == f"agillic-contract: at most 300 calls to {mock.url}, reading only\n"
    assert mock.api_key not in printed.out + printed.err
    assert ADA not in printed.out + printed.err


def test_a_read_only_key_is_read_from_the_environment(
    mock: LocalMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (key,) = (each.key for each in mock.instance.keys if each.kind == "read-only")
    monkeypatch.setenv("ITERABLE_READ_ONLY_API_KEY", key)
    assert run(mock, "--json", "--write") == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["assumptions"]["key-kind-status"]["observed"] == "status-401"
    assert key not in printed.out + printed.err
    assert key not in str(mock.requests)


def rejected(capsys: pytest.CaptureFixture[str], code: int) -> str:
    assert code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err.splitlines()[-1].removeprefix("agillic-contract: ")


def test_the_key_comes_from_the_environment_alone(mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
    said = rejected(capsys, run(mock, "--key", "a-secret"))
    assert said == "the key of iterable is a secret; leave --key out, and give ITERABLE_API_KEY"
    assert "a-secret" not in said
    assert not mock.requests
    with patch.dict(os.environ), patch("sys.stdin.isatty", return_value=False):
        del os.environ["ITERABLE_API_KEY"]
        assert rejected(capsys, run(mock)) == "there is no api key; give ITERABLE_API_KEY in the environment"


def test_a_wrong_key_is_2(mock: LocalMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ITERABLE_API_KEY", "f" * 32)
    assert rejected(capsys, run(mock)) == "the first call returned 401; look at the key and its region"
    for start, command, arguments in (
        ("agillic contract: ", agillic_main, ["contract", "--api", "iterable"]),
        ("iterable-client contract: ", iterable_main, ["contract"]),
    ):
        assert command([*arguments, "--url", mock.url]) == 2
        assert f"{start}the first call returned 401" in capsys.readouterr().err


def test_what_it_has_no_use_for_is_told(mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
    assert rejected(capsys, run(mock, "--wrong-secret")).startswith("keys of iterable have no secret")
    said = rejected(capsys, run(mock, "--use", "table=NUMBERS"))
    assert re.fullmatch("table is no kind of name .* There are: user: .*; list: .*", said)
    with pytest.raises(SystemExit):
        run(mock, "--use", "user")
