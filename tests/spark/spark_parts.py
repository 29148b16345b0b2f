"""DataFrames of people, and what the mock says of the calls that wrote them."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame, SparkSession

from agillic.mock.local import LocalMock

THERE = 2
"""Recipients of the candy store that are there from the start."""


def people(spark: SparkSession, rows: int, partitions: int = 4) -> DataFrame:
    """Return new recipients, in so many partitions."""
    ids = spark.range(0, rows, numPartitions=partitions)
    return ids.selectExpr("concat(id, '@example.com') AS EMAIL", "cast(id % 90 AS int) AS AGE")


def write(frame: DataFrame, reports: Path, target: str = "recipients", **options: object) -> dict[str, Any]:
    """Write a DataFrame, and return the report of the job."""
    before = {*reports.glob("*.json")}
    writer = frame.write.format("agillic").option("target", target).option("report", str(reports))
    for name, value in options.items():
        writer = writer.option(name, str(value))
    writer.mode("append").save()
    return read_report(reports, before)


def read_report(reports: Path, before: set[Path] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]  # of none
    """Return the report that is there alone, or is new."""
    (path,) = {*reports.glob("*.json")} - before
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def statuses(mock: LocalMock, operation: str = "batchUpsertRecipients") -> Counter[int | None]:
    """Return how the calls of an operation were responded to.

    Calls with the token of another mock do not count: the processes of Spark outlive a mock.
    """
    return Counter(each.status for each in mock.requests if each.operation == operation and each.status != 401)


def refused(mock: LocalMock) -> int:
    """Return how many calls were too many at once, of any operation."""
    return sum(each.status == 429 for each in mock.requests)
