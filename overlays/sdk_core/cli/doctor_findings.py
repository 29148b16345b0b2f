"""What the checks of `doctor` find, and what they share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from sdk_core.api import Api
from sdk_core.apis import load_class
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.transport.settings.base import BaseSettings
from sdk_core.wire.errors import ApiError
from sdk_core.wire.operations import Operation

Result = Literal["ok", "warning", "failed", "skipped"]


class Finding(NamedTuple):
    """What a check found.

    Attributes:
        check: what was checked.
        result: `ok`; `warning`, which people should know of; `failed`, by which calls fail; or `skipped`, where it
            could not be checked.
        message: what was found. It holds no secret and no personal value.
        advice: what to do; empty where nothing is to be done, or where the message says it.
    """

    check: str
    result: Result
    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """One operation that was called to see whether its response is as documented.

    Attributes:
        operation: which.
        error: why it failed; None where it did not.
    """

    operation: Operation
    error: ApiError | None = None


@dataclass(slots=True)
class Examined:
    """What is checked, and what the checks so far know of it.

    Attributes:
        api: the API.
        profile: the name of the profile whose settings are checked; None for those of the environment.
        wall_clock: returns the time of this machine, in seconds since 1970.
        settings: the settings; None where they cannot be used.
        is_limited: whether what keeps the limits can be used; no call is made without it.
        is_reachable: whether the server responds at all.
        client: a client with them; None where it cannot be opened, or nothing responds.
        reads: the operations that were called.
    """

    api: Api
    profile: str | None
    wall_clock: Callable[[], float]
    settings: BaseSettings | None = None
    is_limited: bool = True
    is_reachable: bool = False
    client: SyncAPIClient | None = None
    reads: list[Read] = field(default_factory=list[Read])

    @property
    def accepted(self) -> list[Operation]:
        """The operations that the key could call."""
        return [each.operation for each in self.reads if each.error is None]

    def variable(self, setting: str) -> str:
        """Return a setting with its variable of the environment, as advice names it."""
        return f"{setting} ({self.api.variable(setting)})"


Check = Callable[[Examined], Iterator[Finding]]
"""Checks one thing. A room lists its own as `CHECKS` in its module `cli.doctor`: they come last, with a client that is
open and a key that was accepted."""


def settings_class(api: Api) -> Any:  # noqa: ANN401 - a class of settings, of which each API has its own
    """Return the class of an API's settings.

    Raises:
        ValueError: it has no client yet, and so no settings.
    """
    if not api.settings:
        raise ValueError(f"{api.name} has no client yet; give another API")
    return load_class(api.settings)
