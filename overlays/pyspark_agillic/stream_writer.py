"""Writes a stream, batch by batch. A batch that was committed is not sent again, whatever Spark forgot of it.

Spark repeats a batch if it ended before it noted that the batch is done. So the driver keeps the report of each batch
under its number, in the folder of reports or beside the checkpoint, and tells the executors which number was the last.
"""

from collections.abc import Iterable
from typing import Any, Final

from pyspark import TaskContext
from pyspark.sql.datasource import DataSourceStreamArrowWriter, WriterCommitMessage

from pyspark_agillic.dead_letters import sweep
from pyspark_agillic.folders import Folder
from pyspark_agillic.options import WriteOptions
from pyspark_agillic.report import WriteFailed, problem_of, report_of, tell
from pyspark_agillic.sending import Sent, send_partition
from pyspark_agillic.writer import aborted, task_numbers

_KEPT: Final = 100
"""Reports of a query that are kept, as Spark keeps its own notes."""
_QUERY: Final = "sql.streaming.queryId"
_BATCH: Final = "streaming.sql.batchId"
"""Properties of a task of a stream."""


class AgillicStreamWriter(DataSourceStreamArrowWriter):
    """Sends batches of a stream. Spark makes one on the driver before each batch, and another to commit it.

    Args:
        options: of the write.

    Raises:
        ValueError: there is no folder to keep the numbers of batches in.
    """

    def __init__(self, options: WriteOptions) -> None:
        self.options = options
        self.folder = options.report or (f"{options.checkpoint.rstrip('/')}/agillic" if options.checkpoint else "")
        if not self.folder:
            raise ValueError(
                "a stream needs a folder in which the driver keeps which batches are done: give the option "
                "checkpointLocation, or report"
            )
        self.done = self._done()

    def write(self, iterator: "Iterable[Any]") -> Sent:
        """Send the rows of a partition, unless their batch was committed; on an executor.

        Raises:
            RuntimeError: Spark does not say which batch it is.
        """
        context = TaskContext.get()
        query, number = (context.getLocalProperty(name) if context else None for name in (_QUERY, _BATCH))
        if not query or number is None:
            raise RuntimeError("Spark does not say which batch of a stream this is: write with Spark 4.1 or later")
        batch = int(number)
        sent = Sent(*task_numbers(), query=query, batch=batch)
        if batch <= self.done.get(query, -1):
            sent.skipped = True
            return sent
        return send_partition(iterator, self.options, f"{query}-{batch}", sent)

    def commit(self, messages: "list[WriterCommitMessage | None]", batchId: int) -> None:  # noqa: N803 - as Spark calls it
        """Write the report of a batch, by which it is known to be done; on the driver.

        Raises:
            WriteFailed: too many rows were not taken, or rows of one key were in several partitions. The batch is not
                done: the query sends it again when it is started again.
        """
        sent = [each for each in messages if isinstance(each, Sent)]
        if not sent or any(each.skipped for each in sent):  # an empty batch, or one that was done
            return
        report = report_of(f"{sent[0].query}-{batchId}", self.options, messages)
        report["problem"] = problem_of(report, self.options, stopped=any(each.stopped for each in sent))
        sweep(self.options.dead_letters, report["job"], report["dead_letters"])
        if report["problem"]:
            report["state"] = "failed"
            tell(report, self.folder, f"{sent[0].query}/{batchId:012}.failed.json")
            raise WriteFailed(report["problem"])
        tell(report, self.folder, f"{sent[0].query}/{batchId:012}.json")
        self._forget(sent[0].query)

    def abort(self, messages: "list[WriterCommitMessage | None]", batchId: int) -> None:  # noqa: N803 - so
        """Write what is known to be sent of a batch; on the driver, when a task failed for good."""
        sent = [each for each in messages if isinstance(each, Sent)]
        if not sent or len(sent) == len(messages):
            return
        report = aborted(report_of(f"{sent[0].query}-{batchId}", self.options, messages))
        tell(report, self.folder, f"{sent[0].query}/{batchId:012}.aborted.json")

    def _done(self) -> dict[str, int]:
        """Return the last batch of each query that is done."""
        folder = Folder(self.folder)
        last: dict[str, int] = {}
        for query in folder.names(""):
            if "." in query:  # a report of a DataFrame
                continue
            numbers = [name[: -len(".json")] for name in folder.names(query) if name.endswith(".json")]
            if found := [int(each) for each in numbers if each.isdecimal()]:
                last[query] = max(found)
        return last

    def _forget(self, query: str) -> None:
        folder = Folder(self.folder)
        for name in folder.names(query)[:-_KEPT]:
            folder.remove(f"{query}/{name}")
