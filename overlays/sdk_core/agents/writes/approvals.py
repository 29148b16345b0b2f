"""Approvals from outside: the server writes down what waits, a person looks at it and approves it by a command.

An approval names the plan and the hash of its arguments, and is signed with a key of the state folder. What the server
writes down of a plan is signed too: a person approves by its text. So a plan that was changed is neither shown nor
approved, and a file that somebody without the key has put there counts for nothing.
"""

import hmac
import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast

from sdk_core.agents.writes.plans import PlanRejectedError, WritePlan
from sdk_core.sync.state.private_file import write_private
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.state_files import private_directory

_ID: Final = re.compile(r"plan-[0-9a-f]{12}")
_ASKED: Final = ".json"
_APPROVED: Final = ".approved"
_DECLINED: Final = ".declined"
_SOMEBODY: Final = "somebody"
_SIGNATURE: Final = "signature"
_MAX_SHOWN: Final = 100
_MAX_BYTES: Final = 4_000_000
_READ: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
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
        self._write(f"{plan.id}{_ASKED}", asdict(waiting) | {_SIGNATURE: self._signature_of(waiting)})

    def waiting(self, now: float) -> list[Waiting]:
        """Return the plans that wait and can still be run; others are removed with what was said of them.

        Args:
            now: the time in seconds since 1970.
        """
        return [each for each in self._asked(now) if not self._is_said(each.id, _APPROVED, _DECLINED)]

    def find(self, id_: str, now: float, *, is_approved: bool = False) -> Waiting:
        """Return a plan that waits.

        Args:
            id_: its id.
            now: the time in seconds since 1970.
            is_approved: whether it may be approved already, and wait to be run.

        Raises:
            PlanRejectedError: no such plan waits.
        """
        said = (_DECLINED,) if is_approved else (_APPROVED, _DECLINED)
        found = next((each for each in self._asked(now) if each.id == id_ and not self._is_said(id_, *said)), None)
        if found is None:
            path = self._folder / f"{id_}{_ASKED}"
            if _ID.fullmatch(id_) and os.path.lexists(path) and self._read(path) is None:
                raise PlanRejectedError(
                    f"{path} is not as the server has written it, or its key was changed since: nobody can approve it; "
                    "remove it, and let the agent make another plan"
                )
            raise PlanRejectedError(
                f"no plan {id_[:_MAX_SHOWN]!r} waits: it may be too old, or was approved, declined or run; see "
                f"those that wait in {self._folder}"
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
        """Decline a plan that waits, or is approved and was not run yet.

        From now on nobody can approve it, and an approval counts not, whether it came before or comes at the same time.

        Args:
            id_: its id.
            by: who declines.
            now: the time in seconds since 1970.

        Raises:
            PlanRejectedError: no such plan waits, or it was run.
        """
        waiting = self.find(id_, now, is_approved=True)
        self._write(f"{id_}{_DECLINED}", {"by": by})
        if not self._is_said(id_, _ASKED):  # `use` looks for the decline after it has removed this
            (self._folder / f"{id_}{_DECLINED}").unlink(missing_ok=True)
            raise PlanRejectedError(f"the plan {id_} was run at this moment: see the audit log for what came of it")
        return waiting

    def use(self, plan: WritePlan) -> str:
        """Use the approval of a plan that is run now: from here on nobody can decline it.

        Args:
            plan: the plan.

        Returns:
            Who has declined it before: then it must not be run. Empty where nobody has.

        Raises:
            PlanRejectedError: a file of it cannot be removed.
        """
        try:
            for ending in (_ASKED, _APPROVED):
                (self._folder / f"{plan.id}{ending}").unlink(missing_ok=True)
            declined_by = self.declined_by(plan)
            (self._folder / f"{plan.id}{_DECLINED}").unlink(missing_ok=True)
        except OSError as error:
            raise PlanRejectedError(
                f"nothing was done: files of the plan in {self._folder} cannot be removed ({error.strerror})"
            ) from error
        return declined_by

    def declined_by(self, plan: WritePlan) -> str:
        """Return who has declined a plan; empty where nobody has.

        It needs no signature: whoever can write here may keep a plan from being run.
        """
        path = self._folder / f"{plan.id}{_DECLINED}"
        if not _ID.fullmatch(plan.id) or not os.path.lexists(path):
            return ""
        return str(_content(path).get("by") or _SOMEBODY)

    def approved_by(self, plan: WritePlan) -> str:
        """Return who has approved a plan; empty where nobody has."""
        if not _ID.fullmatch(plan.id) or self.declined_by(plan):
            return ""
        found = _content(self._folder / f"{plan.id}{_APPROVED}")
        by = str(found.get("by", ""))
        return by if _is_same(found.get(_SIGNATURE), self._signature(plan.id, plan.digest, by)) else ""

    def _asked(self, now: float) -> list[Waiting]:
        """Return the plans that can still be run, whatever was said of them; what is too old is removed."""
        found: list[Waiting] = []
        for path in sorted(self._folder.glob(f"plan-*{_ASKED}")):
            each = self._read(path)
            if each is not None and each.expires > now:
                found.append(each)
            elif each is not None:
                for ending in (_APPROVED, _DECLINED, _ASKED):
                    path.with_suffix(ending).unlink(missing_ok=True)
        return found

    def _is_said(self, id_: str, *endings: str) -> bool:
        return any(os.path.lexists(self._folder / f"{id_}{each}") for each in endings)

    def _read(self, path: Path) -> Waiting | None:
        """Return what a file says of a plan; None where somebody else has put something there, or changed it."""
        found = _content(path)
        signature = found.pop(_SIGNATURE, None)
        try:
            waiting = Waiting(**found)
        except TypeError:
            return None
        if not all(isinstance(value, _KINDS.get(name, (str,))) for name, value in found.items()):
            return None
        is_its_own = waiting.id == path.stem and _is_same(signature, self._signature_of(waiting))
        return waiting if is_its_own else None

    def _signature_of(self, waiting: Waiting) -> str:
        return self._signature("waits", *(str(each) for each in asdict(waiting).values()))

    def _signature(self, *parts: str) -> str:
        return hmac.new(self._key, json.dumps(parts).encode(), sha256).hexdigest()

    def _write(self, name: str, content: object) -> None:
        try:
            write_private(self._folder / name, json.dumps(content).encode())
        except OSError as error:
            raise PlanRejectedError(f"{self._folder / name} cannot be written ({error.strerror}): make room") from error


def _is_same(signature: object, expected: str) -> bool:
    return isinstance(signature, str) and hmac.compare_digest(signature.encode("utf-8", "replace"), expected.encode())


def _content(path: Path) -> dict[str, Any]:
    """Return the object that a file holds; an empty one where it is no plain file, or holds something else.

    A link leads anywhere, a pipe never ends, and a file may be of any size: nobody waits for them.
    """
    try:
        with open(path, "rb", opener=lambda name, _: os.open(name, _READ)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return {}
            found = json.loads(file.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
