"""What happens at the end of a run: its report is written, a command is run, a webhook is posted.

A run does not fail for these; what went wrong is a note in its report.
"""

import json
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sdk_core.sync.model.job import RunBounds
from sdk_core.sync.reports import page, report_file
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.words import calls_of
from sdk_core.sync.source.umask import usual
from sdk_core.transport.webhook import WebhookError, post_json

MAX_COMMAND_SECONDS: Final = 60.0
MAX_WEBHOOK_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Published:
    """A report that was written.

    Attributes:
        report: the report, with notes of what went wrong at the end.
        file: its JSON.
        page: its HTML.
    """

    report: RunReport
    file: Path
    page: Path


def publish(
    report: RunReport,
    folder: Path | None,
    bounds: RunBounds,
    *,
    command_seconds: float = MAX_COMMAND_SECONDS,
    webhook_seconds: float = MAX_WEBHOOK_SECONDS,
) -> Published:
    """Write a report as JSON and as a page, then run the command and post the webhook of a job.

    Args:
        report: what became of the run, whichever way it ended.
        folder: where the files go, named by the run; None where there is none, and then the command gets a file that is
            removed after it.
        bounds: `on_end` and `webhook` of the job.
        command_seconds: how long the command may take.
        webhook_seconds: so of the webhook.
    """
    with ExitStack() as stack:
        notes: tuple[str, ...] = ()
        if folder is None or (notes := _write(folder, report)):
            folder = Path(stack.enter_context(_temporary()))
            report = replace(report, notes=(*report.notes, *notes))
            _write(folder, report)
        file, shown = _places(folder, report)
        notes = (
            *(run_command(bounds.on_end, file, command_seconds) if bounds.on_end else ()),
            *(post(bounds.webhook, report, webhook_seconds) if bounds.webhook else ()),
        )
        if notes:
            report = replace(report, notes=(*report.notes, *notes))
            _write(folder, report)
        return Published(report, file, shown)


def _places(folder: Path, report: RunReport) -> tuple[Path, Path]:
    """Return where the JSON and the page of a report lie in a folder."""
    return folder / f"{report.run}{report_file.SUFFIX}", folder / f"{report.run}{page.SUFFIX}"


def _write(folder: Path, report: RunReport) -> tuple[str, ...]:
    """Write the files of a report; return a note if that failed."""
    file, shown = _places(folder, report)
    try:
        report_file.write_report(file, report)
        page.write_page(shown, report)
    except OSError as error:
        why = error.strerror or type(error).__name__
        return (f"the report {file} could not be written ({why}): free space, or mend the rights of its folder",)
    return ()


def _temporary() -> AbstractContextManager[str]:
    """Give a folder that is removed afterwards; the path of none where none can be made."""
    try:
        return TemporaryDirectory(prefix="sync-report-", ignore_cleanup_errors=True)
    except OSError:  # the command and the webhook are called all the same
        return nullcontext(os.devnull)


def run_command(command: Sequence[str], file: Path, seconds: float) -> tuple[str, ...]:
    """Run a command with the path of a report as its last argument; return a note if it failed.

    No shell reads it, and what it prints goes to the standard error output. After its time it is killed, together
    with what it started.

    Args:
        command: a program and its arguments.
        file: the report's JSON.
        seconds: how long it may take.
    """
    own_group = os.name == "posix"
    try:
        started = subprocess.Popen(  # noqa: S603 - the job's own, and no shell
            [*command, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=2,
            start_new_session=own_group,
            umask=usual(),
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        return (f"on_end: the command could not be started: {why}",)
    try:
        code = started.wait(seconds)
    except subprocess.TimeoutExpired:
        _kill(started, own_group=own_group)
        return (f"on_end: the command did not end within {seconds:g} s, and was killed",)
    except BaseException:  # Ctrl-C: nothing is left behind
        _kill(started, own_group=own_group)
        raise
    return () if code == 0 else (f"on_end: the command ended with exit code {code}",)


def _kill(started: "subprocess.Popen[bytes]", *, own_group: bool) -> None:
    if own_group:
        with suppress(OSError):
            os.killpg(started.pid, signal.SIGKILL)
    started.kill()
    started.wait()


def post(url: str, report: RunReport, seconds: float) -> tuple[str, ...]:
    """Post the counts of a report; return a note if that failed.

    Args:
        url: where to.
        report: what became of the run.
        seconds: how long it may take.
    """
    try:
        post_json(url, json.dumps(counts_of(report)).encode(), seconds=seconds)
    except WebhookError as error:
        return (f"webhook: {error}",)
    return ()


def counts_of(report: RunReport) -> Mapping[str, Any]:
    """Return what a webhook gets: names and numbers. No reason and no message, which repeat what a server said."""
    return {
        "run": report.run,
        "job": report.job,
        "target": report.target,
        "mode": report.mode,
        "started": report.started,
        "ended": report.ended,
        "end": report.end,
        "source_rows": report.source_rows,
        "rows": {str(state): count for state, count in report.rows.items()},
        "removed": {str(state): count for state, count in report.removed.items()},
        "changes": {str(change): count for change, count in report.changes.items()},
        "calls": calls_of(report),
        "calls_used": report.calls_used,
        "calls_limit": report.calls_limit,
        "forced": [*report.forced],
    }
