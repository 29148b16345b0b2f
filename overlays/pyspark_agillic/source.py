"""The data source, which Spark asks for what writes and what reads. It makes no calls, but to read the fields."""

from collections.abc import Mapping, MutableMapping

from pyspark.sql.datasource import DataSource
from pyspark.sql.types import StructType

from pyspark_agillic.columns import read_schema
from pyspark_agillic.folders import Folder
from pyspark_agillic.options import ReadOptions, WriteOptions
from pyspark_agillic.reader import AgillicReader
from pyspark_agillic.rows import check_columns
from pyspark_agillic.stream_writer import AgillicStreamWriter
from pyspark_agillic.writer import AgillicWriter

_OVERWRITE = (
    "the mode overwrite is refused: it would mean that all that is not in the DataFrame is erased from the instance. "
    'Rows are upserts: use mode("append"), in a stream outputMode("append")'
)


class AgillicSource(DataSource):
    """What `format("agillic")` is.

    Attributes:
        options: the options of the read or the write; see `options`.
    """

    options: MutableMapping[str, str]

    @classmethod
    def name(cls) -> str:
        """Return the name of the format."""
        return "agillic"

    def schema(self) -> StructType:
        """Return the columns where the caller gives none: those of the instance, all of them texts as in the API.

        Raises:
            ValueError: an option cannot be used.
            AgillicError: the fields cannot be read.
        """
        return read_schema(ReadOptions.of(self.options))

    def reader(self, schema: StructType) -> AgillicReader:
        """Return what reads.

        Raises:
            ValueError: an option or a column cannot be used.
        """
        return AgillicReader(ReadOptions.of(self.options), schema)

    def writer(self, schema: StructType, overwrite: bool) -> AgillicWriter:  # noqa: FBT001 - as Spark calls it
        """Return what writes a DataFrame.

        Raises:
            ValueError: an option, a column or the mode cannot be used; nothing was sent.
        """
        return AgillicWriter(_write_options(self.options, schema, overwrite=overwrite))

    def streamWriter(self, schema: StructType, overwrite: bool) -> AgillicStreamWriter:  # noqa: FBT001, N802 - so
        """Return what writes a batch of a stream; Spark asks for one before each batch, and for one to commit it.

        Raises:
            ValueError: as `writer`; or there is no folder to keep the numbers of batches in.
        """
        return AgillicStreamWriter(_write_options(self.options, schema, overwrite=overwrite))


def _write_options(options: Mapping[str, str], schema: StructType, *, overwrite: bool) -> WriteOptions:
    if overwrite:
        raise ValueError(_OVERWRITE)
    found = WriteOptions.of(options)
    check_columns(schema, found)
    for place in (found.dead_letters, found.report):
        if place:
            Folder(place)  # an executor would say too late that it cannot be used
    return found
