"""Writes a DataFrame: each task sends the rows of its partition, and the driver sums up."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from pyspark import TaskContext
from pyspark.sql.datasource import DataSourceArrowWriter, WriterCommitMessage

from pyspark_agillic.dead_letters import sweep
from pyspark_agillic.options import WriteOptions
from pyspark_agillic.report import WriteFailed, problem_of, report_of, tell
from pyspark_agillic.sending import Sent, send_partition


class AgillicWriter(DataSourceArrowWriter):
    """Sends rows. Spark makes it on the driver, and takes it to the executors.

    Args:
        options: of the write.
    """

    def __init__(self, options: WriteOptions) -> None:
        self.options = options
        self.job = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:8]}"

    def write(self, iterator: "Iterable[Any]") -> Sent:
        """Send the rows of a partition; on an executor."""
        partition, attempt = task_numbers()
        return send_partition(iterator, self.options, self.job, Sent(partition, attempt))

    def commit(self, messages: "list[WriterCommitMessage | None]") -> None:
        """Write the report; on the driver, when all partitions were sent.

        Raises:
            WriteFailed: too many rows were not taken, or rows of one key were in several partitions.
        """
        report = report_of(self.job, self.options, messages)
        stopped = any(isinstance(each, Sent) and each.stopped for each in messages)
        report["problem"] = problem_of(report, self.options, stopped=stopped)
        report["state"] = "failed" if report["problem"] else "done"
        sweep(self.options.dead_letters, self.job, report["dead_letters"])
        tell(report, self.options.report, f"{self.job}.json")
        if report["problem"]:
            raise WriteFailed(report["problem"])

    def abort(self, messages: "list[WriterCommitMessage | None]") -> None:
        """Write what is known to be sent; on the driver, when a task failed for good. Nothing is taken back."""
        if all(isinstance(each, Sent) for each in messages):  # the commit failed, and has written its report
            return
        report = aborted(report_of(self.job, self.options, messages))
        tell(report, self.options.report, f"{self.job}.json")


def task_numbers() -> tuple[int, int]:
    """Return the numbers of the partition and of the attempt at it."""
    context = TaskContext.get()
    return (context.partitionId(), context.attemptNumber()) if context else (0, 0)


def aborted(report: dict[str, Any]) -> dict[str, Any]:
    """Return the report of a job of which a task failed for good."""
    missing = report["partitions_without_a_message"]
    problem = (
        f"{missing:,} partitions failed: rows of theirs may be sent, and those of the others are. Rows are upserts: "
        "fix the cause, and run the job again"
    )
    return report | {"state": "aborted", "problem": problem}
