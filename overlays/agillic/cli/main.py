"""The command `agillic`, which finds the subcommand."""

import argparse
from collections.abc import Sequence

from agillic import __version__
from agillic.cli import mock
from agillic.contract.command import DEFAULT_API, PROG
from sdk_core.contract import command as contract


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand, and return the exit code: 0 when all went well, 2 when it was called wrongly.

    Args:
        arguments: As written behind `agillic`; those of this process when left out.

    Raises:
        SystemExit: The arguments are not understood (code 2), or ask for help or the version (code 0).
    """
    parser = argparse.ArgumentParser(prog="agillic", description="Tools for the Agillic marketing API.")
    parser.add_argument("--version", action="version", version=f"agillic {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("mock", help=mock.HELP, description=mock.DESCRIPTION)
    mock.add_arguments(command)
    command.set_defaults(run=mock.run)
    command = commands.add_parser("contract", help=contract.HELP, description=contract.DESCRIPTION)
    contract.add_arguments(command, PROG, DEFAULT_API)
    command.set_defaults(run=contract.run)
    options = parser.parse_args(arguments)
    code: int = options.run(options)
    return code
