"""`iterable-client exports download`: waits for an export job, and saves its files."""

import argparse
import sys
import warnings
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.program import FORMATS
from sdk_core.cli.seconds import seconds

DESCRIPTION: Final = (
    "Wait until an export job is done, and save its files into a folder of its id; print those that were not there. "
    "A file appears whole or not at all. After an error or Ctrl-C, the same command goes on where it was.\n\n"
    "The exit code is 9 when Iterable cut the export off, so that rows are missing."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    add = parser.add_argument
    add("job", metavar="JOB_ID", help="the job's id, as `exports start` printed it")
    add("--folder", required=True, metavar="DIR", help="an existing folder, in which that of the job is made")
    add("--timeout", type=seconds, default=3_600.0, metavar="S", help="seconds to wait (default: %(default)g)")
    add("-o", "--output", choices=FORMATS, help="default: a table on a terminal, else json")
    add("--profile", metavar="NAME", help="whose settings are used; without it, the environment's")


def run(options: argparse.Namespace) -> int:
    """Download, and return the exit code."""
    from iterable_client.client import IterableClient  # noqa: PLC0415 - the client takes its time
    from sdk_core.calls.tasks.errors import ResultTruncatedWarning  # noqa: PLC0415 - so
    from sdk_core.cli import exit_codes  # noqa: PLC0415 - so
    from sdk_core.cli.output import Style, usual_format, write  # noqa: PLC0415 - so

    with IterableClient(profile=options.profile) as client, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ResultTruncatedWarning)
        task = client.exports.resume(options.job)
        saved = task.download(options.folder, timeout=options.timeout, progress=True)
    write(
        [{"file": str(each.path), "size": each.size} for each in saved],
        Style(options.output or usual_format(sys.stdout)),
        sys.stdout,
    )
    truncated = [each for each in caught if issubclass(each.category, ResultTruncatedWarning)]
    for each in truncated:
        sys.stderr.write(f"{each.message}\n")
    return exit_codes.PARTLY_FAILED if truncated else exit_codes.DONE
