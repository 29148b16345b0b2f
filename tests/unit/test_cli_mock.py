"""`agillic mock`: its one line, how it stops, and what it says when it cannot start."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

import agillic
from agillic.cli.main import main
from iterable_client.cli.main import main as iterable
from sdk_core.cli import mock as command

SECRET = "do-not-tell"  # noqa: S105 - of no one


@contextmanager
def running(
    *arguments: str, package: str = "agillic", end: signal.Signals = signal.SIGTERM, **environment: str
) -> Generator[str, None, None]:
    """Run the command while the block runs, and check how it ends."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", package, "mock", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )
    assert process.stdout
    try:
        line = process.stdout.readline()
        yield line.removesuffix("\n")
    finally:
        process.send_signal(end)
        more, errors = process.communicate(timeout=30)
    assert (process.returncode, more, errors) == (0, "", "")


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """Keep the handlers of this process as they are."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def rejected(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run the command in this process, and return what it says of its rejection."""
    assert main(["mock", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert re.fullmatch(r"agillic mock: .*\n", printed.err)
    return printed.err.removeprefix("agillic mock: ").removesuffix("\n")


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr() == (f"agillic {agillic.__version__}\n", "")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_its_url_and_nothing_else_and_stops_at_a_signal(end: signal.Signals) -> None:
    with running("--seed", "1", end=end) as url:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
        clock = httpx.get(f"{url}/__admin/clock", trust_env=False).json()
    assert clock == {"now": "2026-01-01T08:00:00+00:00", "is_frozen": True}


@pytest.mark.parametrize(
    ("package", "arguments", "header"),
    [
        ("agillic", ["--api", "iterable"], "Iterable-Mock-Id"),
        ("iterable_client", [], "Iterable-Mock-Id"),
        ("iterable_client", ["--api=agillic"], "Agillic-Mock-Id"),
    ],
)
def test_each_program_mocks_its_own_api_and_that_which_is_named(
    package: str, arguments: list[str], header: str
) -> None:
    with running(*arguments, package=package) as url:
        assert header in httpx.get(f"{url}/__admin/state", trust_env=False).headers


def test_messages_begin_with_what_was_typed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    missing = str(tmp_path / "none.toml")
    assert iterable(["mock", "--instance", missing]) == 2
    assert capsys.readouterr().err.startswith(f"iterable-client mock: {missing}: ")
    for number, (run, api, start) in enumerate(
        [
            (main, list[str](), "agillic mock --instance "),
            (main, ["--api", "iterable"], "agillic mock --api iterable --instance "),
            (iterable, list[str](), "iterable-client mock --instance "),
        ]
    ):
        assert run([*api, "mock", "--init", str(tmp_path / f"{number}.toml")]) == 0
        assert f"then start with: {start}" in capsys.readouterr().out


def test_a_key_without_a_secret_takes_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mock", "--api", "iterable", "--key", "mine", "--secret", SECRET]) == 2
    assert capsys.readouterr().err == (
        "agillic mock: a key of Iterable has no secret beside it; leave the secret out\n"
    )


def test_a_stop_waits_for_no_open_connection() -> None:
    with httpx.Client(trust_env=False) as client, running() as url:
        client.get(f"{url}/__admin/clock")


def test_a_database_is_there_again_and_the_key_is_that_of_the_caller(tmp_path: Path) -> None:
    arguments = ("--db", str(tmp_path / "state.db"), "--key", "mine")
    auth, ada = ("mine", SECRET), {"personData": {"EMAIL": "ada@example.com"}}
    with running(*arguments, "--secret", SECRET) as url:
        assert httpx.post(f"{url}/recipients", json=ada, auth=auth, trust_env=False).status_code == 201
    with running(*arguments, AGILLIC_MOCK_SECRET=SECRET) as url:
        found = httpx.get(f"{url}/recipients/ada%2540example.com", auth=auth, trust_env=False)
        other = httpx.get(f"{url}/recipients", auth=("candystore-key", "candystore-secret"), trust_env=False)
    assert (found.status_code, found.json()["personData"]["EMAIL"]) == (200, "ada@example.com")
    assert other.status_code == 401


def test_a_taken_port_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = rejected(capsys, "--port", str(port))
    assert told == f"port {port} of 127.0.0.1 is taken; give another port, or 0 for one that is free"


def test_a_bad_instance_file_is_told_with_its_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_text("name = 'Shop'\nenvironment = staging\n", "utf-8")
    assert rejected(capsys, "--instance", str(path)).startswith(f"{path}: this is no TOML: Invalid value (at line 2")
    path.write_text("name = 'Shop'\nenvironment = 'stagin'\n", "utf-8")
    told = rejected(capsys, "--instance", str(path))
    assert told == f"{path}, line 2: environment: write one of staging, production; did you mean 'staging'?"


def test_a_file_that_is_no_database_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_text("a shopping list, of which no database is made " * 100, "utf-8")
    assert rejected(capsys, "--port", "0", "--db", str(path)).startswith(f"{path}: cannot be used as a database")


@pytest.mark.parametrize("arguments", [["--key", "mine"], ["--secret", SECRET]])
def test_a_key_and_its_secret_come_together(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.delenv("AGILLIC_MOCK_SECRET", raising=False)
    told = rejected(capsys, *arguments)
    assert "give both --key and --secret (or the environment variable AGILLIC_MOCK_SECRET), or neither" in told
    assert SECRET not in told


def test_a_key_that_cannot_be_is_told_without_its_secret(capsys: pytest.CaptureFixture[str]) -> None:
    told = rejected(capsys, "--key", "a:b", "--secret", SECRET)
    assert told.startswith("the key is empty or has a colon")
    assert SECRET not in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--port", "65536"], "'65536' is no port; give a number from 0 to 65535"),
        (["--port", "-1"], "'-1' is no port"),
        (["--port", "http"], "'http' is no port"),
        (["--latency", "-1"], "'-1' is no time; give milliseconds, 0 or more"),
        (["--latency", "nan"], "'nan' is no time"),
        (["--latency", "soon"], "'soon' is no time"),
        (["--seed", "1.5"], "'1.5' is no seed; give a whole number"),
    ],
)
def test_arguments_of_another_kind_are_told(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["mock", *arguments])
    assert message in capsys.readouterr().err


def test_latency_is_given_in_milliseconds(monkeypatch: pytest.MonkeyPatch) -> None:
    given = SimpleNamespace(latency=None)

    def run(options: SimpleNamespace) -> int:
        given.latency = options.latency
        return 0

    monkeypatch.setattr(command, "run", run)
    assert main(["mock", "--latency", "250"]) == 0
    assert given.latency == 0.25


def test_help_says_how_the_secret_stays_out_of_the_list_of_processes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["mock", "--help"])
    assert "AGILLIC_MOCK_SECRET" in capsys.readouterr().out


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603 - our own code


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "jsonschema_rs"])
def test_without_the_extra_it_says_how_to_install_it(missing: str) -> None:
    done = python(
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from agillic.cli.main import main\n"
        "sys.exit(main(['mock', '--port', '0']))"
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"agillic mock: {missing} is not installed; run: pip install 'agillic[mock]'\n"


def test_reading_the_arguments_loads_none_of_the_mock() -> None:
    done = python(
        "import json, sys; from agillic.cli.main import PROGRAM; from sdk_core.cli.commands import build; "
        "from sdk_core.cli.tables import read_table; parser = build(PROGRAM, read_table('agillic')); "
        "parser.parse_args(['mock', '--log']); "
        "print(json.dumps(list(sys.modules)))"
    )
    loaded = set(json.loads(done.stdout))
    rooms = {name for name in loaded if name.startswith(("agillic", "iterable"))}
    assert rooms == {"agillic", "agillic.cli", "agillic.cli.commands", "agillic.cli.main"}
    assert {name for name in loaded if name.startswith(("sdk_core.mock", "sdk_core.contract"))} == set()
    assert not {"httpx", "starlette", "uvicorn", "orjson"} & set(json.loads(done.stdout))


def test_an_instance_file_to_start_from_is_written_once_and_works(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "my shop.toml"
    assert main(["mock", "--init", str(path)]) == 0
    assert capsys.readouterr().out == (f"wrote {path}; change it, then start with: agillic mock --instance '{path}'\n")
    text = path.read_text("utf-8")
    assert "# " in text
    path.write_text(text.replace('"Candy Store"', '"My Shop"'), "utf-8")
    assert rejected(capsys, "--init", str(path)).startswith(f"{path} is there already")
    assert '"My Shop"' in path.read_text("utf-8")
    assert "cannot be written" in rejected(capsys, "--init", str(tmp_path / "none" / "shop.toml"))
    with running("--instance", str(path)) as url:
        assert httpx.get(f"{url}/__admin/state", trust_env=False).json()["instance"] == "My Shop"


def test_reasons_are_told_on_standard_error_where_they_are_wanted() -> None:
    command = [sys.executable, "-m", "agillic", "mock", "--port", "0", "--log"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        assert process.stdout
        url = process.stdout.readline().strip()
        response = httpx.get(f"{url}/recipients", auth=("candystore-key", "wrong"), trust_env=False)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    assert (response.status_code, response.content) == (401, b"")
    assert errors.startswith("401 1 listRecipients: the secret is wrong")
