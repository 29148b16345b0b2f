"""The command `agillic-contract`, which is `agillic contract` too: that of the core, with Agillic as default."""

import argparse
import time
from collections.abc import Sequence
from typing import Final

from sdk_core.contract import command

PROG: Final = "agillic-contract"
"""What its messages begin with."""
DEFAULT_API: Final = "agillic"
HELP: Final = command.HELP
DESCRIPTION: Final = command.DESCRIPTION
run = command.run


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what stands behind `agillic contract`."""
    command.add_arguments(parser, PROG, DEFAULT_API)


def main(arguments: Sequence[str] | None = None, *, wait: command.Wait = time.sleep) -> int:
    """Run the command, and return its exit code.

    Args:
        arguments: As written behind `agillic-contract`; those of this process when left out.
        wait: Lets seconds pass.

    Raises:
        SystemExit: The arguments are not understood (code 2), or ask for help (code 0).
    """
    return command.main(arguments, prog=PROG, default_api=DEFAULT_API, wait=wait)
