"""A run: what it calls with, and what it has learned of the instance so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from agillic.contract.call_recorder import CallRecorder
from agillic.contract.responses import ReceivedResponse
from agillic.wire.path_encoding import path_value
from agillic_api import OPERATIONS, UNSET
from sdk_core.contract.json_values import member

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


@dataclass(slots=True, repr=False)
class Run:
    """What probes look with.

    Attributes:
        calls: Makes the calls.
        credentials: Key and secret.
        wait: Lets seconds pass.
        now: Tells the present moment, in UTC.
        known: What discovery told.
        mark: Drawn by chance; stands in every name that this run invents.
        settled: The options that were observed, by the id of their assumption.
        not_run: Why operations were not called, by operationId.
        last: The latest response to each operation that should succeed.
        no_write: Why nothing is written although that was asked for.
        status_of_nobody: What reading a recipient gets who is not there.
        exports: The tasks of the activity exports that were started.
        export_window: The begin and the end of what the first of them exports.
        first_words: The first word for its state of each task that was read.
    """

    calls: CallRecorder
    credentials: tuple[str, str]
    wait: Callable[[float], object]
    now: Callable[[], datetime]
    known: Known = field(default_factory=Known)
    mark: str = field(default_factory=lambda: token_hex(4))
    settled: dict[str, str] = field(default_factory=dict[str, str])
    not_run: dict[str, str] = field(default_factory=dict[str, str])
    last: dict[str, ReceivedResponse] = field(default_factory=dict[str, ReceivedResponse])
    no_write: str = ""
    status_of_nobody: int = 404
    exports: list[str] = field(default_factory=list[str])
    export_window: tuple[datetime, datetime] = (datetime.max.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
    first_words: list[str] = field(default_factory=list[str])

    @property
    def nobody(self) -> str:
        """An address that no recipient has."""
        return f"agillic-contract-{self.mark}-nobody@example.invalid"

    @property
    def nothing(self) -> str:
        """A name that nothing has."""
        return f"AGILLIC_CONTRACT_{self.mark.upper()}"

    def seen(self, operation_id: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return the JSON of the latest response to an operation that should succeed, or None."""
        return self.last[operation_id].json if operation_id in self.last else None

    def read(self, operation_id: str, values: Mapping[str, Any] | None = None, body: Any = UNSET) -> ReceivedResponse:  # noqa: ANN401 - as the client's
        """Call an operation with names that are there."""
        response = self.calls.call(operation_id, values, body, should_succeed=True)
        self.last[operation_id] = response
        return response

    def status(self, operation_id: str, values: Mapping[str, Any] | None = None, body: Any = UNSET) -> int:  # noqa: ANN401 - as the client's
        """Call an operation with something odd, and return the status of its response."""
        return self.calls.call(operation_id, values, body).status

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
