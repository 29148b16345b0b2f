"""Approvals from outside: the server writes down what waits, a person looks at it and approves it by a command.

An approval names the plan and the hash of its arguments, and is signed with a key of the state folder. So a plan that
was changed is not approved, and a file that somebody without the key has put there counts for nothing.
"""

import hmac
import json
import re
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from sdk_core.agents.writes.plans import PlanRejectedError, WritePlan
from sdk_core.sync.state.private_file import write_private
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.state_files import private_directory

_ID: Final = re.compile(r"plan-[0-9a-f]{12}")


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
    """

    id: str
    agent: str
    operation: str
    text: str
    digest: str
    expires: float


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
        waiting = Waiting(plan.id, plan.agent, plan.operation, text, plan.digest, plan.expires)
        self._write(f"{plan.id}.json", asdict(waiting))

    def waiting(self, now: float) -> list[Waiting]:
        """Return the plans that wait and can still be run; others are removed with their approvals.

        Args:
            now: the time in seconds since 1970.
        """
        found: list[Waiting] = []
        for path in sorted(self._folder.glob("plan-*.json")):
            try:
                each = Waiting(**json.loads(path.read_bytes()))
            except (OSError, ValueError, TypeError):
                continue
            if each.expires <= now:
                path.unlink(missing_ok=True)
                path.with_suffix(".approved").unlink(missing_ok=True)
            elif not path.with_suffix(".approved").exists():
                found.append(each)
        return found

    def approve(self, id_: str, by: str, now: float) -> Waiting:
        """Approve a plan.

        Args:
            id_: its id.
            by: who approves, for the audit log.
            now: the time in seconds since 1970.

        Raises:
            PlanRejectedError: no such plan waits.
        """
        waiting = next((each for each in self.waiting(now) if each.id == id_), None)
        if waiting is None:
            raise PlanRejectedError(f"no plan {id_!r} waits: it may be too old, or was approved; see those that wait")
        self._write(f"{id_}.approved", {"by": by, "signature": self._signature(id_, waiting.digest, by)})
        return waiting

    def approved_by(self, plan: WritePlan) -> str:
        """Return who has approved a plan; empty where nobody has."""
        if not _ID.fullmatch(plan.id):
            return ""
        try:
            found = json.loads((self._folder / f"{plan.id}.approved").read_bytes())
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
