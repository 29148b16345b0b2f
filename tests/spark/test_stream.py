"""Streams are written: each batch once, however often it is begun."""

import json
from pathlib import Path
from typing import Any

import pytest
from pyspark.errors import StreamingQueryException
from pyspark.sql import SparkSession
from spark_parts import THERE, statuses

from agillic.mock.local import LocalMock


class Feed:
    """A folder of JSON files that a stream reads, and the checkpoint of the query that writes it."""

    def __init__(self, spark: SparkSession, folder: Path) -> None:
        self.spark, self.files, self.checkpoint = spark, folder / "files", folder / "checkpoint"
        self.files.mkdir()

    def add(self, name: str, *ages: object) -> None:
        lines = (json.dumps({"EMAIL": f"{name}{n}@example.com", "AGE": str(age)}) for n, age in enumerate(ages))
        (self.files / f"{name}.json").write_text("\n".join(lines))

    def run(self, **options: str) -> None:
        """Write what is there, and end."""
        rows = self.spark.readStream.schema("EMAIL string, AGE string").json(str(self.files))
        writer = rows.writeStream.format("agillic").option("target", "recipients").options(**options)
        query = writer.option("checkpointLocation", str(self.checkpoint)).trigger(availableNow=True).start()
        query.awaitTermination()

    def forget_commit(self, batch: int) -> None:
        """Have Spark not know that a batch is done, as if it had ended before it noted that."""
        commits = self.checkpoint / "commits"
        for name in (str(batch), f".{batch}.crc"):
            (commits / name).unlink(missing_ok=True)

    def reports(self, folder: Path | None = None) -> list[dict[str, Any]]:
        paths = sorted((folder or self.checkpoint / "agillic").rglob("*.json"))
        return [json.loads(path.read_text("utf-8")) for path in paths]


@pytest.fixture
def feed(spark: SparkSession, tmp_path: Path) -> Feed:
    return Feed(spark, tmp_path)


def test_each_batch_is_sent_once_also_when_it_is_begun_again(feed: Feed, agillic_mock: LocalMock) -> None:
    feed.add("a", 20, 30)
    feed.run()
    feed.add("b", 40)
    feed.run()
    assert agillic_mock.state.recipients.count() == 3 + THERE
    assert statuses(agillic_mock) == {200: 2}

    feed.forget_commit(1)
    feed.run()
    assert statuses(agillic_mock) == {200: 2}, "the batch was committed: it is not sent again"

    feed.add("c", 50)
    feed.run()
    assert agillic_mock.state.recipients.count() == 4 + THERE
    assert statuses(agillic_mock) == {200: 3}
    assert [each["rows"] for each in feed.reports()] == [2, 1, 1]


def test_a_folder_of_reports_says_too_what_is_done(feed: Feed, agillic_mock: LocalMock, reports: Path) -> None:
    feed.add("a", 20)
    feed.run(report=str(reports))
    feed.forget_commit(0)
    feed.run(report=str(reports))
    assert statuses(agillic_mock) == {200: 1}
    (report,) = feed.reports(reports)
    assert report["job"].endswith("-0")
    assert not (feed.checkpoint / "agillic").exists()


def test_an_empty_batch_sends_nothing(feed: Feed, agillic_mock: LocalMock) -> None:
    (feed.files / "empty.json").write_text("")
    feed.run()
    feed.add("a", 20)
    feed.run()
    assert agillic_mock.state.recipients.count() == 1 + THERE


def test_a_batch_that_fails_is_sent_again(feed: Feed, agillic_mock: LocalMock) -> None:
    feed.add("a", 20, "old")
    with pytest.raises(StreamingQueryException, match="1 row was not taken, and max_errors is 0"):
        feed.run()
    assert [each["state"] for each in feed.reports()] == ["failed"]
    feed.run(max_errors="1")
    assert agillic_mock.state.recipients.count() == 1 + THERE
    assert sorted(each["state"] for each in feed.reports()) == ["done", "failed"]


def test_rows_that_are_not_taken_go_to_dead_letters(feed: Feed, agillic_mock: LocalMock, tmp_path: Path) -> None:
    feed.add("a", 20, "old")
    feed.run(dead_letters=str(tmp_path / "dead"))
    (report,) = feed.reports()
    (line,) = Path(report["dead_letters"][0]).read_text().splitlines()
    assert json.loads(line)["EMAIL"] == "a1@example.com"
    assert agillic_mock.state.recipients.count() == 1 + THERE


@pytest.mark.usefixtures("agillic_mock")
def test_the_output_mode_complete_is_refused(feed: Feed) -> None:
    feed.add("a", 20)
    rows = feed.spark.readStream.schema("EMAIL string, AGE string").json(str(feed.files))
    counted = rows.groupBy("EMAIL").count()
    writer = counted.writeStream.format("agillic").option("target", "recipients").outputMode("complete")
    with pytest.raises(Exception, match="overwrite is refused"):
        writer.option("checkpointLocation", str(feed.checkpoint)).trigger(availableNow=True).start().awaitTermination()
