"""The options of commands that import rows. Nothing that takes its time is imported."""

import argparse
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser

LEAVE: Final = "leave"
CLEAR: Final = "clear"
_WORDS: Final = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


def add_import_options(parser: LazyParser, *, empty: bool = False, asks: bool = False) -> None:
    """Add the file of a command that imports rows, and the options that all such commands have.

    Args:
        parser: of the command.
        empty: whether rows have fields, so that empty values may clear them.
        asks: whether the operation deletes or may send, so that it is asked for first.
    """
    parser.add_argument("file", metavar="FILE", help="CSV with a header, or JSON lines; - for standard input")
    add = parser.add_argument_group("options of all imports").add_argument
    add("--profile", metavar="NAME", help="whose settings are used; without it, the environment's")
    add("--format", choices=("csv", "jsonl"), help="how the file is written; without it, its name tells")
    add(
        "--delimiter",
        type=_delimiter,
        metavar="CHARACTER",
        help=f"what parts the values of CSV: a character, or {', '.join(_WORDS)}; without it, the header tells",
    )
    add("--rejected", metavar="FILE", help="a new file for the rows that were not taken, each with its reason")
    add("--dry-run", action="store_true", help="print the first request, secrets masked, count, and send nothing")
    parser.set_defaults(empty=LEAVE, yes=False)
    if empty:
        add(
            "--empty",
            choices=(LEAVE, CLEAR),
            default=LEAVE,
            help="what an empty value, or null, does to its field (default: %(default)s it as it is)",
        )
    if asks:
        add("-y", "--yes", action="store_true", help="do not ask before what deletes or sends")


def _delimiter(text: str) -> str:
    found = _WORDS.get(text, "\t" if text == "\\t" else text)
    if len(found) != 1 or found in '"\r\n' or not (found == "\t" or found.isprintable()):
        raise argparse.ArgumentTypeError(f"{text!r} cannot part values; give one character, or {', '.join(_WORDS)}")
    return found
