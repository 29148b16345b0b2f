"""Where a server for agents keeps what it must remember, and where its audit log is."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sdk_core.agents.policy.live import STOPPED
from sdk_core.agents.writes.kept_key import kept_key
from sdk_core.transport.limits.state_files import state_directory

_AGENTS: Final = "agents"
_AUDIT_ENDING: Final = "-audit"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of a server. The server and the commands beside it find each other by them.

    Attributes:
        state: what is remembered: counts, approvals, the stop file, keys, and the head of the audit log.
        audit: the files of the audit log.

    >>> folders = Folders(Path("/s/agents"), Path("/s/agents-audit"))
    >>> folders.approvals.as_posix(), folders.stop_file.as_posix()
    ('/s/agents/approvals', '/s/agents/stopped')
    """

    state: Path
    audit: Path

    @property
    def approvals(self) -> Path:
        """The folder of the plans that wait for an approval."""
        return self.state / "approvals"

    @property
    def stop_file(self) -> Path:
        """The file that stops all agents while it is there."""
        return self.state / STOPPED

    @property
    def token_file(self) -> Path:
        """The file that a server over HTTP puts its token into, for this user's clients."""
        return self.state / "http.token"

    def approvals_key(self) -> bytes:
        """Return the key by which approvals are signed; it is made when it is first asked for.

        Raises:
            StateFileError: the key cannot be made or read.
        """
        return kept_key(self.state / "approvals.key")

    def pseudonyms_key(self) -> bytes:
        """Return the key of stand-ins for personal values; it is made when it is first asked for.

        Raises:
            StateFileError: the key cannot be made or read.
        """
        return kept_key(self.state / "pseudonyms.key")


def folders(
    api_name: str, state: Path | None = None, audit: Path | None = None, environ: Mapping[str, str] | None = None
) -> Folders:
    """Return the folders of a server: as given, as the environment says, or the usual ones.

    The usual ones are `agents` and `agents-audit` in the folder that the system gives the API's state. An audit log
    without a folder of its own is beside the state, wherever that is.

    Args:
        api_name: the API whose program is used; its variables are `NAME_AGENTS_STATE` and `NAME_AGENTS_AUDIT`.
        state: the folder of the state, when it is given.
        audit: the folder of the audit log, when it is given.
        environ: the variables of the environment; those of this process when left out.

    Raises:
        StateFileError: nothing is given, and this user has no home.

    >>> folders("tiny", environ={"TINY_AGENTS_STATE": "/var/lib/agents"}).audit.as_posix()
    '/var/lib/agents-audit'
    """
    environ = os.environ if environ is None else environ
    state = state or _named(environ, f"{api_name}_agents_state") or state_directory(api_name) / _AGENTS
    audit = audit or _named(environ, f"{api_name}_agents_audit")
    state = state.absolute()
    return Folders(state, audit.absolute() if audit else state.with_name(state.name + _AUDIT_ENDING))


def _named(environ: Mapping[str, str], setting: str) -> Path | None:
    found = environ.get(setting.upper(), "")
    return Path(found).expanduser() if found else None
