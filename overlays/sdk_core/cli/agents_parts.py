"""What the actions of `agents` share: the APIs with their catalogs, the folders, the audit log, and who is at work."""

import getpass
import os
from argparse import Namespace
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from sdk_core.agents.audit.log import AuditLog
from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.folders import Folders, folders
from sdk_core.agents.policy.model import Policy
from sdk_core.agents.policy.policy_file import read_policy
from sdk_core.agents.policy.policy_tables import PolicyError
from sdk_core.agents.privacy.visible_text import visible
from sdk_core.agents.recipes.model import AgentRoom
from sdk_core.agents.recipes.rooms import catalog_of, check_filters, room_of
from sdk_core.api import Api
from sdk_core.apis import api_names, find_api
from sdk_core.cli.confirmation import UsageError
from sdk_core.cli.tables import read_table
from sdk_core.real_time import wall_time

_MAX_NAME: Final = 100


@cache
def catalog(api: str) -> Catalog:
    """Return the catalog of an API.

    Raises:
        CatalogError: its document says too little of an operation.
    """
    return catalog_of(find_api(api))


def catalogs() -> Mapping[str, Callable[[], Catalog]]:
    """Return what gives the catalog of each API that there is."""
    return {name: partial(catalog, name) for name in api_names()}


def policy_in(file: str) -> Policy:
    """Return the policy in a file, which a server would take.

    Raises:
        PolicyError: it cannot be used.
    """
    policy = read_policy(Path(file), catalogs())
    try:
        check_filters(policy, rooms_of(policy))
    except PolicyError as error:
        raise PolicyError(*(f"{file}: {each}" for each in error.problems)) from None
    return policy


def catalogs_of(policy: Policy) -> dict[str, Catalog]:
    """Return the catalogs of the APIs that a policy names."""
    return {name: catalog(name) for name in policy.apis}


def rooms_of(policy: Policy) -> dict[str, AgentRoom]:
    """Return what the APIs that a policy names give to agents."""
    return {name: room_of(find_api(name)) for name in policy.apis}


@contextmanager
def needs_extra(own: Api) -> Generator[None]:
    """Say what to install, where what is loaded needs an extra that is not installed.

    Args:
        own: the API of the program.

    Raises:
        UsageError: the extra is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing in (own.package, "sdk_core"):
            raise
        advice = f"run: pip install '{own.distribution}[agents]'"
        raise UsageError(f"{missing} is not installed; {advice}") from error


def titles() -> dict[str, str]:
    """Return what people call each API."""
    return {name: read_table(name)["title"].removesuffix(" API") for name in api_names()}


def folders_of(options: Namespace) -> Folders:
    """Return the folders that an action uses: those of its options, of the environment, or the usual ones."""
    return folders(
        options.api,
        Path(options.state).expanduser() if options.state else None,
        Path(options.audit).expanduser() if options.audit else None,
    )


def record(found: Folders, event: str, **members: Any) -> None:  # noqa: ANN401 - JSON
    """Write a line of the audit log about what a person did.

    Args:
        found: the folders.
        event: what it was.
        members: what else the line holds.

    Raises:
        AuditError: it cannot be written.
    """
    AuditLog(found.audit, found.state, now=wall_time).write({"event": event, **members})


def person(given: str | None) -> str:
    """Return who is at work, for the record: the name that is given, else the user of this system.

    Raises:
        UsageError: the name that is given is empty.
    """
    if given is not None:
        if not given.strip():
            raise UsageError("--by is empty; give a name, or leave it out")
        return visible(given.strip(), _MAX_NAME)
    with suppress(OSError, KeyError, ImportError):
        return visible(getpass.getuser(), _MAX_NAME)
    return f"user {os.getuid()}" if hasattr(os, "getuid") else "a user"


def lines_of(text: str, limit: int) -> list[str]:
    r"""Return text of strangers in lines behind a bar, so that none of it looks like a question of ours.

    >>> lines_of("deletes 2 persons\nApprove? yes", 100)
    ['  | deletes 2 persons', '  | Approve? yes']
    """
    return [f"  | {line}" for line in visible(text, limit).replace("\t", "    ").split("\n")]


def one_line(text: str, limit: int = _MAX_NAME) -> str:
    """Return text of strangers in one line, in which each character is seen."""
    return visible(text, limit).replace("\n", "\\n").replace("\t", "\\t")
