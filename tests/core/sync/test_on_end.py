"""At the end of a run: files are written, a command is run, a webhook is posted; none of these fails the run."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from hook_parts import receiver
from report_parts import REPORT

from sdk_core.sync.model.job import RunBounds
from sdk_core.sync.reports.on_end import counts_of, publish
from sdk_core.sync.reports.page import page
from sdk_core.sync.reports.report_file import read_report

PYTHON = sys.executable
COPY = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_bytes(pathlib.Path(sys.argv[-1]).read_bytes())"


def test_the_report_is_written_as_json_and_as_a_page(tmp_path: Path) -> None:
    done = publish(REPORT, tmp_path, RunBounds())
    assert done.report == REPORT
    assert read_report(done.file) == REPORT
    assert done.page.read_text("utf-8") == page(REPORT)
    assert {each.name for each in tmp_path.iterdir()} == {f"{REPORT.run}.json", f"{REPORT.run}.html"}


def test_a_command_gets_the_path_of_the_report_as_its_last_argument(tmp_path: Path) -> None:
    copy = tmp_path / "a copy; $(touch harmed)"
    done = publish(REPORT, tmp_path, RunBounds(on_end=(PYTHON, "-c", COPY, str(copy))))
    assert done.report.notes == REPORT.notes
    assert read_report(copy) == REPORT
    assert not (tmp_path / "harmed").exists()


@pytest.mark.parametrize(
    ("command", "note"),
    [
        ((PYTHON, "-c", "raise SystemExit(3)"), "on_end: the command ended with exit code 3"),
        (("/nowhere/at/all",), "on_end: the command could not be started: No such file or directory"),
        (("a\0b",), "on_end: the command could not be started: ValueError"),
    ],
)
def test_a_command_that_fails_is_a_note(command: tuple[str, ...], note: str, tmp_path: Path) -> None:
    done = publish(REPORT, tmp_path, RunBounds(on_end=command))
    assert done.report == replace(REPORT, notes=(*REPORT.notes, note))
    assert read_report(done.file) == done.report
    assert note in done.page.read_text("utf-8")


def test_a_command_that_does_not_end_is_killed_with_what_it_started(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    code = (
        "import pathlib, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import sys; sys.stdin.read()'], stdin=subprocess.PIPE)\n"
        "pathlib.Path(sys.argv[1]).write_text(str(child.pid))\n"
        "child.wait()\n"
    )
    bounds = RunBounds(on_end=(PYTHON, "-c", code, str(pid)))
    done = publish(REPORT, tmp_path, bounds, command_seconds=0.01)
    assert done.report.notes[-1] == "on_end: the command did not end within 0.01 s, and was killed"


def test_a_webhook_gets_counts_and_neither_values_nor_credentials(tmp_path: Path) -> None:
    with receiver() as (url, got):
        done = publish(replace(REPORT, message="of ada@example.com"), tmp_path, RunBounds(webhook=url))
    assert done.report.notes == REPORT.notes
    ((only),) = got
    assert only["path"] == "/hook?token=s3cret"
    assert only["body"] == json.loads(json.dumps(counts_of(REPORT)))
    assert only["body"]["rows"] == REPORT.rows
    assert only["body"]["calls"] == 7
    assert not {"authorization", "api-key", "cookie"} & {name.lower() for name in only["headers"]}
    assert "ada" not in json.dumps(only["body"])
    assert "AGE" not in json.dumps(only["body"])


@pytest.mark.parametrize("status", [301, 307, 400, 500])
def test_a_webhook_that_is_not_taken_is_a_note_without_its_url(status: int, tmp_path: Path) -> None:
    with receiver(status) as (url, got):
        done = publish(REPORT, tmp_path, RunBounds(webhook=url))
    assert len(got) == 1, "a redirect was followed"
    assert done.report.notes[-1].startswith(f"webhook: it responded with {status}")
    assert ("redirects are not followed" in done.report.notes[-1]) == (status < 400)
    assert "s3cret" not in done.report.notes[-1]
    assert read_report(done.file) == done.report


def test_a_webhook_that_does_not_respond_is_given_up(tmp_path: Path) -> None:
    with receiver(wait=Event()) as (url, _):
        done = publish(REPORT, tmp_path, RunBounds(webhook=url), webhook_seconds=0.05)
    assert done.report.notes[-1] == "webhook: no response within 0.05 s"


@pytest.mark.parametrize(
    ("url", "note"),
    [
        ("http://example.com/hook", "the URL must begin with https://"),
        ("ftp://127.0.0.1/", "the URL must begin with https://"),
        ("https://", "the URL is none"),
        ("https://[", "the URL is none"),
        ("https://a b/", "the URL is none"),
        ("http://127.0.0.1:1/", "no connection could be made"),
    ],
)
def test_a_webhook_that_cannot_be_used_is_a_note(url: str, note: str, tmp_path: Path) -> None:
    done = publish(REPORT, tmp_path, RunBounds(webhook=url))
    assert done.report.notes[-1].startswith(f"webhook: {note}")
