"""`agillic campaigns`: docs/campaigns.md is true, and what the commands reject."""

import json
import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest
from command_parts import ROOT
from page_commands import run_page

from agillic.campaigns import EmailPreview
from agillic.cli.main import main
from agillic.mock.local import LocalMock
from sdk_core.calls.tasks.task import Task

RUBY = "ruby@sweetmail.com"
FILE = """
name = "summer"
subject = "Summer roast"
template_name = "newsletter.html"
target_group_name = "Roastery Newsletter"

[[block_groups]]
block_group_id = "message_group"

[[block_groups.messages]]
name = "summer-article"
message_template = "RoasteryMessageTemplate"
block_id = "message-side_article"

[[block_groups.messages.variants]]
name = "All"
fields.message-header = "Summer roast"
"""
pytestmark = pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("summer.toml").write_text(FILE, "utf-8")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(["campaigns", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def operations(mock: LocalMock) -> list[str]:
    return [each.operation for each in mock.requests if each.operation and "Email" in each.operation]


def test_the_commands_of_the_page_print_what_it_shows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_it(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", open_it)
    monkeypatch.setenv("AGILLIC_TIME_ZONE", "Europe/Copenhagen")
    Path("summer.toml").unlink()
    assert run_page((ROOT / "docs/campaigns.md").read_text("utf-8"), capsys) == 7
    assert opened == [Path("summer.preview.html").resolve().as_uri()]
    assert "peach" in Path("summer.preview.html").read_text("utf-8")


def test_a_dry_run_sends_nothing_and_prints_the_body(run: Run, agillic_mock: LocalMock) -> None:
    code, out, _ = run("stage", "summer.toml", "--dry-run")
    assert (code, json.loads(out)["details"]["name"]) == (0, "summer")
    code, out, _ = run("edit", "summer.toml", "--campaign", "#BaaB", "--dry-run")
    assert (code, json.loads(out)["details"]["campaignId"]) == (0, "#BaaB")
    assert list(agillic_mock.requests) == []
    assert not Path("summer.toml.staged.json").exists()


def test_a_file_is_staged_once(run: Run, agillic_mock: LocalMock) -> None:
    assert run("stage", "summer.toml")[0] == 0
    code, out, err = run("stage", "summer.toml")
    assert (code, out) == (2, "")
    assert "summer.toml was staged as #" in err
    assert operations(agillic_mock).count("stageEmailCampaign") == 1


def test_a_staging_that_is_broken_off_is_waited_for_by_the_command_that_is_shown(
    run: Run, agillic_mock: LocalMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run("stage", "summer.toml", "--timeout", "0")
    assert (code, out) == (10, "")
    again = err.splitlines()[0].partition(" wait for it by: agillic campaigns ")[2].split()
    assert again[:3] == ["stage", "summer.toml", "--task"]
    assert run("publish", "summer.toml", "--yes")[0] == 2  # nothing says where it is yet
    with monkeypatch.context() as patch:
        patch.setattr(Task, "wait", _interrupt)
        code, _, err = run(*again)
        assert (code, err.splitlines()[0].split()[-1]) == (130, again[-1])
    code, out, _ = run(*again)
    assert (code, json.loads(out)["campaignId"][0]) == (0, "#")
    assert run("publish", "summer.toml", "--yes")[0] == 0
    assert operations(agillic_mock).count("stageEmailCampaign") == 1
    assert run("stage", "summer.toml", "--task", "1", "--dry-run")[0] == 2


@pytest.mark.parametrize("action", ["edit", "publish"])
def test_an_edit_or_a_publication_that_takes_longer_says_how_to_wait_on(run: Run, action: str) -> None:
    assert run("stage", "summer.toml")[0] == 0
    yes = ["--yes"] if action == "publish" else []
    code, _, err = run(action, "summer.toml", "--timeout", "0", *yes)
    command = err.splitlines()[0].partition(" wait for it by: agillic ")[2].split()
    assert (code, command[:2], command[-1]) == (10, ["tasks", "watch"], f"{action}EmailCampaign")
    assert main(command) == 0


@pytest.mark.parametrize("timeout", ["nan", "-1"])
def test_a_timeout_that_cannot_be_is_found_before_anything_is_sent(
    run: Run, agillic_mock: LocalMock, timeout: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["stage"], ["publish", "--campaign", "#BaaB", "--yes"]):
        with pytest.raises(SystemExit) as ended:
            run(arguments[0], "summer.toml", *arguments[1:], f"--timeout={timeout}")
        assert ended.value.code == 2
        assert f"argument --timeout: {timeout!r} is no time; give seconds, from 0 to" in capsys.readouterr().err
    assert list(agillic_mock.requests) == []


def test_files_that_differ_by_their_ends_are_two_campaigns(run: Run) -> None:
    assert run("stage", "summer.toml")[0] == 0
    Path("summer.json").write_text("{}", "utf-8")
    code, _, err = run("publish", "summer.json", "--yes")
    assert code == 2
    assert "summer.json was not staged here" in err


def test_a_link_in_place_of_the_receipt_is_found_before_anything_is_sent(run: Run, agillic_mock: LocalMock) -> None:
    Path("summer.toml.staged.json").symlink_to("gone.json")
    code, _, err = run("stage", "summer.toml")
    assert code == 2
    assert "summer.toml.staged.json is a link to a file that is not there" in err
    assert list(agillic_mock.requests) == []


def test_a_dry_run_of_an_edit_needs_no_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("stage", "summer.toml")[0] == 0
    for name in ("KEY", "SECRET", "BASE_URL"):
        monkeypatch.delenv(f"AGILLIC_{name}")
    code, out, _ = run("edit", "summer.toml", "--dry-run")
    assert (code, json.loads(out)["details"]["subject"]) == (0, "Summer roast")


def test_where_an_email_cannot_be_saved_nothing_is_sent(run: Run, agillic_mock: LocalMock) -> None:
    assert run("stage", "summer.toml")[0] == 0
    code, _, err = run("test", "summer.toml", RUBY, "--send", "--yes", "--save", "summer.toml")
    assert code == 2
    assert "summer.toml is there already and stays as it is; give another path to --save, or --overwrite" in err
    assert run("test", "summer.toml", RUBY, "--send", "--yes", "--save", "gone/a.html")[0] == 2
    assert Path("summer.toml").read_text("utf-8") == FILE
    assert "testEmailCampaign" not in operations(agillic_mock)
    Path("a.html").write_text("old", "utf-8")
    assert run("test", "summer.toml", RUBY, "--save", "a.html", "--overwrite")[0] == 0
    assert "Summer roast" in Path("a.html").read_text("utf-8")
    for _ in range(2):  # that of an earlier test is replaced
        assert run("test", "summer.toml", RUBY)[0] == 0


def test_an_email_that_was_sent_and_cannot_be_saved(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    assert run("stage", "summer.toml")[0] == 0
    monkeypatch.setattr(EmailPreview, "save", fail)
    code, out, err = run("test", "summer.toml", RUBY, "--send", "--yes")
    assert (code, out) == (1, "")
    assert "the email was sent, but summer.preview.html cannot be written (No space left on device)" in err
    assert run("test", "summer.toml", RUBY)[0] == 2


def test_problems_are_shown_a_line_each_and_nothing_is_sent(run: Run, agillic_mock: LocalMock) -> None:
    Path("summer.toml").write_text(FILE.replace("Newsletter", "Newslettr").replace('"Summer roast"', '" "'), "utf-8")
    code, out, err = run("stage", "summer.toml")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "agillic campaigns stage: summer.toml was not sent:",
        "  subject: is empty; give a text",
        (
            "  target_group_name: the instance has no target group 'Roastery Newslettr': did you mean "
            "'Roastery Newsletter'?"
        ),
    ]
    assert operations(agillic_mock) == []


def test_names_can_be_left_unchecked(run: Run, agillic_mock: LocalMock) -> None:
    assert run("stage", "summer.toml", "--skip-names")[0] == 0
    assert "discoverTargetGroups" not in [each.operation for each in agillic_mock.requests]


def test_an_edit_keeps_the_number_of_variants(run: Run, agillic_mock: LocalMock) -> None:
    assert run("stage", "summer.toml")[0] == 0
    variant = '\n[[block_groups.messages.variants]]\nname = "Gold"\nfields.message-header = "Hi"\n'
    Path("summer.toml").write_text(FILE + variant, "utf-8")
    code, _, err = run("edit", "summer.toml")
    assert code == 2
    assert "block_groups[0].messages[0].variants: 2 variants, but 1 were staged; keep their number" in err
    assert "editEmailCampaign" not in operations(agillic_mock)


def test_what_sends_asks_first(run: Run, agillic_mock: LocalMock) -> None:
    assert run("stage", "summer.toml")[0] == 0
    for arguments in (("publish", "summer.toml"), ("test", "summer.toml", RUBY, "--send")):
        code, _, err = run(*arguments)
        assert code == 2
        assert "there is no terminal to confirm it on; give --yes" in err
    assert "publishEmailCampaign" not in operations(agillic_mock)
    code, out, _ = run("test", "summer.toml", RUBY, "--send", "--yes", "--save", "a.html")
    assert (code, json.loads(out)["sent"], json.loads(out)["saved"]) == (0, True, "a.html")


def test_what_was_not_staged_here_needs_its_id(run: Run) -> None:
    code, _, err = run("publish", "summer.toml", "--yes")
    assert code == 2
    assert "there is no summer.toml.staged.json: stage it, or give --campaign" in err
    assert run("publish", "summer.toml", "--yes", "--campaign", " ")[0] == 2
    code, _, err = run("publish", "summer.toml", "--yes", "--campaign", "#none")
    assert code == 10


def test_a_campaign_of_another_instance_is_not_touched(run: Run, agillic_mock: LocalMock) -> None:
    assert run("stage", "summer.toml")[0] == 0
    receipt = Path("summer.toml.staged.json")
    receipt.write_text(receipt.read_text("utf-8").replace(agillic_mock.url, "https://api-eu9.agillic.net"), "utf-8")
    code, _, err = run("publish", "summer.toml", "--yes")
    assert code == 2
    assert "was staged at https://api-eu9.agillic.net, and the calls would go to http://127.0.0.1" in err
    assert "publishEmailCampaign" not in operations(agillic_mock)


def test_a_machine_without_a_browser(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def open_nothing(_: str) -> bool:
        return False

    monkeypatch.setattr(webbrowser, "open", open_nothing)
    assert run("stage", "summer.toml")[0] == 0
    code, _, err = run("test", "summer.toml", RUBY, "--open")
    assert code == 0
    assert "there is no browser to open; the email is in summer.preview.html" in err
