"""A run on an instance of Agillic: what was learned of it besides what the core keeps."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from agillic.wire.path_encoding import path_value
from agillic_api.api import OPERATIONS
from sdk_core.contract.json_values import member
from sdk_core.contract.run import Run as CoreRun

POLLS = 10
"""How often a task is read before it is left to itself."""
PAUSE = 2.0
"""Seconds before each of these."""

_TASK = OPERATIONS["asyncBatchUpsertRecipients"].traits["task"]
_OVER = frozenset({*_TASK["done"], *_TASK["failed"]})


@dataclass(slots=True, repr=False)
class Known:
    """Names of the instance, to read with. None of them is shown.

    Attributes:
        fields: The types of the person data fields, by name.
        key: The recipient key; None when discovery does not tell it.
        recipients: Person data of one or two recipients that were there before.
        one_to_many: The one-to-many tables.
        columns: The types of a table's columns, by table, and the name of its key under the empty name.
        tables: The Global Data Tables.
        records: The first records of Global Data Tables, by table.
        population: How many recipients there are.
        groups: The definitions of the target groups.
    """

    fields: dict[str, str] = field(default_factory=dict[str, str])
    key: str | None = None
    recipients: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    one_to_many: list[str] = field(default_factory=list[str])
    columns: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    tables: list[str] = field(default_factory=list[str])
    records: dict[str, list[dict[str, Any]]] = field(default_factory=dict[str, list[dict[str, Any]]])
    population: object = None
    groups: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    @property
    def person(self) -> dict[str, Any]:
        """The person data of the first recipient."""
        return self.recipients[0] if self.recipients else {}

    @property
    def recipient(self) -> str | None:
        """What names the first recipient in a path."""
        return next(iter(self.recipient_keys), None)

    @property
    def recipient_keys(self) -> list[str]:
        """What names the recipients in a path."""
        keys = [each.get(self.key or "") for each in self.recipients]
        return [str(each) for each in keys if sendable(each)]

    @property
    def private(self) -> frozenset[str]:
        """Names of the instance's own fields and columns."""
        return frozenset(self.fields).union(*self.columns.values())

    def text_field(self) -> str | None:
        """Return a text field that is unlikely to be unique."""
        customary = ("FIRSTNAME", "LASTNAME", "FIRST_NAME", "LAST_NAME", "CITY")
        return next((name for name in customary if self.fields.get(name) == "STRING" and name != self.key), None)


@dataclass(slots=True, kw_only=True, repr=False)
class Run(CoreRun):
    """What probes look with.

    Attributes:
        credentials: Key and secret.
        app_credentials: Those of a key of the scope app; empty without.
        known: What discovery reported.
        status_of_nobody: The status of reading a recipient who is not there.
        exports: The tasks of the activity exports that were started.
        export_window: The begin and the end of what the first of them exports.
        first_words: The first word for its state of each task that was read.
    """

    credentials: tuple[str, str]
    app_credentials: tuple[str, ...] = ()
    known: Known = field(default_factory=Known)
    status_of_nobody: int = 404
    exports: list[str] = field(default_factory=list[str])
    export_window: tuple[datetime, datetime] = (datetime.max.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
    first_words: list[str] = field(default_factory=list[str])

    @property
    def private(self) -> frozenset[str]:
        """Names of the instance's own fields and columns."""
        return self.known.private

    def ended(self, operation_id: str, task: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Read a task until it has ended, and return it; None when it does not end."""
        for number in range(POLLS):
            if number or self.first_words:  # nothing more is to be learned of what has just begun
                self.wait(PAUSE)
            response = self.read(operation_id, {"taskId": task})
            word = member(response.json, "status")
            if not response.ok or not isinstance(word, str):
                return None
            self.first_words = self.first_words or [word]
            if word in _OVER:
                return response.json
        return None


def sendable(value: object) -> bool:
    """Tell whether a value of the instance can stand in a path.

    >>> sendable("PURCHASES"), sendable(".."), sendable(None)
    (True, False, False)
    """
    try:
        path_value("it", value)
    except ValueError:
        return False
    return True
