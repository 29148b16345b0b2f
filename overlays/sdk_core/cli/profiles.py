"""`profiles`: what the command takes; see `profiles_work` for what it does."""

import argparse
from functools import partial
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.program import FORMATS

_ACTIONS: Final = {
    "list": "list the profiles, without their secrets",
    "add": "add a profile; it prompts for the secrets, and keeps them in the keyring where there is one",
    "use": "say which profile is taken where none is named",
    "remove": "remove a profile",
}
DESCRIPTION: Final = "Profiles are credentials and settings by name."


def add_arguments(parser: LazyParser) -> None:
    """Add a command for each action."""
    parser.add_actions(_ACTIONS, partial(_fill, parser.get_default("api")))


def _fill(api: str, action: str, parser: LazyParser) -> None:
    parser.set_defaults(run=run, api=api, action=action)
    if action == "list":
        parser.add_argument("-o", "--output", choices=FORMATS, help="default: a table on a terminal, else json")
    else:
        parser.add_argument("name", metavar="NAME", help="the profile")
    if action == "add":
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="a setting that is no secret; again for each",
        )
        parser.add_argument(
            "--secrets",
            choices=("keyring", "file"),
            metavar="PLACE",
            help="where its secrets are kept: keyring, or file, which this user alone may read (default: the keyring "
            "of the operating system where there is one, else the file)",
        )


def run(options: argparse.Namespace) -> int:
    """List or change profiles; return the exit code."""
    from sdk_core.cli.profiles_work import run as work  # noqa: PLC0415 - it takes its time

    return work(options)
