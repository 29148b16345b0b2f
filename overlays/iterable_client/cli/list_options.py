"""What the commands for users on lists share."""

import argparse

from sdk_core.cli.import_options import add_import_options
from sdk_core.cli.lazy_parser import LazyParser


def add_list(parser: LazyParser) -> None:
    """Add the list."""
    parser.add_argument("list_id", metavar="LIST_ID", type=_list_id, help="the id of the list")


def add_list_and_file(parser: LazyParser, *, empty: bool) -> None:
    """Add the list, and the options of an import."""
    add_list(parser)
    add_import_options(parser, empty=empty)


def _list_id(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is no id of a list; give its number, such as 1201")
    return int(text)
