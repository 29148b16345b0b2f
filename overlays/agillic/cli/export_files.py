"""`agillic exports files`: lists export files in all folders, and saves those that are not here yet."""

import argparse
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.program import FORMATS

DESCRIPTION: Final = (
    "List the export files of a folder and of all folders in it. With --save, download those that are not there yet, "
    "each to its path below the folder that is named, and print them alone. A file appears whole or not at all; the "
    "same command goes on after an error."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the options of this command."""
    add = parser.add_argument
    add("--in", dest="inside", default="", metavar="FOLDER", help="such as ExportFlow; without it, all folders")
    add("--save", metavar="DIR", help="an existing folder, into which files are saved")
    add("-o", "--output", choices=FORMATS, help="default: a table on a terminal, else json")
    add("--profile", metavar="NAME", help="whose settings are used; without it, the environment's")


def run(options: argparse.Namespace) -> int:
    """List and save, and return the exit code."""
    from agillic.cli.export_files_work import run as work  # noqa: PLC0415 - the client takes its time

    return work(options)
