"""`limits`: how many calls of the day are used and left, and the count reset."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any, Protocol, cast

from sdk_core.apis import find_api
from sdk_core.cli import exit_codes
from sdk_core.cli.clients import open_client
from sdk_core.cli.output import Style, usual_format, write
from sdk_core.transport.limits.limiter import Limits
from sdk_core.transport.limits.limits_json import limits_as_json
from sdk_core.transport.pipeline import Pipeline
from sdk_core.wire.counting import counted


class _Limited(Protocol):
    @property
    def limits(self) -> Limits: ...


class _Shared(Protocol):
    def forget(self) -> None: ...

    def free_leases(self) -> list[str]: ...


class _Piped(Protocol):
    _pipeline: Pipeline[Any]


def run(options: Namespace) -> int:
    """Print the limits of a key on this machine, or forget its count; return the exit code.

    Args:
        options: `api`, `profile`, `output`, `free_leases` and `reset`.

    Raises:
        SettingsError: there are no credentials.
        StateFileError: the file or the server cannot be used.
    """
    with open_client(find_api(options.api), options.profile) as client:
        found = cast("_Limited", client).limits
        limiter = cast("_Shared", cast("_Piped", client)._pipeline.rate_limiter)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - of this command alone
        if options.free_leases:
            return _free(limiter, found.server)
        if options.reset and found.server:
            return _forget(limiter, found.server)
    if options.reset:
        return _reset(found.state_file)
    write(limits_as_json(found), Style(options.output or usual_format(sys.stdout)), sys.stdout)
    return exit_codes.DONE


def _free(limiter: _Shared, server: str) -> int:
    if not server:
        sys.stderr.write("there is nothing to free: slots of this machine's processes are free when they end\n")
        return exit_codes.DONE
    gone = limiter.free_leases()
    for lease in gone:
        host, process, *_ = lease.split("|")
        sys.stderr.write(f"freed a slot of process {process} on {host}\n")
    sys.stderr.write(f"{counted(len(gone), 'slot')} freed at {server}\n")
    return exit_codes.DONE


def _forget(limiter: _Shared, server: str) -> int:
    limiter.forget()
    sys.stderr.write(f"forgot the count at {server}; programs that run with this key go on with their own count\n")
    return exit_codes.DONE


def _reset(path: Path | None) -> int:
    if path is None:
        sys.stderr.write("there is no file to forget: the count is kept in the memory of each process alone\n")
        return exit_codes.DONE
    path.unlink(missing_ok=True)
    sys.stderr.write(f"removed {path}; programs that run with this key go on with their own count\n")
    return exit_codes.DONE
