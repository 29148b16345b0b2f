"""`python -m agillic.contract`: the command `agillic-contract`, where no script is installed."""

import sys
import time
from collections.abc import Sequence
from typing import Final

from sdk_core.contract import command

_PROG: Final = "agillic-contract"
_API: Final = "agillic"


def main(arguments: Sequence[str] | None = None, *, wait: command.Wait = time.sleep) -> int:
    """Run the command, which is `agillic contract` too, and return its exit code.

    Args:
        arguments: As written behind `agillic-contract`; those of this process when left out.
        wait: Lets seconds pass.

    Raises:
        SystemExit: The arguments are not understood (code 2), or ask for help (code 0).
    """
    return command.main(arguments, prog=_PROG, default_api=_API, wait=wait)


if __name__ == "__main__":
    sys.exit(main())
