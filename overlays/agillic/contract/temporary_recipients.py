"""Throw-away recipients: invented for a round trip, and removed at its end, whatever happens meanwhile."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from agillic.contract.layouts import DELETIONS, deletion_layout
from agillic.contract.run import PAUSE, Run
from agillic.contract.temporary_files import TemporaryFiles
from agillic.contract.temporary_records import TemporaryRecords
from agillic.wire.rsql import F, wildcard
from sdk_core.contract.call_recorder import RunStopped
from sdk_core.contract.json_values import listed, member
from sdk_core.contract.responses import Override

_CALLS_TO_LOOK_AGAIN = 16
"""For all of them together: to list what is still there, and to delete it again."""
_ROUNDS = 4
_OK, _CREATED, _CONFLICT = 200, 201, 409


class TemporaryRecipients:
    """Invents recipients, and removes those that may have come into being.

    Args:
        run: With the recipient key known.
        key: The recipient key.

    Attributes:
        key: The recipient key.
        records: Throw-away records, besides.
        files: Throw-away files, besides.
    """

    def __init__(self, run: Run, key: str) -> None:
        self._run, self.key = run, key
        self._invented, self._are_listed = 0, False
        self._fresh: str | None = None
        self._keys: list[str] = []
        self.records, self.files = TemporaryRecords(run), TemporaryFiles(run)

    def __repr__(self) -> str:
        return f"<{len(self._keys)} throw-away recipients>"

    @property
    def remaining(self) -> list[str]:
        """The keys of those that may be there, of records, and the names of files."""
        return [*self._keys, *self.records.remaining, *self.files.remaining]

    def new(self, number: int | None = None, *, escape: str = "") -> str:
        """Return the key of a recipient that may be created now. The calls that remove it are set aside.

        Args:
            number: Which to stand in its key; left out, the next one.
            escape: Behind the number.

        Raises:
            RunStopped: Too few calls are left to remove it again.
        """
        # To delete it, and to look whether it is gone; where both are known to work at once, not for each.
        calls = 2 - self._are_listed - (self._are_listed and deletion_layout(self._run) is not None)
        self._run.calls.reserve(calls if self._invented else calls + _CALLS_TO_LOOK_AGAIN)
        self._invented += 1
        key = f"{self._run.prefix}-{number or self._invented}{escape}@example.invalid"
        self._keys.append(key)
        return key

    def created(self, **fields: object) -> str | None:
        """Create a recipient, and return the key; None if that does not work."""
        key = self.new()
        status = self._run.read("createRecipient", body=self.person(key, **fields)).status
        # A conflict: it came into being by a call that was returned as if it had failed.
        usual = status in (_CREATED, _CONFLICT)
        is_there = usual or self._run.status("getRecipient", {"recipientId": key}) == _OK
        return key if is_there else None

    def fresh(self) -> str | None:
        """Return the key of a recipient who was created and never changed, the same one each time."""
        self._fresh = self._fresh or self.created()
        return self._fresh

    def person(self, key: str, **fields: object) -> dict[str, Any]:
        """Return the body that creates a recipient."""
        return {"personData": {self.key: key, **fields}}

    def try_listing(self) -> None:
        """Probe whether the instance lists those that were created: if so, one call tells which of them are left."""
        self._are_listed = bool(self._listed())

    def remove(self) -> None:
        """Remove them all, the records and the files, as far as that works; see `remaining`."""
        self._run.calls.release()
        try:
            self._remove_recipients()
        finally:
            try:
                self.records.remove()
            finally:
                self.files.remove()

    def _remove_recipients(self) -> None:
        """Remove the recipients.

        A response is not believed, for deletions may be blocked without a word: they are looked for afterwards. What is
        still there is deleted again, by the other way besides: one by one, or by a task.
        """
        by_task = deletion_layout(self._run)
        for number in range(_ROUNDS):
            if number:
                self._run.wait(PAUSE * number)
            if number or by_task:
                self._delete_by_task(by_task or DELETIONS["recipient-ids"])
            if number or not by_task:
                for key in self._keys:
                    self._status("deleteRecipient", key)
            self._keys = self._left()
            if not self._keys:
                return

    def _left(self) -> list[str]:
        """Return which of them may be there: those that the instance lists, or else that can be read."""
        keys = self._listed()
        if self._are_listed and keys is not None:
            return keys
        read = [key for key in self._keys if self._status("getRecipient", key) != self._run.status_of_nobody]
        return [*dict.fromkeys([*read, *(keys or ())])]

    def _delete_by_task(self, layout: Callable[[list[str]], object]) -> None:
        """Name them all in a body, where nothing is encoded."""
        with suppress(RunStopped):
            body, override = layout([*self._keys]), Override()
            started = self._run.calls.call("asyncBatchDeleteRecipients", body=body, override=override, once=True)
            if isinstance(task := member(started.json, "taskId"), str):
                self._run.ended("getTaskStatus", task)

    def _listed(self) -> list[str] | None:
        """Return the keys of those that the instance lists; None when that cannot be decided."""
        begins = self._run.prefix
        values = {"filter": F[self.key] == wildcard(f"{begins}-*"), "pageSize": 1000}
        with suppress(RunStopped):
            response = self._run.calls.call("listRecipients", values)
            keys = [member(each, "personData", self.key) for each in listed(response.json)]
            return [each for each in keys if isinstance(each, str) and each.startswith(begins)] if response.ok else None
        return None

    def _status(self, operation_id: str, key: str) -> int:
        try:
            return self._run.calls.call(operation_id, {"recipientId": key}, once=True).status
        except RunStopped:
            return 0
