"""The columns of what is read: those of the instance as texts, or those of the caller's schema with its types."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from pyspark.sql.types import (
    BooleanType,
    ByteType,
    DataType,
    DateType,
    DecimalType,
    DoubleType,
    FloatType,
    IntegerType,
    LongType,
    MapType,
    ShortType,
    StringType,
    StructField,
    StructType,
    TimestampType,
)

from pyspark_agillic.options import ReadOptions

if TYPE_CHECKING:
    from agillic.wire.instance_dates import InstanceDates

RECIPIENT: Final = "recipientId"
"""The column with the recipient of a row of a one-to-many table; the API calls it so."""
ACTIVITY: Final = "activity"
_BATCH: Final = 10_000
_WHOLE: Final[Mapping[type[DataType], str]] = {
    ByteType: "int8",
    ShortType: "int16",
    IntegerType: "int32",
    LongType: "int64",
}
_FLOATS: Final[Mapping[type[DataType], str]] = {FloatType: "float32", DoubleType: "float64"}


def read_schema(options: ReadOptions) -> StructType:
    """Return the columns where the caller names none, by one call.

    Raises:
        AgillicError: the fields cannot be read.
    """
    if options.target == "activity":  # what is known of an activity differs by its type
        return StructType([StructField(ACTIVITY, MapType(StringType(), StringType()))])
    from agillic.discovery.reading import one_to_many_table, person_data  # noqa: PLC0415 - it takes its time
    from pyspark_agillic.clients import client_of  # noqa: PLC0415 - so

    client = client_of(options.profile)
    if options.target == "recipients":
        names = [each.name for each in person_data(client)]
    else:
        names = [RECIPIENT, *(each.name for each in one_to_many_table(client, options.table).fields)]
    return StructType([StructField(name, StringType()) for name in names])


class Columns:
    """Turns rows of the API, whose values are texts, into Arrow batches of a schema.

    Args:
        schema: the columns.
        dates: how the instance writes dates; None on the driver, where nothing is read.

    Raises:
        ValueError: a column has a type that nothing is read as.
    """

    def __init__(self, schema: StructType, dates: "InstanceDates | None" = None) -> None:
        self._schema, self._dates = schema, dates
        self._pa: Any = import_module("pyarrow")  # brings no types
        self._types = {field.name: self._arrow_type(field) for field in schema.fields}
        self._is_activity = _is_activity(schema)

    def batches(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
        """Yield Arrow batches of rows.

        Raises:
            ValueError: a value cannot be read as the type of its column; the message names the column, not the value.
        """
        source = iter(rows)
        while part := list(islice(source, _BATCH)):
            yield self._batch(part)

    def _batch(self, rows: Sequence[Mapping[str, Any]]) -> Any:  # noqa: ANN401 - of pyarrow, which has no types
        if self._is_activity:
            maps = [[(name, _text(value)) for name, value in row.items()] for row in rows]
            return self._pa.record_batch([self._pa.array(maps, self._types[ACTIVITY])], names=[ACTIVITY])
        read = [self._typed(row) for row in rows]
        arrays = [self._array(field, [row.get(field.name) for row in read]) for field in self._schema.fields]
        return self._pa.record_batch(arrays, names=self._schema.fieldNames())

    def _typed(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        names = self._types.keys() & row.keys()
        read: Mapping[str, Any] = self._row_type.read({name: row[name] for name in names}, self._dates)
        return read

    @property
    def _row_type(self) -> Any:  # noqa: ANN401 - of a class that is made here
        if "_made" not in self.__dict__:
            from agillic.discovery.row_types import (  # noqa: PLC0415 - it takes its time
                Boolean,
                Date,
                Number,
                RowType,
                Text,
                Timestamp,
            )

            kinds: dict[type[DataType], Any] = {
                StringType: Text,
                BooleanType: Boolean,
                DateType: Date,
                TimestampType: Timestamp,
            }
            hints = {field.name: kinds.get(type(field.dataType), Number) for field in self._schema.fields}
            self._made: Any = RowType(type("Row", (), {"__annotations__": hints}), "the schema")
        return self._made

    def _array(self, field: StructField, values: list[Any]) -> Any:  # noqa: ANN401 - as above
        kind = type(field.dataType)
        if kind in _FLOATS:
            values = [None if value is None else float(value) for value in values]
        elif kind is DecimalType:
            values = [None if value is None else Decimal(value) for value in values]
        try:
            return self._pa.array(values, self._types[field.name])
        except (self._pa.ArrowException, OverflowError, TypeError):
            pass
        raise ValueError(
            f"a value of {field.name} has no place in a {field.dataType.simpleString()}: give the schema a wider "
            "type for it"
        )

    def _arrow_type(self, field: StructField) -> Any:  # noqa: ANN401 - as above
        pa, kind = self._pa, field.dataType
        if isinstance(kind, MapType) and _is_activity(self._schema):
            return pa.map_(pa.string(), pa.string())
        if isinstance(kind, DecimalType):
            return pa.decimal128(kind.precision, kind.scale)
        if name := {**_WHOLE, **_FLOATS}.get(type(kind)):
            return getattr(pa, name)()
        simple = {
            StringType: pa.string,
            BooleanType: pa.bool_,
            DateType: pa.date32,
            TimestampType: lambda: pa.timestamp("us", tz="UTC"),
        }
        if made := simple.get(type(kind)):
            return made()
        raise ValueError(
            f"the column {field.name} cannot be read as {kind.simpleString()}: give string, boolean, a number, date or "
            "timestamp"
        )


def _is_activity(schema: StructType) -> bool:
    return schema.fieldNames() == [ACTIVITY] and isinstance(schema[ACTIVITY].dataType, MapType)


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)
