"""Throw-away records of a Global Data Table that the user named for it: invented by `--write`, and removed."""

from typing import Any

from agillic.contract.run import Run
from sdk_core.contract.call_recorder import RunStopped
from sdk_core.contract.json_values import listed, member, objects

_CALLS = 4
"""To delete a record, and to look whether it is gone, twice."""
_ROUNDS = 2
_OK = 200


class TemporaryRecords:
    """Invents records, and removes those that may have come into being.

    Args:
        run: What it calls with.

    Attributes:
        table: The table; empty when none was named, or nothing can be written there.
        key: The column that is its key.
        columns: The types of its columns, by name.
        remaining: The keys of the records that may be there.
    """

    def __init__(self, run: Run) -> None:
        self._run, self._invented = run, 0
        self.table = self.key = ""
        self.columns: dict[str, str] = {}
        self.remaining: list[str] = []

    def begin(self) -> None:
        """Look whether the user named a table, and whether its key is known and text.

        Raises:
            RunStopped: No more calls can be made.
            ValueError: The client does not send the name.
        """
        table = self._run.use.get("table", "")
        if not table:
            return
        columns = objects(listed(self._run.read("discoverGlobalDataTable", {"tableId": table}).json))
        self.columns = {str(each.get("name")): str(each.get("type", "")) for each in columns}
        key = next((str(each.get("name")) for each in columns if each.get("identifier") is True), "")
        if self.columns.get(key) == "STRING":
            self.table, self.key = table, key

    def new(self) -> str:
        """Return the key of a record that may be created now. The calls that remove it are set aside.

        Raises:
            RunStopped: Too few calls are left to remove it again.
        """
        self._run.calls.reserve(_CALLS)
        self._invented += 1
        name = f"{self._run.prefix}-{self._invented}"
        self.remaining.append(name)
        return name

    def created(self) -> str | None:
        """Create a record, and return its key; None if that does not work."""
        name = self.new()
        self._run.read("createGlobalDataTableRecord", {"tableId": self.table}, self.record(name))
        return name if self.is_there(name) else None

    def record(self, name: str, **columns: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a column takes
        """Return the body of a record."""
        return {self.key: name, **columns}

    def at(self, name: str) -> dict[str, str]:
        """Return what a path names a record by."""
        return {"tableId": self.table, "recordId": name}

    def is_there(self, name: str) -> bool:
        """Tell whether a record can be read."""
        response = self._run.calls.call("getGlobalDataTableRecord", self.at(name))
        return response.ok and member(response.json, self.key) == name

    def is_gone(self, name: str) -> bool:
        """Tell whether a record is not known, or no longer."""
        return self._run.status("getGlobalDataTableRecord", self.at(name)) == self._status_of_none()

    def remove(self) -> None:
        """Remove them all, as far as that works; see `remaining`."""
        for _ in range(_ROUNDS):
            self.remaining = [each for each in self.remaining if not self._deleted(each)]

    def _deleted(self, name: str) -> bool:
        try:
            self._run.calls.call("deleteGlobalDataTableRecord", self.at(name), once=True)
            return self.is_gone(name)
        except RunStopped:
            return False

    def _status_of_none(self) -> int:
        """Return the status of reading a record that nobody made."""
        option = self._run.settled.get("unknown-record-status", "status-404")
        return int(option.removeprefix("status-"))
