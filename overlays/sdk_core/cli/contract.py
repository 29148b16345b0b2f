"""`contract`: what the command takes; see `sdk_core.contract.command` for what it does."""

import argparse
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.contract import command

DESCRIPTION: Final = command.DESCRIPTION


def add_arguments(parser: LazyParser) -> None:
    """Add the options of this command."""
    command.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Verify an instance; return the exit code."""
    return command.run(options)
