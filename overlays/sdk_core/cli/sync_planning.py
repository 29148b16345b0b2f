"""`sync plan` and `sync undo`: make plans, and show what would change."""

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sdk_core.cli import exit_codes
from sdk_core.cli.plain_text import escaped
from sdk_core.cli.sync_engine import Engine
from sdk_core.sync.reports.results import Planned


def make_plans(engine: Engine, options: Namespace) -> int:
    """Make the plans of a file's jobs, print them, and return 2 if anything would change.

    Raises:
        CodedError: it cannot be used so; with 1 in place of 2, which says something else here.
    """
    try:
        return exit_codes.CHANGES if _made(engine, options) else exit_codes.DONE
    except Exception as error:
        if exit_codes.is_expected(error) and exit_codes.code_of(error) == exit_codes.CHANGES:
            raise exit_codes.CodedError(str(error) or type(error).__name__, exit_codes.FAILED) from error
        raise


def _made(engine: Engine, options: Namespace) -> bool:
    """Print the plans, and tell whether anything would change."""
    jobs = [engine.read_one("--out is of one plan")] if options.out else engine.read()
    made: list[Planned] = []
    for job in jobs:
        with engine.client(job.profile) as client:
            planned = engine.jobs.plan(
                job,
                client=client,
                truth=options.truth or "auto",
                full=options.full,
                verify=options.verify,
                force=options.force,
                to=Path(options.out) if options.out else None,
            )
        made.append(planned)
        if not options.json:
            sys.stdout.write(("\n" if made[1:] else "") + _text(planned, options))
            sys.stdout.flush()
        _say_how_to_run(planned, options)
    if options.json:
        _print_json([each.values for each in made])
    return any(each.has_changes for each in made)


def make_undo(engine: Engine, options: Namespace) -> int:
    """Make a plan that takes a run back, and print it."""
    job = engine.read_one("a run is of one job")
    with engine.client(job.profile) as client:
        to = Path(options.out) if options.out else None
        planned = engine.jobs.undo(job, options.of_run, client=client, to=to)
    if options.json:
        _print_json([planned.values])
    else:
        sys.stdout.write(_text(planned, options))
    _say_how_to_run(planned, options)
    return exit_codes.DONE


def _text(planned: Planned, options: Namespace) -> str:
    text = planned.markdown if options.markdown else planned.text
    return text if text.endswith("\n") else f"{text}\n"


def _print_json(values: list[Mapping[str, Any]]) -> None:
    shown = values[0] if len(values) == 1 else values
    sys.stdout.write(escaped(json.dumps(shown, ensure_ascii=False, indent=2)) + "\n")


def _say_how_to_run(planned: Planned, options: Namespace) -> None:
    """Say on standard error where the plan is; there is nothing to run without changes."""
    if not planned.has_changes:
        sys.stderr.write(f"{planned.job}: nothing would change\n")
        return
    command = options.prog.rpartition(" ")[0]
    sys.stderr.write(f"the plan is in {planned.path}; run it by: {command} run {options.job} --plan {planned.path}\n")
