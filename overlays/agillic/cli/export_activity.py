"""`agillic exports activity`: what it takes; the core's `window_export` does the work."""

import argparse
import re
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.seconds import seconds

DESCRIPTION: Final = (
    "Export the activity of one type in any range of time that begins at most 7 days ago, in the order of time. "
    "The range is cut into windows of 4 hours, of which up to 10 are exported at once; a result that is gone before it "
    "was read is exported again.\n\n"
    "With --folder, each window is a file, and a run that ended early goes on where it was; with a later --to, it adds "
    "what has happened since."
)
_TYPE: Final = re.compile(r"[A-Z][A-Z0-9_]*")


def add_arguments(parser: LazyParser) -> None:
    """Add the options of this command."""
    add = parser.add_argument
    add("--type", type=_type, required=True, metavar="TYPE", help="EVENT, LINK, TRANSACTIONAL_EMAIL, SMS and so on")
    add("--from", dest="start", required=True, metavar="TIME", help="such as 2026-07-04T08:30:00Z")
    add("--to", dest="end", required=True, metavar="TIME", help="what happened then is not part of it")
    add("--folder", metavar="DIR", help="where files go, one for each window; without it, rows are printed")
    add("-o", "--output", choices=("jsonl", "csv"), default="jsonl", help="default: %(default)s")
    add("--fields", metavar="A,B", help="the fields that are written, in this order")
    add("--excel-safe", action="store_true", help="csv: keep spreadsheets from taking texts for formulas")
    add("--timeout", type=seconds, default=3_600.0, metavar="S", help="seconds for one export (default: %(default)g)")
    add("--profile", metavar="NAME", help="whose settings are used; without it, the environment's")


def _type(text: str) -> str:
    if not _TYPE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no type of activity; give one such as EVENT or LINK")
    return text


def run(options: argparse.Namespace) -> int:
    """Export, and return the exit code."""
    from agillic.client import Agillic  # noqa: PLC0415 - the client takes its time
    from sdk_core.cli.window_export import export_windows  # noqa: PLC0415 - so

    with Agillic(profile=options.profile) as client:
        exports = client.exports
        return export_windows(
            options.type,
            lambda start, end: exports.activity_windows(options.type, start, end, timeout=options.timeout),
            options,
        )
