"""`agillic discover`: writes a module, compares it, and leaves alone what it did not write."""

import subprocess
import sys
from pathlib import Path

import pytest
from discovery_parts import load

from agillic.cli.main import main
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock

FILE = "my_instance.py"
FIELDS = [{"name": "EMAIL", "type": "STRING", "identifier": True}, {"name": "AGE", "type": "STRING"}]


@pytest.fixture(autouse=True)
def own_folder(agillic_environment: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # noqa: ARG001 - the environment's settings are used
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(["discover", *arguments])
    except SystemExit as end:
        code = int(str(end.code))
    out, err = capsys.readouterr()
    return code, out, err


def changed(mock: LocalMock) -> None:
    """Have the instance say that it has two fields of person data, once."""
    mock.faults.add(operation="discoverPersonData", status=200, body={"fields": FIELDS})


def test_a_module_is_written_and_can_be_imported(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, "-o", FILE) == (0, "", f"wrote {FILE}\n")
    text = Path(FILE).read_text("utf-8")
    module = load(text, tmp_path)
    assert str(module.F.AGE >= 20) == "AGE>=20"
    assert module.OneToMany.RECOMMENDATION_TO_PRODUCT.name == "RECOMMENDATION TO PRODUCT"
    assert "# Events are left out: they were not read." in text
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []


def test_a_second_run_writes_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "-o", FILE)
    first = Path(FILE).read_bytes()
    assert run(capsys, "-o", FILE)[0] == 0
    assert Path(FILE).read_bytes() == first
    assert run(capsys)[:2] == (0, first.decode())
    assert str(Path.cwd()) not in first.decode()


@pytest.mark.agillic_mock(assumptions={"event-list-scope": "all-events"})
def test_events_are_written_and_not_who_named_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--recipient", "ruby@sweetmail.com", "-o", FILE)[0] == 0
    text = Path(FILE).read_text("utf-8")
    assert 'send_coupon: Final = "send_coupon"' in text
    assert "ruby" not in text
    assert "#     agillic discover --recipient RECIPIENT_ID -o my_instance.py\n" in text
    assert run(capsys, "--check", "-o", FILE) == (0, "", "")  # events are not read then, and not compared


def test_check_finds_nothing_where_nothing_changed(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "-o", FILE)
    assert run(capsys, "--check", "-o", FILE) == (0, "", "")


def test_check_shows_what_changed_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], agillic_mock: LocalMock
) -> None:
    run(capsys, "-o", FILE)
    before = Path(FILE).read_bytes()
    changed(agillic_mock)
    code, out, err = run(capsys, "--check", "-o", FILE)
    assert code == 1
    lines = out.splitlines()
    assert lines[:2] == ["--- my_instance.py", "+++ the instance now"]
    assert lines[2].endswith("@@ Person data")
    assert '-        "AGE": Number,' in lines
    assert '+        "AGE": Text,' in lines
    assert '-    CITY: Final = TextField("CITY")' in lines
    assert not any("PURCHASES" in line for line in lines)
    assert err == f"{FILE} differs from the instance: write it again, by the same command without --check\n"
    assert Path(FILE).read_bytes() == before


def test_what_the_key_may_not_read_is_not_compared(capsys: pytest.CaptureFixture[str], agillic_mock: LocalMock) -> None:
    run(capsys, "-o", FILE)
    agillic_mock.faults.add(operation="discoverTargetGroups", status=403)
    note = "Target groups are left out: the server rejected discoverTargetGroups with 403\n"
    assert run(capsys, "--check", "-o", FILE) == (0, "", note)


def test_a_module_with_other_line_ends_or_changes_by_hand_is_compared_too(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "-o", FILE)
    text = Path(FILE).read_text("utf-8")
    Path(FILE).write_text(text, "utf-8", newline="\r\n")
    assert run(capsys, "--check", "-o", FILE) == (0, "", "")
    Path(FILE).write_text(text.replace('"AGE": Number', '"AGE": Text'), "utf-8")
    code, out, _ = run(capsys, "--check", "-o", FILE)
    assert code == 1
    assert '-        "AGE": Text,\n+        "AGE": Number,' in out


def test_a_change_by_hand_that_says_nothing_else_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "-o", FILE)
    with Path(FILE).open("a", encoding="utf-8") as file:
        file.write("\n# by hand\n")  # in the part with the events, which are not compared
    note = "my_instance.py was changed since it was written, or formatted in another way; what it says is right\n"
    assert run(capsys, "--check", "-o", FILE) == (0, "", note)


