"""`limits`: how many calls of the day are used and left, and the count reset."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Protocol, cast

from sdk_core.apis import find_api
from sdk_core.cli import exit_codes
from sdk_core.cli.clients import open_client
from sdk_core.cli.output import Style, usual_format, write
from sdk_core.transport.limits.limiter import Limits
from sdk_core.transport.limits.limits_json import limits_as_json


class _Limited(Protocol):
    @property
    def limits(self) -> Limits: ...


def run(options: Namespace) -> int:
    """Print the limits of a key on this machine, or forget its count; return the exit code.

    Args:
        options: `api`, `profile`, `output` and `reset`.

    Raises:
        SettingsError: there are no credentials.
        StateFileError: the file cannot be used.
    """
    with open_client(find_api(options.api), options.profile) as client:
        found = cast("_Limited", client).limits
    if options.reset:
        return _reset(found.state_file)
    write(limits_as_json(found), Style(options.output or usual_format(sys.stdout)), sys.stdout)
    return exit_codes.DONE


def _reset(path: Path | None) -> int:
    if path is None:
        sys.stderr.write("there is no file to forget: the count is kept in the memory of each process alone\n")
        return exit_codes.DONE
    path.unlink(missing_ok=True)
    sys.stderr.write(f"removed {path}; programs that run with this key go on with their own count\n")
    return exit_codes.DONE
