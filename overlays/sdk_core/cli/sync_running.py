"""`sync run` and `sync retry`: run the jobs of a file in their order, and say how each ended."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from sdk_core.cli import exit_codes
from sdk_core.cli.confirmation import UsageError, confirmed
from sdk_core.cli.plain_text import escaped, for_terminal
from sdk_core.cli.sync_engine import Engine, Stale, bounded
from sdk_core.cli.sync_progress import progress_line
from sdk_core.cli.sync_text import report_text
from sdk_core.client import BaseClient
from sdk_core.sync.model.errors import JobError
from sdk_core.sync.model.job import Job
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.report_file import as_json
from sdk_core.sync.reports.results import Planned

_GOES_ON: Final = frozenset({exit_codes.DONE, exit_codes.PARTLY_FAILED})
"""Ends after which the later jobs of a file run: a rejected row is no reason to leave out the orders of all others."""


_CLEAR: Final = "\r\x1b[K"


class Declined(Exception):  # noqa: N818 - nothing went wrong
    """Somebody was asked, and did not say yes."""


def run_jobs(engine: Engine, options: Namespace) -> int:
    """Run the jobs of a file, and return the exit code of what ended worst.

    Raises:
        UsageError: options contradict each other, or `--yes` is missing.
    """
    if options.plan and (options.full or options.verify):
        raise UsageError("a plan is run exactly as it is: leave out --full and --verify, or --plan")
    jobs = [engine.read_one("--plan is of one job")] if options.plan else engine.read()
    return _each(engine, options, jobs, lambda job, client: _run(engine, options, job, client))


def retry_jobs(engine: Engine, options: Namespace) -> int:
    """Send dead letters again, and return the exit code."""
    jobs = [engine.read_one("a dead letter is of one job")] if options.letters else engine.read()

    def retry(job: Job, client: BaseClient) -> RunReport:
        with progress_line() as progress:
            return engine.jobs.retry(job, letters=options.letters, client=client, progress=progress)

    return _each(engine, options, jobs, retry)


def _each(engine: Engine, options: Namespace, jobs: list[Job], work: Callable[[Job, BaseClient], RunReport]) -> int:
    """Do something with each job, unless an earlier one failed and it does not run over that."""
    codes: list[int] = []
    failed = ""
    reports: list[RunReport] = []
    for job in jobs:
        if failed and not job.after_failure:
            sys.stderr.write(f"{job.name}: not run, since {failed} did not end well; after_failure = true runs it\n")
            continue
        try:
            with _client_of(engine, job) as client:
                report = work(bounded(job, options), client)
        except Declined:
            sys.stderr.write("nothing was sent\n")
            return exit_codes.FAILED
        except Exception as error:
            if len(jobs) == 1 or not exit_codes.is_expected(error):
                raise
            sys.stderr.write(f"{job.name}: {for_terminal(str(error) or type(error).__name__)}\n")
            codes.append(exit_codes.code_of(error))
        else:
            reports.append(report)
            codes.append(exit_codes.code_of_end(report.end))
            sys.stderr.write(report_text(report))
        if codes[-1] == exit_codes.INTERRUPTED:
            break
        failed = failed or ("" if codes[-1] in _GOES_ON else job.name)
    if options.json:
        shown = [as_json(each) for each in reports]
        text = json.dumps(shown[0] if len(jobs) == 1 and shown else shown, ensure_ascii=False, indent=2)
        sys.stdout.write(escaped(text) + "\n")
    return _worst(codes)


@contextmanager
def _client_of(engine: Engine, job: Job) -> Generator[BaseClient]:
    """Open the client of a job; that there is none is an end of a run like others, which is reported."""
    with ExitStack() as stack:
        try:
            client = stack.enter_context(engine.client(job.profile))
        except Exception as error:
            engine.jobs.not_begun(job, error)
            raise
        yield client


def _worst(codes: list[int]) -> int:
    """Return the code by which the command ends: the first that stopped something, else that of rejected rows."""
    return next((code for code in codes if code not in _GOES_ON), max(codes, default=exit_codes.DONE))


def _run(engine: Engine, options: Namespace, job: Job, client: BaseClient) -> RunReport:
    """Run a job: the plan that was given, or one that is made and asked about."""
    plan = Path(options.plan) if options.plan else None
    is_asked = not options.yes and plan is None
    usual: Stale = "stop" if plan else "ignore"
    with progress_line() as progress:
        return engine.jobs.run(
            job,
            client=client,
            plan=plan,
            stale=options.stale or usual,
            full=options.full,
            verify=options.verify,
            force=options.force,
            truth="auto" if is_asked and sys.stdin.isatty() else "none",  # old values are for people to look at
            confirm=_confirm if is_asked else None,
            progress=progress,
        )


def _confirm(planned: Planned) -> None:
    """Show a plan on a terminal, and ask; elsewhere, go on unless its job may remove something.

    Whether today's plan does is no matter: a script would work for weeks, and then not.

    Raises:
        Declined: the response was not yes.
        JobError: there is no terminal, and it may remove or erase; the report says so, for nobody looks at a script.
    """
    if not sys.stdin.isatty():
        if planned.may_remove:
            raise JobError(
                f"{planned.job} may remove or erase items, and there is no terminal to confirm it on; nothing was "
                f"sent. Give --yes when that is meant, or look at the plan and run it: --plan {planned.path}"
            )
        return
    if planned.has_changes:
        before = _CLEAR if sys.stderr.isatty() else ""  # in place of the line of progress
        sys.stderr.write(f"{before}{planned.text.rstrip()}\n\n")
        if not confirmed(f"Run this plan of {planned.job}?", sys.stdin, sys.stderr):
            raise Declined
