"""A stream of a pipeline: how its records become rows of a target, and how these are sent."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from agillic.client import Agillic
from agillic.pipelines.options import StreamOptions
from sdk_core.calls.batches.results import SUCCESSES, RowResult
from sdk_core.pipelines.errors import PipelineError
from sdk_core.pipelines.rows import Empty, row_of, without_empty

_RECIPIENT = "EMAIL"


class Stream:
    """A stream whose rows can be sent.

    Args:
        name: what the pipeline calls it.
        options: where its rows go.
        empty: what becomes of empty values.
        known: the names of its fields, as far as its schema has them.
        keys: those of them that identify a record.

    Attributes:
        name: as given.
        key: the field that identifies a recipient, by its name in Agillic.

    Raises:
        PipelineError: nothing says which field identifies a recipient.
    """

    def __init__(
        self, name: str, options: StreamOptions, empty: Empty, known: Collection[str], keys: Sequence[str]
    ) -> None:
        self.name, self._options = name, options
        self._empty: Empty = empty
        sources = options.fields or {}
        own = {source: field for field, source in sources.items()}
        if options.target == "one_to_many":
            self.key, option = options.recipient_field or _RECIPIENT, "recipient_field"
        else:
            self.key, option = options.key_field or _only(name, [own.get(key, key) for key in keys]), "key_field"
        source = sources.get(self.key, None if sources else self.key)
        if source not in known:
            missing = f"fields does not name {self.key}" if source is None else f"its schema has no {source}"
            raise PipelineError(
                f"the stream {name} does not say which recipient a row is of: {missing}. Name the field by {option}, "
                f"or rename it; the stream has {', '.join(known) or 'no fields'}"
            )

    def row(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record by the names of Agillic's fields."""
        return row_of(record, self._options.fields)

    def prepare(self, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what the batch takes
        """Return what is sent of a row.

        Raises:
            ValueError: it has no recipient.
        """
        recipient = row.get(self.key)
        if recipient in (None, ""):
            raise ValueError(f"it has no {self.key}, which says which recipient it is of: give one")
        values = without_empty(row, self._empty)
        if self._options.target != "one_to_many":
            return values
        del values[self.key]
        return str(recipient), values

    def send(self, client: Agillic, rows: list[Any]) -> Iterator[RowResult]:
        """Send rows that were prepared, and yield the result of each.

        Raises:
            BatchInterrupted: no more calls can be made.
        """
        if self._options.target == "one_to_many":
            yield from client.one_to_many.upsert(self._options.table or "", rows)
            return
        people = client.recipients.upsert(rows, key_field=self.key)
        if self._options.target == "recipients":
            yield from people
            return
        written: list[int] = []
        for result in people:
            if result.outcome in SUCCESSES:
                written.append(result.index)
            else:
                yield result
        members = client.target_groups.add(self._options.group or "", [str(rows[index][self.key]) for index in written])
        for result in members:
            yield RowResult(written[result.index], result.key, result.outcome, result.message, result.task)


def _only(name: str, keys: Sequence[str]) -> str:
    if len(keys) == 1:
        return keys[0]
    told = f"{len(keys)} key properties ({', '.join(keys)})" if keys else "no key properties"
    raise PipelineError(
        f"the stream {name} has {told}, and one field identifies a recipient: name it by key_field in streams, for "
        'example {"' + name + '": {"key_field": "EMAIL"}}'
    )
