"""How rows of a one-to-many table are read: those of a recipient by one call."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from agillic.api import API
from agillic.errors import NotFound
from agillic.sync.fields import Comparison, value_text
from agillic.wire.rsql.readings import number
from agillic_api import OPERATIONS
from agillic_api.client import Client
from sdk_core.calls.side_by_side import side_by_side
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.target import key_values
from sdk_core.wire.responses import Response

Row = Mapping[str, Any]
_TABLE = OPERATIONS["getOneToManyTable"]
_LISTS = ("recordList", "records")
"""Where rows are in responses: as seen in running code [C-AG], and as a machine-made document has it [J]."""


class RowTruth:
    """Reads rows of a table.

    Args:
        client: makes the calls.
        table: the table's name.
        table_key: the column that identifies a row of a recipient.
        comparison: compares the values of rows.
        is_number: whether that column holds numbers, which responses may write otherwise than the source.
    """

    def __init__(
        self, client: Client, table: str, table_key: str, comparison: Comparison, *, is_number: bool = False
    ) -> None:
        self._client, self._table, self._key = client, table, table_key
        self._comparison, self._is_number = comparison, is_number

    def calls(self, keys: int | None) -> int | None:
        """Return how many calls it costs to read so many rows, at most: one for each recipient of theirs."""
        return keys

    def read_all(self) -> Iterator[tuple[str, Row]]:
        """Raise `TargetError`: the API has the rows of one recipient at a time."""
        raise TargetError(
            f"the API does not list the rows of {self._table} of all recipients: plan from what the job itself has "
            "written, or read the rows of each recipient of the source, one call each"
        )

    def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Row | None]]:
        """Yield the rows of some keys; None for one that is not there."""
        wanted: dict[str, list[tuple[str, str]]] = {}
        for key in dict.fromkeys(keys):
            recipient, row_key = key_values(key, 2)
            wanted.setdefault(recipient, []).append((key, row_key))
        for found in side_by_side(self._read, wanted.items(), API.max_concurrency):
            yield from found

    def same(self, field: str, sent: object, found: object) -> bool:
        """Return whether what is there is what would be sent."""
        return self._comparison.same(field, sent, found)

    def restored(self, field: str, found: object) -> object:  # noqa: ARG002 - as truths have it
        """Return what is to be sent to restore a value; the empty text clears a column."""
        return self._comparison.restored(found)

    def _read(self, wanted: tuple[str, list[tuple[str, str]]]) -> list[tuple[str, Row | None]]:
        recipient, keys = wanted
        try:
            rows = self._client.call(_TABLE, {"recipientId": recipient, "tableId": self._table}, _rows)
        except (NotFound, ValueError):  # no such recipient, or no rows; or a key that has no place in a path
            rows = []
        by_key = {self._alike(value_text(row.get(self._key))): row for row in rows}
        return [(key, by_key.get(self._alike(row_key))) for key, row_key in keys]

    def _alike(self, key: str) -> str:
        """Return a key in the form that is compared."""
        if self._is_number and number(key) is not None:
            return str(Decimal(key).normalize())
        return unicodedata.normalize("NFC", key)


def _rows(response: Response[object]) -> list[Row]:
    members: Mapping[str, list[Row]] = response.json()
    return next(members[name] for name in _LISTS if name in members)
