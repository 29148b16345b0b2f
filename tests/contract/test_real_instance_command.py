"""The command `agillic-contract`: what it is told, what it prints, and its exit codes."""

import doctest
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from examined import serving

import agillic.contract
import sdk_core.contract
from agillic.cli.main import main as agillic_main
from agillic.contract.__main__ import main
from agillic.mock.local import LocalMock, LocalServer

MODULES = sorted(
    ".".join(path.relative_to(Path(package.__path__[0]).parents[1]).with_suffix("").parts)
    for package in (agillic.contract, sdk_core.contract)
    for path in Path(package.__path__[0]).rglob("*.py")
    if path.stem not in {"__init__", "__main__"}
)


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture
def mock(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalMock]:
    with serving(server) as made:
        made.clock.advance((datetime.now(UTC) - made.clock.now()).total_seconds())
        monkeypatch.setenv("AGILLIC_KEY", made.key)
        monkeypatch.setenv("AGILLIC_SECRET", made.secret)
        yield made


def run(mock: LocalMock, *arguments: str) -> int:
    return main(["--url", mock.url, *arguments], wait=mock.clock.advance)


def test_all_as_documented_is_0_with_the_report_on_standard_output(
    mock: LocalMock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(mock) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("# An instance against the document\n")
    assert printed.err == f"agillic-contract: at most 300 calls to {mock.url}, reading only\n"
    assert mock.secret not in printed.out + printed.err


def test_a_difference_is_1_with_the_report_in_a_file(
    mock: LocalMock, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mock.faults.add(operation="discoverTargetGroups", status=203, times=1_000)
    file = tmp_path / "report.json"
    assert run(mock, "--json", "--write", "--calls", "400", "--output", str(file)) == 1
    report = json.loads(file.read_text("utf-8"))
    assert report["wrote"]
    assert not report["remaining"]
    printed = capsys.readouterr()
    assert printed.out == ""
    first, second = printed.err.splitlines()
    assert first == f"agillic-contract: at most 400 calls to {mock.url}"
    assert re.fullmatch(r"agillic-contract: throw-away recipients begin with agillic-contract-\w{8} and .*", second)


def test_recipients_that_remain_are_1_and_named(mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
    for operation in ("deleteRecipient", "asyncBatchDeleteRecipients"):
        mock.faults.add(operation=operation, status=200, times=1_000)
    assert run(mock, "--write", "--calls", "400") == 1
    named = re.findall(
        r"(agillic-contract-\S+@example\.invalid) may still be there; delete it", capsys.readouterr().err
    )
    assert len(named) == mock.state.recipients.count() - 2 > 0


def test_an_early_end_is_2_with_what_was_found(mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(mock, "--calls", "5") == 2
    printed = capsys.readouterr()
    assert "**Ended early**: the budget of 5 calls is used up." in printed.out
    assert printed.err.endswith("agillic-contract: ended early: the budget of 5 calls is used up\n")


def test_termination_is_as_ctrl_c_130_and_removes_what_was_made(
    mock: LocalMock, capsys: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(signal.SIGTERM)

    def terminate(_seconds: float) -> None:
        if mock.state.recipients.count() > 2:
            os.kill(os.getpid(), signal.SIGTERM)
        mock.clock.advance(60)

    assert main(["--url", mock.url, "--write"], wait=terminate) == 130
    assert mock.state.recipients.count() == 2
    assert "it was interrupted" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGTERM) is before


def rejection(capsys: pytest.CaptureFixture[str], code: int) -> str:
    """Return the last line of what was said of a run that could not be."""
    assert code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err.splitlines()[-1].removeprefix("agillic-contract: ")


def test_a_wrong_secret_is_one_call_and_2(
    mock: LocalMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AGILLIC_SECRET", "wrong-one")
    said = rejection(capsys, run(mock))
    assert said == "the call for a token returned 401, without a token; look at the key and the secret"
    assert len(mock.requests) == 1


@pytest.mark.parametrize("status", [500, 404, 429])
def test_a_server_that_gives_no_token_is_2(mock: LocalMock, capsys: pytest.CaptureFixture[str], status: int) -> None:
    mock.faults.add(status=status, times=1_000)
    assert "429" in (said := rejection(capsys, run(mock))) or said.endswith("look at the URL")


def test_a_server_that_keeps_failing_is_left_alone(mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
    mock.faults.add(status=503, after=1, times=1_000)
    assert run(mock) == 2
    assert len(mock.requests) == 6
    assert "the instance failed 5 times in a row" in capsys.readouterr().err


def test_a_server_that_is_not_there_is_2(mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
    mock.faults.add(connection_reset="before", times=1_000)
    assert "no response came to getOAuthToken" in rejection(capsys, run(mock))


def test_a_key_of_the_wrong_scope_is_2(
    mock: LocalMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AGILLIC_SECRET", "candystore-app-secret")
    assert run(mock, "--key", "candystore-app-key") == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith("is the key of the scope public?")


def test_only_https_is_taken_but_on_this_machine(mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
    assert rejection(capsys, main(["--url", "http://192.0.2.1"])).startswith("the base URL must begin with https://")
    assert not mock.requests


def test_a_key_and_a_secret_are_needed(
    mock: LocalMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False))
    monkeypatch.delenv("AGILLIC_SECRET")
    assert rejection(capsys, run(mock)) == "there is no secret; give AGILLIC_SECRET in the environment"
    monkeypatch.delenv("AGILLIC_KEY")
    assert rejection(capsys, run(mock)) == "there is no key; give --key, or AGILLIC_KEY in the environment"


def test_the_secret_is_asked_for_without_echo(
    mock: LocalMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def response(prompt: str) -> str:
        asked.append(prompt)
        return mock.secret

    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("sdk_core.contract.command.getpass", response)
    monkeypatch.delenv("AGILLIC_SECRET")
    assert run(mock, "--calls", "1") == 2
    assert asked == ["Secret: "]
    assert "1 operation confirmed" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--secret", "s"], ["--calls", "0"], ["--calls", "many"], ["--calls", "-1"]])
def test_wrong_arguments_are_rejected(mock: LocalMock, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(mock, *arguments)
    assert caught.value.code == 2


def test_a_file_that_cannot_be_written_loses_nothing(
    mock: LocalMock, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(mock, "--calls", "5", "--output", str(tmp_path / "no" / "folder")) == 2
    printed = capsys.readouterr()
    assert printed.out.startswith("# An instance")
    assert "cannot be written (No such file or directory); the report went to standard output" in printed.err


def test_a_missing_validator_is_named_with_what_brings_it(
    mock: LocalMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in [*MODULES, "agillic.contract.probes"]:
        if module != "sdk_core.contract.command":
            monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    assert rejection(capsys, run(mock)) == "jsonschema_rs is not installed; run: pip install 'agillic[contract]'"


def test_it_is_a_subcommand_of_agillic_too(mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
    assert agillic_main(["contract", "--url", mock.url, "--calls", "1"]) == 2
    assert capsys.readouterr().out.startswith("# An instance")


def test_patience_is_enough_or_none(mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
    said = rejection(capsys, run(mock, "--patience", "5"))
    assert said == "the results of agillic need a --patience of 17 minutes at least"
    before = mock.clock.now()
    assert run(mock, "--patience", "17", "--json") == 0
    assert json.loads(capsys.readouterr().out)["assumptions"]["expired-document-status"]["observed"] == "status-404"
    assert (mock.clock.now() - before).total_seconds() >= 17 * 60


def test_a_key_of_the_scope_app_is_read_from_the_environment(
    mock: LocalMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AGILLIC_APP_KEY", "candystore-app-key")
    monkeypatch.setenv("AGILLIC_APP_SECRET", "candystore-app-secret")
    assert run(mock, "--json") == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["assumptions"]["forbidden-scope-status"]["observed"] == "status-403"
    assert "candystore-app" not in printed.out + printed.err


def test_it_runs_as_a_module_where_no_script_is_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "agillic.contract", "--help"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: agillic-contract ")


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_docstrings_run(module: str) -> None:
    assert not doctest.testmod(import_module(module)).failed
