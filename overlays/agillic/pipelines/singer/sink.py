"""The records of one stream, batch by batch."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol, cast

from singer_sdk import Target
from singer_sdk.exceptions import InvalidRecord
from singer_sdk.helpers._typing import get_datelike_property_type
from singer_sdk.sinks import BatchSink
from singer_sdk.sinks.core import BaseJSONSchemaValidator, JSONSchemaValidator

from agillic.pipelines.writer import Writer


class _HasWriter(Protocol):
    @property
    def writer(self) -> Writer: ...


class AgillicSink(BatchSink):
    """Writes the records of a stream, 10,000 at a time unless `batch_size_rows` says otherwise: ten calls at once.

    A record that is not what the schema of its stream says is a dead letter, as one that Agillic rejects is. The SDK
    would log it with its values, and end the run.
    """

    def __init__(
        self,
        target: Target,
        stream_name: str,
        schema: dict[str, Any],
        key_properties: Sequence[str] | None,
    ) -> None:
        super().__init__(target, stream_name, schema, key_properties)
        self._writer = cast("_HasWriter", target).writer
        self._problem = ""
        """Why the record at hand cannot be sent; empty when it can."""
        self._stream = self._writer.open(stream_name, self.schema["properties"], self.key_properties)

    @property
    def include_sdc_metadata_properties(self) -> bool:
        """No: an instance has no fields for what Singer knows of a record."""
        return False

    def get_validator(self) -> BaseJSONSchemaValidator | None:
        """Return what notes why a record is not as its schema says; None if records are not validated."""
        inner = super().get_validator()
        return None if inner is None else _Noting(inner, self)

    def note(self, problem: str) -> None:
        """Note why the record at hand cannot be sent; an empty text for one that begins."""
        self._problem = problem

    def process_record(self, record: dict[str, Any], context: dict[str, Any]) -> None:
        """Keep a record until its batch is full."""
        records = context.setdefault("records", [])
        if self._problem:
            context.setdefault("problems", {})[len(records)] = self._problem
        records.append(record)
        self._problem = ""

    def process_batch(self, context: dict[str, Any]) -> None:
        """Send a batch. Once this returns, each of its records was taken or is a dead letter on the disk."""
        try:
            self._writer.write(self._stream, context.get("records", ()), context.get("problems"))
        except BaseException:
            self._writer.close()  # the run ends by it
            raise

    def _after_process_record(self, context: dict[str, Any]) -> None:
        """Log nothing: the SDK would log all records of the batch, with their values."""

    def _parse_timestamps_in_record(self, record: dict[str, Any], schema: dict[str, Any], treatment: object) -> None:  # noqa: ARG002 - as the SDK has it
        """Make dates of texts, which the client writes as the instance has them.

        The SDK would make times of day too, which no field holds, and end the run at the first that is none.
        """
        for name, value in record.items():
            kind = get_datelike_property_type(schema["properties"].get(name, {}))
            if kind in {"date", "date-time"} and isinstance(value, str):
                try:
                    record[name] = date.fromisoformat(value) if kind == "date" else datetime.fromisoformat(value)
                except ValueError:
                    self._problem = self._problem or f"the field {name} is no {kind} of ISO 8601"


class _Noting(BaseJSONSchemaValidator):
    """Validates records without ending the run, and without their values in a message.

    Args:
        inner: does it.
        sink: is told what is wrong with the record at hand.
    """

    def __init__(self, inner: BaseJSONSchemaValidator, sink: AgillicSink) -> None:
        super().__init__(inner.schema)
        self._inner, self._sink = inner, sink

    def validate(self, record: dict[str, Any]) -> None:
        """Tell the sink what is wrong with a record, if anything is."""
        self._sink.note("")
        if isinstance(self._inner, JSONSchemaValidator):
            error = next(self._inner.validator.iter_errors(record), None)
            if error is not None:
                self._sink.note(_said(error))
            return
        try:
            self._inner.validate(record)
        except InvalidRecord:
            self._sink.note("it is not as the schema of its stream says")


def _said(error: Any) -> str:  # noqa: ANN401 - jsonschema brings no types
    """Return what is wrong, without values: the place, and the rule of the schema."""
    place = ".".join(str(each) for each in error.absolute_path)
    rule = f"{error.validator} {error.validator_value}" if error.validator in {"type", "required"} else error.validator
    return f"{place or 'the record'} is not as the schema of its stream says ({rule})"
