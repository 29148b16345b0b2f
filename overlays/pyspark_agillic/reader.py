"""Reads: the driver decides what the partitions are, and the executors read them."""

from collections.abc import Iterator, Sequence
from typing import Any

from pyspark.sql.datasource import DataSourceReader, InputPartition
from pyspark.sql.types import StructType

from pyspark_agillic.columns import Columns
from pyspark_agillic.options import ReadOptions


class AgillicReader(DataSourceReader):
    """Reads a target. Spark makes it on the driver, and takes it to the executors.

    Args:
        options: of the read.
        schema: the columns.

    Raises:
        ValueError: a column has a type that nothing is read as, or the range of an export cannot be used.
    """

    def __init__(self, options: ReadOptions, schema: StructType) -> None:
        self.options, self.schema = options, schema
        Columns(schema)
        if options.target == "activity":
            self.partitions()

    def partitions(self) -> Sequence[InputPartition]:
        """Return what the tasks read, by one call at most; on the driver.

        Raises:
            AgillicError: the recipients cannot be counted.
        """
        if self.options.target == "activity":
            from pyspark_agillic.read_activity import activity_parts  # noqa: PLC0415 - it takes its time

            return activity_parts(self.options)
        from pyspark_agillic.read_recipients import recipient_parts  # noqa: PLC0415 - so

        return recipient_parts(self.options)

    def read(self, partition: InputPartition) -> Iterator[Any]:
        """Yield the Arrow batches of a partition; on an executor.

        Raises:
            AgillicError: a call failed.
            ValueError: a value cannot be read as the type of its column.
        """
        from pyspark_agillic.clients import client_of  # noqa: PLC0415 - as above
        from pyspark_agillic.read_activity import read_activity  # noqa: PLC0415 - so
        from pyspark_agillic.read_recipients import read_recipients, read_rows  # noqa: PLC0415 - so

        read: Any = {"recipients": read_recipients, "one_to_many": read_rows, "activity": read_activity}
        client = client_of(self.options.profile)
        rows = read[self.options.target](client, self.options, partition.value)
        yield from Columns(self.schema, client.dates).batches(rows)
