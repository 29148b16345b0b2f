"""The options of commands that export rows. Nothing that takes its time is imported."""

import argparse
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser

FORMATS: Final = ("csv", "jsonl")


def add_export_options(parser: LazyParser) -> None:
    """Add the options that all commands have that export rows."""
    add = parser.add_argument_group("options of all exports").add_argument
    add("--profile", metavar="NAME", help="whose settings are used; without it, the environment's")
    add("-o", "--output", choices=FORMATS, help="default: what the name of the file tells, else jsonl")
    add("--to", metavar="FILE", help="a file, which is there when it is whole; without it, standard output")
    add("--overwrite", action="store_true", help="replace a file that is there")
    add("--fields", metavar="A,B", help="the fields that are exported, in this order; without it, all of them")
    add("--limit", type=_limit, metavar="N", help="rows to export; without it, all of them")
    add("--excel-safe", action="store_true", help="csv: keep spreadsheets from taking texts for formulas")


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of rows; give 1 or more")
    return int(text)
