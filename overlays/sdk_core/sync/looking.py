"""Looks at a job without sending anything: what it remembers, whether it can run, and what a new one could say."""

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from sdk_core.client import BaseClient
from sdk_core.sync.context import JobInput, client_for, resolve_job, target_kinds
from sdk_core.sync.model.errors import JobError, SyncError
from sdk_core.sync.model.job import Job
from sdk_core.sync.model.target import OptionType, Target
from sdk_core.sync.planning.snapshot import count_items
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.report_file import SUFFIX, read_report
from sdk_core.sync.reports.results import Finding, PastRun, Status
from sdk_core.sync.source.opened import open_source
from sdk_core.sync.source.workspace import connect_work
from sdk_core.sync.staging.mapping_tests import run_mapping_tests
from sdk_core.sync.staging.proposals import propose
from sdk_core.sync.staging.stage import stage
from sdk_core.sync.state.lock import locked_by
from sdk_core.sync.state.state_folder import StateFolder
from sdk_core.toml_tables import shown_all
from sdk_core.wire.counting import counted
from sdk_core.wire.errors import ApiError

_MAX_REASONS = 20


def status(job: JobInput, *, api: str = "", environ: Mapping[str, str] | None = None) -> Status:
    """Return what a job remembers; a run may go on meanwhile.

    Raises:
        SyncError: the job or its state folder cannot be used.
    """
    job = resolve_job(job, api, environ)
    folder = StateFolder.open(job, os.environ if environ is None else environ)
    runs = [
        PastRun(
            run=each.run,
            started=each.started,
            ended=each.ended,
            # A report counts rows, too, that were rejected before anything was sent. A run that goes on has no end yet.
            end=report.end if report and each.ended is not None else each.end,
            rows=report.rows if report else {},
            can_be_undone=each.can_be_undone and (folder.plans / each.plan_path).exists(),
        )
        for each in folder.read_journal().runs()
        for report in [_report(folder, each.run)]
    ]
    runs += _stopped(folder, {each.run for each in runs})
    return Status(
        job=job.name,
        target=job.target,
        mode=job.mode,
        folder=folder.path,
        items=count_items(folder.snapshot),
        letters=len(folder.dead_letters().ids()),
        runs=tuple(sorted(runs, key=lambda each: each.started, reverse=True)),
        locked_by=locked_by(folder.path / "lock", job.name),
    )


def _report(folder: StateFolder, run: str) -> RunReport | None:
    """Return the report of a run; None where that was removed."""
    path = folder.reports / f"{run}{SUFFIX}"
    try:
        return read_report(path) if path.exists() else None
    except SyncError:
        return None


def _stopped(folder: StateFolder, known: Collection[str]) -> Iterator[PastRun]:
    """Yield runs that ended before they sent anything, such as by a guard: they have a report alone."""
    for path in folder.reports.glob(f"*{SUFFIX}"):
        if (run := path.name.removesuffix(SUFFIX)) not in known:
            with suppress(SyncError):
                report = read_report(path)
                yield PastRun(run=run, started=report.started, ended=report.ended, end=report.end, rows=report.rows)


