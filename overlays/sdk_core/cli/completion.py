"""Scripts by which shells complete commands and options, from the parsers. Those of shtab need the extra `cli`."""

import sys

from sdk_core.cli import exit_codes
from sdk_core.cli.fish_completion import fish_script
from sdk_core.cli.lazy_parser import LazyParser


def print_script(parser: LazyParser, shell: str, distribution: str) -> int:
    """Print the script of a shell, and return the exit code.

    Args:
        parser: of the whole program, filled.
        shell: bash, zsh, fish or tcsh.
        distribution: what pip installs, for the message that an extra is missing.
    """
    if shell == "fish":  # which the extra does not know
        sys.stdout.write(fish_script(parser))
        return exit_codes.DONE
    try:
        import shtab  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        sys.stderr.write(f"shtab is not installed; run: pip install '{distribution}[cli]'\n")
        return exit_codes.USAGE
    sys.stdout.write(shtab.complete(parser, shell=shell) + "\n")
    return exit_codes.DONE
