"""Approvals from outside: the server writes down what waits, a person looks at it and approves it by a command.

An approval names the plan and the hash of its arguments, and is signed with a key of the state folder. So a plan that
was changed is not approved, and a file that somebody without the key has put there counts for nothing.
"""

import hmac
import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Final

from sdk_core.agents.writes.plans import PlanRejectedError, WritePlan
from sdk_core.sync.state.private_file import write_private
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.state_files import private_directory

_ID: Final = re.compile(r"plan-[0-9a-f]{12}")
_APPROVED: Final = ".approved"
_DECLINED: Final = ".declined"
_SOMEBODY: Final = "somebody"
_KINDS: Final[Mapping[str, tuple[type, ...]]] = {"expires": (int, float)}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A plan that waits for an approval.

    Attributes:
        id: its id.
        agent: the agent that asks.
        operation: what it would call.
        text: what the person is shown: what will be touched, with personal values masked.
        digest: the hash of the arguments.
        expires: when it can be run no more, in seconds since 1970.
        api: the name of the API.
    """

    id: str
    agent: str
    operation: str
    text: str
    digest: str
    expires: float
    api: str = ""


class Approvals:
    """The approvals of a server, in its state folder.

    Args:
        folder: where they lie; made if need be.
        key: the key of signatures.

    Raises:
        PlanRejectedError: the folder cannot be used.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        try:
            self._folder = private_directory(folder)
        except StateFileError as error:
            raise PlanRejectedError(f"approvals cannot be kept: {error}") from error
        self._key = key

    def ask(self, plan: WritePlan, text: str) -> None:
        """Write down that a plan waits.

        Args:
            plan: the plan.
            text: what the person is shown.

        Raises:
            PlanRejectedError: it cannot be written.
        """
        waiting = Waiting(plan.id, plan.agent, plan.operation, text, plan.digest, plan.expires, plan.api)
        self._write(f"{plan.id}.json", asdict(waiting))

    def waiting(self, now: float) -> list[Waiting]:
        """Return the plans that wait and can still be run; others are removed with what was said of them.

        Args:
            now: the time in seconds since 1970.
        """
        found: list[Waiting] = []
        for path in sorted(self._folder.glob("plan-*.json")):
            each = _read(path)
            if each is None:
                continue
            if each.expires <= now:
                for ending in (_APPROVED, _DECLINED, path.suffix):
                    path.with_suffix(ending).unlink(missing_ok=True)
            elif not any(os.path.lexists(path.with_suffix(ending)) for ending in (_APPROVED, _DECLINED)):
                found.append(each)
        return found

    def find(self, id_: str, now: float) -> Waiting:
        """Return a plan that waits.

        Args:
            id_: its id.
            now: the time in seconds since 1970.

        Raises:
            PlanRejectedError: no such plan waits.
        """
        found = next((each for each in self.waiting(now) if each.id == id_), None)
        if found is None:
            raise PlanRejectedError(
                f"no plan {id_!r} waits: it may be too old, or was approved or declined; see those that wait in "
                f"{self._folder}"
            )
        return found

    def approve(self, id_: str, by: str, now: float, *, shown: Waiting | None = None) -> Waiting:
        """Approve a plan.

        Args:
            id_: its id.
            by: who approves, for the audit log.
            now: the time in seconds since 1970.
            shown: what the person has seen of it; it must still be that.

        Raises:
            PlanRejectedError: no such plan waits, it is another one than was shown, or nobody approves.
        """
        if not by.strip():
            raise PlanRejectedError("the name of who approves is empty: say who it is")
        waiting = self.find(id_, now)
        if shown is not None and waiting != shown:
            raise PlanRejectedError(f"the plan {id_} is not what was shown: look at it again")
        self._write(f"{id_}{_APPROVED}", {"by": by, "signature": self._signature(id_, waiting.digest, by)})
        return waiting

    def decline(self, id_: str, by: str, now: float) -> Waiting:
        """Decline a plan: from now on nobody can approve it, and an approval that comes at the same time counts not.

        Args:
            id_: its id.
            by: who declines.
            now: the time in seconds since 1970.

        Raises:
            PlanRejectedError: no such plan waits.
        """
        waiting = self.find(id_, now)
        self._write(f"{id_}{_DECLINED}", {"by": by})
        return waiting

    def declined_by(self, plan: WritePlan) -> str:
        """Return who has declined a plan; empty where nobody has.

        It needs no signature: whoever can write here may keep a plan from being run.
        """
        path = self._folder / f"{plan.id}{_DECLINED}"
        if not _ID.fullmatch(plan.id) or not os.path.lexists(path):
            return ""
        with suppress(OSError, ValueError, KeyError, TypeError):
            return str(json.loads(path.read_bytes())["by"]) or _SOMEBODY
        return _SOMEBODY

    def approved_by(self, plan: WritePlan) -> str:
        """Return who has approved a plan; empty where nobody has."""
        if not _ID.fullmatch(plan.id) or self.declined_by(plan):
            return ""
        try:
            found = json.loads((self._folder / f"{plan.id}{_APPROVED}").read_bytes())
            by, signature = str(found["by"]), str(found["signature"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""
        expected = self._signature(plan.id, plan.digest, by)
        return by if hmac.compare_digest(signature.encode(), expected.encode()) else ""

    def _signature(self, id_: str, digest: str, by: str) -> str:
        return hmac.new(self._key, json.dumps([id_, digest, by]).encode(), sha256).hexdigest()

    def _write(self, name: str, content: object) -> None:
        try:
            write_private(self._folder / name, json.dumps(content).encode())
        except OSError as error:
            raise PlanRejectedError(f"{self._folder / name} cannot be written ({error.strerror}): make room") from error


def _read(path: Path) -> Waiting | None:
    """Return what a file says of a plan; None where somebody else has put something there."""
    try:
        found = json.loads(path.read_bytes())
        waiting = Waiting(**found)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    fits = all(isinstance(value, _KINDS.get(name, (str,))) for name, value in found.items())
    fits = fits and isfinite(waiting.expires)
    return waiting if fits and waiting.id == path.stem and _ID.fullmatch(waiting.id) else None
