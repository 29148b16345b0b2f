"""`agillic campaigns`: docs/campaigns.md is true, and what the commands reject."""

import json
import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest
from command_parts import ROOT
from page_commands import run_page

from agillic.cli.main import main
from agillic.mock.local import LocalMock

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
    assert not Path("summer.staged.json").exists()


def test_a_file_is_staged_once(run: Run, agillic_mock: LocalMock) -> None:
    assert run("stage", "summer.toml")[0] == 0
    code, out, err = run("stage", "summer.toml")
    assert (code, out) == (2, "")
    assert "summer.toml was staged as #" in err
    assert operations(agillic_mock).count("stageEmailCampaign") == 1


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
    assert "there is no summer.staged.json: stage it, or give --campaign" in err
    code, _, err = run("publish", "summer.toml", "--yes", "--campaign", "#none")
    assert code == 10


def test_a_campaign_of_another_instance_is_not_touched(run: Run, agillic_mock: LocalMock) -> None:
    assert run("stage", "summer.toml")[0] == 0
    receipt = Path("summer.staged.json")
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