def test_a_file_of_others_stays_as_it_is(capsys: pytest.CaptureFixture[str], agillic_mock: LocalMock) -> None:
    for content in (b"import this\n", b"", b"\xff\xfe"):
        Path(FILE).write_bytes(content)
        for more in ([], ["--check"]):
            code, _, err = run(capsys, "-o", FILE, *more)
            assert code == 2
            assert err == (
                "agillic: my_instance.py was not written by `agillic discover` and stays as it is; give another name\n"
            )
        assert Path(FILE).read_bytes() == content
    assert not agillic_mock.requests


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--check"], "--check compares a file: give it by -o FILE"),
        (["--check", "-o", FILE], "my_instance.py is not there: write it first, by the same command without --check"),
        (["-o", "nowhere/my_instance.py"], "No such file or directory"),
        (["-o", "."], "Is a directory"),
    ],
)
def test_wrong_arguments_say_what_to_do(capsys: pytest.CaptureFixture[str], arguments: list[str], problem: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert problem in err


def test_a_recipient_who_is_not_there_is_an_error_without_the_address(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--recipient", "nobody@sweetmail.com", "-o", FILE)
    assert (code, out) == (4, "")
    assert "listRecipientEvents" in err
    assert "nobody" not in err
    assert not Path(FILE).exists()


def test_a_key_that_may_read_nothing_writes_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGILLIC_KEY", "candystore-app-key")
    monkeypatch.setenv("AGILLIC_SECRET", "candystore-app-secret")
    code, out, err = run(capsys, "-o", FILE)
    assert (code, out) == (3, "")
    assert "use a key of the scope Public Api" in err
    assert not Path(FILE).exists()


def test_a_mock_of_the_instance(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGILLIC_ENVIRONMENT", "production")
    monkeypatch.setenv("AGILLIC_ACTIVE_RECIPIENTS", "200000")
    monkeypatch.setenv("AGILLIC_DATE_FORMAT", "yyyy-MM-dd")
    code, out, err = run(capsys, "--mock-instance", "own.toml")
    assert (code, out) == (0, "")
    assert err == "wrote own.toml; start a mock of it by: agillic mock --instance own.toml\n"
    found, built_in = load_instance(Path("own.toml")), load_instance()
    assert {*found.person_data} == {*built_in.person_data}
    assert {*found.global_data_tables} == {*built_in.global_data_tables}
    assert (found.environment, found.active_recipients, found.date_format) == ("production", 200_000, "yyyy-MM-dd")
    assert found.recipients == ()
    text = Path("own.toml").read_text("utf-8")
    assert "ruby" not in text.lower()
    assert "candystore" not in text
    code, _, err = run(capsys, "--mock-instance", "own.toml")
    assert (code, err) == (2, "agillic: own.toml is there already and stays as it is; give another name\n")
    assert Path("own.toml").read_text("utf-8") == text


def test_names_of_the_server_move_no_cursor(capsys: pytest.CaptureFixture[str], agillic_mock: LocalMock) -> None:
    run(capsys, "-o", FILE)
    fields = [*FIELDS, {"name": "A\x1b[2J\x07\u202eB", "type": "STRING"}]
    agillic_mock.faults.add(operation="discoverPersonData", status=200, body={"fields": fields}, times=2)
    _, out, err = run(capsys, "--check", "-o", FILE)
    assert '"A\\x1b[2J\\x07\\u202eB": Text' in out
    assert not {"\x1b", "\x07", "\u202e"} & {*out, *err}
    _, _, err = run(capsys, "--mock-instance", "own.toml")
    assert not {"\x1b", "\x07", "\u202e"} & {*err}


def test_help_loads_no_client() -> None:
    code = (
        "import sys; from agillic.cli.main import main\n"
        "try: main(['discover', '--help'])\nexcept SystemExit: pass\n"
        "sys.exit(bool({'httpx', 'agillic_api', 'agillic.client'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 0
    assert "--mock-instance FILE" in done.stdout


def test_the_mock_writes_the_same_file_to_start_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--mock-instance", "own.toml")[0] == 0
    assert main(["mock", "--init", "mine.toml", "--discover"]) == 0
    assert "start with: agillic mock --instance mine.toml" in capsys.readouterr().out
    assert Path("mine.toml").read_text("utf-8") == Path("own.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--discover"], "--discover and --profile go with --init FILE"),
        (["--profile", "staging"], "--discover and --profile go with --init FILE"),
        (["--init", "mine.toml", "--discover", "--profile", "none"], "none"),
    ],
)
def test_what_does_not_fit_together_writes_no_file(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["mock", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not Path("mine.toml").exists()


def test_a_file_that_is_there_stays_and_no_call_is_made(
    capsys: pytest.CaptureFixture[str], agillic_mock: LocalMock
) -> None:
    Path("mine.toml").write_text("mine", "utf-8")
    assert main(["mock", "--init", "mine.toml", "--discover"]) == 2
    assert "is there already and stays as it is" in capsys.readouterr().err
    assert Path("mine.toml").read_text("utf-8") == "mine"
    assert not agillic_mock.requests
