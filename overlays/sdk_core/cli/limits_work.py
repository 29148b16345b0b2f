"""`limits`: how many calls of the day are used and left, and the count reset."""

import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, cast

from sdk_core.apis import find_api
from sdk_core.cli import exit_codes
from sdk_core.cli.clients import open_client
from sdk_core.cli.output import Style, usual_format, write
from sdk_core.transport.limits.limiter import Limits


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


def limits_as_json(limits: Limits) -> Mapping[str, Any]:
    """Return limits as JSON, what people ask for first."""
    plain = asdict(limits)
    names = ("used_today", "daily_limit", "remaining", "resets_at", "blocked_until", "in_flight", "max_concurrency")
    found = {name: _plain(limits.remaining if name == "remaining" else plain[name]) for name in names}
    return found | {"rates": _plain(plain["rates"]), "state_file": _plain(limits.state_file)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - as JSON has it
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in cast("dict[str, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in cast("list[Any]", value)]
    return str(value) if isinstance(value, Path) else value


def _reset(path: Path | None) -> int:
    if path is None:
        sys.stderr.write("there is no file to forget: the count is kept in the memory of each process alone\n")
        return exit_codes.DONE
    path.unlink(missing_ok=True)
    sys.stderr.write(f"removed {path}; programs that run with this key go on with their own count\n")
    return exit_codes.DONE
