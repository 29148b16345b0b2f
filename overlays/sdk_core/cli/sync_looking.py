"""`sync init`, `check`, `status`, `report` and `purge`: what sends nothing."""

import json
import sys
import webbrowser
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sdk_core.cli import exit_codes
from sdk_core.cli.confirmation import UsageError
from sdk_core.cli.lazy_parser import suggestion
from sdk_core.cli.output import Style, usual_format, write
from sdk_core.cli.plain_text import escaped, for_terminal
from sdk_core.cli.sync_engine import Engine
from sdk_core.cli.sync_text import report_text
from sdk_core.sync.reports import page
from sdk_core.sync.reports.report_file import as_json, read_report, report_files
from sdk_core.sync.reports.results import Finding, PastRun, Status
from sdk_core.sync.reports.words import duration, ordered
from sdk_core.wire.counting import counted

_REPORTS: Final = "reports"
_WIDTH: Final = 26
_RUNS: Final = 10
"""How many runs the status shows."""


def propose(engine: Engine, options: Namespace) -> int:
    """Write a job file that `check` can take, unless one is there."""
    path = Path(options.job)
    if path.exists():
        raise UsageError(f"{path} is there already; give another name, or remove it")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"the folder {path.parent} of the job file is not there; make it, or give another")
    if options.target not in engine.kinds:
        raise UsageError(f"there is no target {options.target!r}{suggestion(options.target, engine.kinds)}")
    given: dict[str, str] = {}
    for text in options.option:
        name, equals, value = text.partition("=")
        if not (name and equals):
            raise UsageError(f"--option cannot be {text!r}; give NAME=VALUE")
        given[name] = value
    with engine.client() as client:
        text = engine.jobs.init(
            [Path(each) for each in options.files],
            api=options.api,
            target=options.target,
            mode=options.mode,
            options=given,
            name=path.stem,
            folder=path.absolute().parent,
            client=client,
        )
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    command = options.prog.rpartition(" ")[0]
    sys.stderr.write(f"{path} is written; read it, change what is not right, then: {command} check {path}\n")
    return exit_codes.DONE


def check(engine: Engine, options: Namespace) -> int:
    """Print what is found, and return 1 if something failed."""
    style = Style(options.output or usual_format(sys.stdout))
    jobs = engine.read()
    found: list[tuple[str, Finding]] = []
    for job in jobs:
        with engine.client(job.profile) as client:
            found += [(job.name, each) for each in engine.jobs.check(job, client=client)]
    if style.format == "table":
        sys.stdout.writelines(_lines_of(found))
    else:
        write([{"job": job} | asdict(each) for job, each in found], style, sys.stdout)
    failed = [each for _, each in found if each.result == "failed"]
    if failed:
        sys.stderr.write(f"{options.prog}: {len(failed)} of {counted(len(found), 'check')} failed\n")
    return exit_codes.FAILED if failed else exit_codes.DONE


def _lines_of(found: Iterable[tuple[str, Finding]]) -> Iterator[str]:
    last = ""
    for job, each in found:
        if job != last:
            yield f"{job}\n"
            last = job
        yield f"{each.result:<9} {for_terminal(each.check):<{_WIDTH}} {for_terminal(each.message)}\n"
        if each.advice:
            # Advice may be lines for the job file, which are copied as they are.
            for line in each.advice.splitlines():
                yield f"{'':<{_WIDTH + 10}} -> {for_terminal(line)}\n"


def show_status(engine: Engine, options: Namespace) -> int:
    """Print what the jobs of a file remember."""
    style = Style(options.output or usual_format(sys.stdout))
    found = [engine.jobs.status(each) for each in engine.read()]
    if style.format == "table":
        sys.stdout.write("\n".join("".join(_status_lines(each)) for each in found))
    elif style.format == "json":
        shown = [_status_json(each) for each in found]
        write(shown[0] if len(shown) == 1 else shown, style, sys.stdout)
    else:
        write([{"job": each.job} | asdict(run) for each in found for run in each.runs], style, sys.stdout)
    return exit_codes.DONE


def _status_json(status: Status) -> Mapping[str, object]:
    return asdict(status) | {"folder": str(status.folder), "runs": [asdict(each) for each in status.runs]}


def _status_lines(status: Status) -> Iterator[str]:
    items = "" if status.items is None else f", {counted(status.items, 'item')} in its snapshot"
    yield f"{status.job}: {status.mode} of {status.target}{items}\n"
    yield f"  state folder {status.folder}\n"
    if status.locked_by:
        yield f"  it runs now: {status.locked_by}\n"
    if status.letters:
        yield f"  {counted(status.letters, 'dead letter')}: mend the rows, or send them again by retry\n"
    if not status.runs:
        yield "  it has not run yet\n"
    for each in status.runs[:_RUNS]:
        yield f"  {_run_line(each)}\n"
    if more := status.runs[_RUNS:]:
        yield f"  and {counted(len(more), 'earlier run')}\n"


def _run_line(run: PastRun) -> str:
    began = f"{run.run}  {datetime.fromtimestamp(run.started, UTC):%Y-%m-%d %H:%M:%S} UTC"
    if run.ended is None:
        return f"{began}  not ended: the next run takes it up again"
    counts = ", ".join(f"{count:,} {state}" for state, count in ordered(run.rows).items() if count)
    counts = counts or ("no rows" if run.rows else "its report is not there any more")
    undo = "; can be undone" if run.can_be_undone else ""
    return f"{began}  {run.end} in {duration(run.ended - run.started)}: {counts}{undo}"


def show_report(engine: Engine, options: Namespace) -> int:
    """Print the report of a run, or open its page."""
    job = engine.read_one("a report is of one job")
    folder = engine.jobs.status(job).folder / _REPORTS
    found = report_files(folder)
    if not found:
        raise UsageError(f"{job.name} has no report yet: it has not run, or its reports were purged")
    run = options.of_run or next(iter(found))
    if run not in found:
        raise UsageError(f"{job.name} has no report of a run {run!r}{suggestion(run, found, otherwise='')}; see status")
    report = read_report(found[run])
    shown = found[run].with_suffix(page.SUFFIX)
    if not shown.exists():
        page.write_page(shown, report)
    if options.json:
        sys.stdout.write(escaped(json.dumps(as_json(report), ensure_ascii=False, indent=2)) + "\n")
        return exit_codes.DONE
    if options.open:
        if not webbrowser.open(shown.resolve().as_uri()):
            sys.stderr.write("no browser could be started; open the page yourself\n")
    else:
        sys.stdout.write(report_text(report))
    sys.stderr.write(f"the page is {shown}\n")
    return exit_codes.DONE


def purge(engine: Engine, options: Namespace) -> int:
    """Remove what is old, and say how much that was."""
    for job in engine.read():
        removed = engine.jobs.purge(job, max_age_days=options.older_than)
        sys.stderr.write(f"{job.name}: {counted(len(removed), 'file')} removed\n")
    return exit_codes.DONE
