"""The command `agillic`: the core's command line, and what only Agillic has."""

from collections.abc import Sequence
from typing import Final

from agillic import __version__
from sdk_core.cli.main import main as run
from sdk_core.cli.program import Program

PROGRAM: Final = Program(
    name="agillic",
    api="agillic",
    distribution="agillic",
    version=lambda: __version__,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, and return its exit code; docs/command-line.md has them all.

    Args:
        arguments: As written behind `agillic`; those of this process when left out.

    Raises:
        SystemExit: The arguments are not understood (code 2), or ask for help or the version (code 0).
    """
    return run(PROGRAM, arguments)
