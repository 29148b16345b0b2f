"""The command `iterable-client`: the core's command line for Iterable."""

from collections.abc import Sequence
from typing import Final

from sdk_core.cli.main import main as run
from sdk_core.cli.program import Program


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - it takes its time

    return version("agillic")


PROGRAM: Final = Program(name="iterable-client", api="iterable", distribution="agillic", version=_version)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, and return its exit code; docs/command-line.md has them all.

    Args:
        arguments: as written behind `iterable-client`; those of this process when left out.

    Raises:
        SystemExit: the arguments are not understood (code 2), or ask for help or the version (code 0).
    """
    return run(PROGRAM, arguments)