def check(
    job: JobInput,
    *,
    api: str = "",
    source: object | None = None,
    client: BaseClient | None = None,
    environ: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Check a job's source, target, mapping and its tests, and read the whole source; nothing is sent.

    Raises:
        JobError: the job file itself cannot be used.
    """
    job = resolve_job(job, api, environ)
    found: list[Finding] = []
    try:
        StateFolder.open(job, os.environ if environ is None else environ)
        found.append(Finding("state folder", "ok", "it can be used"))
    except SyncError as error:
        found.append(Finding("state folder", "failed", str(error)))
    try:
        with client_for(job, client) as opened:
            target = target_kinds(job.api)[job.target].bind(opened, job.options)
            if target.probe is not None:
                target.probe()
    except (SyncError, ApiError, ValueError) as error:
        return [*found, Finding("target", "failed", str(error))]
    found.append(Finding("target", "ok", f"{target.title}, with {counted(len(target.fields), 'field')}"))
    if target.truth is None:
        found.append(
            Finding("truth", "warning", f"what is there cannot be read: {target.truth_reason}", "plan by the snapshot")
        )
    try:
        found += [
            Finding(f"mapping test {each.name or number}", "ok" if each.passed else "failed", each.message or "passed")
            for number, each in enumerate(run_mapping_tests(job, target), 1)
        ]
        found += _source_findings(job, target, source)
    except SyncError as error:
        found.append(Finding("source and mapping", "failed", str(error)))
    return found


def _source_findings(job: Job, target: Target, source: object | None) -> Iterator[Finding]:
    """Read the whole source, and say what becomes of its rows before anything is compared."""
    with TemporaryDirectory(prefix="sync-check-") as folder, open_source(job, source) as opened:
        yield Finding("source", "ok", f"columns: {shown_all(opened.columns)}")
        work = connect_work(Path(folder) / "check.duckdb")
        try:
            staged = stage(work, job, target, opened)
            reasons = work.sql(
                "select state, reason, count(*) from staged where state <> '' group by all order by 3 desc, 2 "  # noqa: S608 - a number
                f"limit {_MAX_REASONS}"
            ).fetchall()
        finally:
            work.close()
    result: Literal["ok", "warning", "failed"] = "ok" if staged.valid else "failed"
    yield Finding("mapping", result, f"{staged.valid:,} of {counted(staged.rows, 'row')} can be written")
    for state, reason, number in reasons:
        advice = "correct the rows, or the mapping" if state == "rejected" else ""
        yield Finding(f"rows {state}", "warning", f"{number:,}: {reason}", advice)


def init(  # noqa: PLR0913 - what a job file is proposed by, by names
    files: Sequence[Path],
    *,
    api: str,
    target: str,
    mode: str = "",
    options: Mapping[str, str] | None = None,
    name: str = "",
    folder: Path | None = None,
    client: BaseClient | None = None,
) -> str:
    """Return a job file as text, proposed from the columns of a source and the fields of a target.

    Args:
        files: the source's files.
        api: the name of the API.
        target: the name of a target.
        mode: one of its modes; empty for the first.
        options: what else the target must know.
        name: the job's name; empty for that of the first file.
        folder: where the job file will lie, since its paths begin there; None for the current folder.
        client: reads the fields; None for a new one.

    Raises:
        SyncError: a file, the target or an option cannot be used.
    """
    kinds = target_kinds(api)
    if target not in kinds:
        raise JobError(f"there is no target {target}: there are {', '.join(kinds)}")
    kind = kinds[target]
    given = {each: _typed(value, kind.types.get(each, "text")) for each, value in (options or {}).items()}
    if unknown := [each for each in given if each not in kind.options]:
        raise JobError(f"the target {target} has no option {unknown[0]}: it has {', '.join(kind.options) or 'none'}")
    if missing := sorted(kind.required - given.keys()):
        raise JobError(f"the target {target} needs the option {missing[0]}: {kind.options[missing[0]]}")
    name = name or re.sub(r"[^A-Za-z0-9_-]+", "-", files[0].stem).strip("-_") or "job"
    with client_for(_nameless(api, name), client) as opened:
        bound = kind.bind(opened, given)
    if mode and mode not in bound.modes:
        raise JobError(f"the target {target} has no mode {mode}: it has {', '.join(bound.modes)}")
    return propose(
        files, bound, name=name, mode=mode or next(iter(bound.modes)), options=given, folder=folder or Path.cwd()
    )


def _typed(text: str, kind: OptionType) -> str | int | bool:
    """Return an option of the command line as its target takes it; what it does not fit stays a text."""
    if kind == "number" and text.isdecimal():
        return int(text)
    return {"true": True, "false": False}.get(text, text) if kind == "flag" else text


def _nameless(api: str, name: str) -> Job:
    return Job(name=name, api=api, target="", mode="", mapping={})
