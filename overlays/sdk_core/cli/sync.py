"""`sync`: what the command takes; see `sync_work` for what it does, which needs the extra `sync`."""

import argparse
from collections.abc import Callable
from functools import partial
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.program import FORMATS

STALE: Final = ("stop", "skip", "ignore")
_ACTIONS: Final = {
    "init": "propose a job file, from the columns of a source and the fields of a target",
    "check": "check a job file, its source, its mapping with its tests, and its target; nothing is sent",
    "plan": "show what a run would change, with its calls and its time, and write that as a file",
    "run": "make a plan and run it, or run one that was made before",
    "status": "show what a job remembers: its runs, its snapshot, its dead letters",
    "report": "show the report of a run",
    "retry": "send rows again that were rejected or stayed unknown",
    "undo": "make a plan that takes a run back, of a run that kept prior values",
    "purge": "remove plans, undo data, dead letters and reports that are old: they hold personal data",
}
DESCRIPTION: Final = (
    "Keep the API in step with a source, such as a file or a database: a job file says which rows go where. The engine "
    "plans what would change, runs exactly that, and reports what became of each row. See docs/sync.md."
)


def add_arguments(parser: LazyParser) -> None:
    """Add a command for each action."""
    parser.add_actions(_ACTIONS, partial(_fill, parser.get_default("api")))


def _fill(api: str, action: str, parser: LazyParser) -> None:
    parser.set_defaults(run=run, api=api, action=action, prog=parser.prog, profile=None, only=[])
    parser.describe = partial(_describe, action)
    parser.add_argument("job", metavar="JOB", help="the job file, TOML; see docs/sync.md")
    _ARGUMENTS[action](parser)
    if action != "init":
        parser.add_argument(
            "--only",
            action="append",
            default=[],
            metavar="NAME",
            help="of a file with several jobs, this one; again for more",
        )
    if action not in ("status", "report", "purge"):
        parser.add_argument(
            "--profile", metavar="NAME", help="whose settings are used; without it, those that the job names"
        )


def _init(parser: LazyParser) -> None:
    add = parser.add_argument
    add(
        "--from",
        dest="files",
        action="append",
        required=True,
        metavar="FILE",
        help="a source: CSV, Parquet, JSON lines",
    )
    add("--target", required=True, metavar="NAME", help="where rows go; docs/sync.md has the targets")
    add("--mode", default="", metavar="NAME", help="what is done with them; without it, the target's first mode")
    add(
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="what else the target must know, such as the name of a table; again for each",
    )


def _check(parser: LazyParser) -> None:
    parser.add_argument(
        "-o", "--output", choices=FORMATS, help="default: a line for each finding on a terminal, else json"
    )


def _plan(parser: LazyParser) -> None:
    truth = parser.add_mutually_exclusive_group()
    truth.add_argument(
        "--sample",
        dest="truth",
        type=_sample,
        metavar="N",
        help="read N items, and say how sure that makes the numbers",
    )
    truth.add_argument(
        "--whole", dest="truth", action="store_const", const="whole", help="read all items that the plan would change"
    )
    truth.add_argument(
        "--no-truth",
        dest="truth",
        action="store_const",
        const="none",
        help="read none: compare with the last run alone",
    )
    parser.usage_code = 1  # 2 says that something would change
    _add_scope(parser)
    _add_plan_output(parser)


def _run(parser: LazyParser) -> None:
    add = parser.add_argument
    add("--plan", metavar="FILE", help="run exactly this plan, once; nothing is asked")
    add(
        "--stale",
        choices=STALE,
        help="what becomes of entries whose items have changed since the plan was made: stop the run, skip them, or "
        "send them (default: stop for --plan, else ignore)",
    )
    _add_scope(parser)
    _add_bounds(parser)
    add("-y", "--yes", action="store_true", help="do not ask; a script needs it for jobs that remove or erase")
    add("--json", action="store_true", help="print the report as JSON")


def _status(parser: LazyParser) -> None:
    parser.add_argument("-o", "--output", choices=FORMATS, help="default: text on a terminal, else json")


def _report(parser: LazyParser) -> None:
    add = parser.add_argument
    add("of_run", nargs="?", metavar="RUN", help="the run's id; without it, the last one")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--open", action="store_true", help="open the page in the browser")
    how.add_argument("--json", action="store_true", help="print the report as JSON")


def _retry(parser: LazyParser) -> None:
    parser.add_argument("letters", nargs="*", metavar="ID", help="a dead letter; without any, all of the job")
    _add_bounds(parser)
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def _undo(parser: LazyParser) -> None:
    parser.add_argument("of_run", metavar="RUN", help="the run's id; `status` lists the runs")
    _add_plan_output(parser)


def _purge(parser: LazyParser) -> None:
    parser.add_argument(
        "--older-than", type=_days, metavar="DAYS", help="how old; without it, as the job says (30 days if it does not)"
    )


_ARGUMENTS: Final[dict[str, Callable[[LazyParser], None]]] = {
    "init": _init,
    "check": _check,
    "plan": _plan,
    "run": _run,
    "status": _status,
    "report": _report,
    "retry": _retry,
    "undo": _undo,
    "purge": _purge,
}
_EXIT_CODES: Final = {
    "plan": "Exit code 0: nothing would change; 2: something would; 1: the call, the job or the source cannot be used.",
    "run": "Exit code 0: all rows are as the source has them; 9: some were rejected; 11: a guard stopped it; 12: a "
    "bound did; 6: the calls of the day are used up; 130: interrupted. docs/command-line.md has all codes.",
}


def _describe(action: str, parser: LazyParser) -> None:
    from sdk_core.cli.operation_commands import wrapped  # noqa: PLC0415 - for this help alone

    about = _ACTIONS[action]
    texts = [f"{about[0].upper()}{about[1:]}.", _EXIT_CODES.get(action, "")]
    parser.description = wrapped("\n\n".join(filter(None, texts)))


def _add_scope(parser: LazyParser) -> None:
    """Add what a plan is made by."""
    add = parser.add_argument
    add("--full", action="store_true", help="send all rows, though the last run has sent them")
    add("--verify", action="store_true", help="read what the API has of all rows, and send what differs")
    add("--force", action="store_true", help="pass the guards; the report names those that would have stopped it")


def _add_bounds(parser: LazyParser) -> None:
    """Add what ends a run; each replaces what the job says."""
    add = parser.add_argument
    add(
        "--max-errors", type=_number, metavar="N", help="most rows that the server may reject, or that may stay unknown"
    )
    add("--max-error-rate", type=_rate, metavar="R", help="so, as a share of the rows that were sent, from 0 to 1")
    add("--max-calls", type=_number, metavar="N", help="most calls of this run; the next one goes on")


def _add_plan_output(parser: LazyParser) -> None:
    parser.add_argument(
        "--out", metavar="FILE", help="where the plan is written; without it, in the job's state folder"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--markdown", action="store_true", help="print it as Markdown, for a pull request")
    how.add_argument("--json", action="store_true", help="print its numbers as JSON")


def _sample(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of items; give 1 or more")
    return int(text)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} cannot be a bound; give a whole number, 0 or more")
    return int(text)


def _days(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days; give 0 or more")
    return int(text)


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share; give a number from 0 to 1, such as 0.05")
    return rate


def run(options: argparse.Namespace) -> int:
    """Do what an action says; return the exit code."""
    from sdk_core.cli.sync_work import run as work  # noqa: PLC0415 - the engine takes its time

    return work(options)
