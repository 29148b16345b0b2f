"""The policy that is in force now: a change of its file counts from the next call on.

A file that cannot be used denies all calls until it is mended. So does the stop file, whatever the policy says.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Final

from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.policy.model import Policy
from sdk_core.agents.policy.policy_file import read_policy
from sdk_core.agents.policy.policy_tables import PolicyError

STOPPED: Final = "stopped"
"""The file in the state folder that stops all agents while it is there."""


class LivePolicy:
    """A policy that follows its file.

    Args:
        path: the file.
        catalogs: what gives the catalog of each API, by name.
        state: the folder in which the stop file appears.

    Attributes:
        loaded: the policy as it was when the server started.
        agent: the agent that it is for.

    Raises:
        PolicyError: the file cannot be used now, so no server may start with it.
    """

    def __init__(self, path: Path, catalogs: Mapping[str, Callable[[], Catalog]], state: Path) -> None:
        self._path, self._catalogs, self._stop = path, catalogs, str(state / STOPPED)
        self._lock = Lock()
        self._seen = self._version()
        self.loaded = read_policy(path, catalogs)
        self._policy: Policy | PolicyError = self.loaded
        self.agent = self.loaded.agent

    def current(self) -> Policy:
        """Return the policy that counts for a call that begins now.

        Raises:
            PolicyError: nothing is allowed now; the message says why, and what to do.
        """
        if os.path.lexists(self._stop):
            raise PolicyError("all agents are stopped by `agents stop`; a person starts them again by `agents start`")
        with self._lock:
            version = self._version()
            if version != self._seen or version is None:
                self._seen, self._policy = version, self._read()
            if isinstance(self._policy, PolicyError):
                raise self._policy
            return self._policy

    def _read(self) -> Policy | PolicyError:
        try:
            policy = read_policy(self._path, self._catalogs)
        except PolicyError as error:
            return error
        if policy.agent != self.agent:
            return PolicyError(
                f"{self._path}: the policy is of the agent {policy.agent} now, and this server is {self.agent}'s: "
                "start it anew"
            )
        return policy

    def _version(self) -> tuple[int, ...] | None:
        """Return what changes with the file; None where it is not there."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns
