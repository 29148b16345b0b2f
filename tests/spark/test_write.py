"""DataFrames are written: what the report says is what the server has, also when tasks fail."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyspark import TaskContext
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from spark_parts import THERE, people, read_report, refused, statuses, write

from agillic.mock.local import LocalMock
from agillic.wire.instance_dates import InstanceDates
from pyspark_agillic.dead_letters import DeadLetters, sweep


def failing(attempts: int) -> Any:  # noqa: ANN401 - what mapInArrow takes
    """Return a step in which partition 1 fails at its first attempts, when a part of its rows went on."""

    def step(batches: Iterator[Any]) -> Iterator[Any]:
        context = TaskContext.get()
        assert context is not None
        for batch in batches:
            yield batch
            if context.partitionId() == 1 and context.attemptNumber() < attempts:
                raise RuntimeError("the machine is gone")

    return step


class TestRecipients:
    def test_the_report_is_what_the_server_counts(
        self, spark: SparkSession, agillic_mock: LocalMock, reports: Path
    ) -> None:
        report = write(people(spark, 10_000), reports)
        assert agillic_mock.state.recipients.count() == 10_000 + THERE
        assert (report["state"], report["rows"], report["created"]) == ("done", 10_000, 10_000)
        assert report["outcomes"] == {"created": 10_000}
        assert [each["rows"] for each in report["partitions"]] == [2_500] * 4
        asked = statuses(agillic_mock, "discoverPersonData")[200]
        assert report["calls"] == statuses(agillic_mock)[200] + asked
        assert asked <= 2, "a Python process reads the fields once"
        assert refused(agillic_mock) == 0, "never more than 20 in flight"

        again = write(people(spark, 10_000), reports)
        assert again["outcomes"] == {"updated": 10_000}
        assert agillic_mock.state.recipients.count() == 10_000 + THERE

    def test_a_task_that_fails_twice_is_repeated(
        self, spark: SparkSession, agillic_mock: LocalMock, reports: Path
    ) -> None:
        frame = people(spark, 4_000).mapInArrow(failing(2), "EMAIL string, AGE int")
        report = write(frame, reports)
        assert agillic_mock.state.recipients.count() == 4_000 + THERE
        assert (report["rows"], report["state"]) == (4_000, "done")
        assert [each["attempt"] for each in report["partitions"]] == [0, 2, 0, 0]

    def test_a_task_that_fails_for_good_leaves_a_report_of_what_was_sent(
        self, spark: SparkSession, agillic_mock: LocalMock, reports: Path
    ) -> None:
        frame = people(spark, 4_000).mapInArrow(failing(9), "EMAIL string, AGE int")
        with pytest.raises(Exception, match="the machine is gone"):
            write(frame, reports)
        report = read_report(reports)
        assert report["state"] == "aborted"
        assert report["partitions_without_a_message"] >= 1
        assert 1 not in [each["partition"] for each in report["partitions"]]
        assert agillic_mock.state.recipients.count() >= report["rows"] + THERE

    def test_nulls_leave_fields_alone_or_clear_them(
        self, spark: SparkSession, agillic_mock: LocalMock, reports: Path
    ) -> None:
        frame = spark.sql("SELECT 'ruby@sweetmail.com' AS EMAIL, cast(null AS string) AS LASTNAME, 35 AS AGE")
        write(frame, reports)
        assert agillic_mock.state.recipients.read("ruby@sweetmail.com", ["LASTNAME", "AGE"]) == {
            "LASTNAME": "Blue",
            "AGE": "35",
        }
        write(frame, reports, nulls="clear")
        assert not agillic_mock.state.recipients.read("ruby@sweetmail.com", ["LASTNAME"])

    def test_dates_and_moments_are_written_as_the_instance_has_them(
        self, spark: SparkSession, agillic_mock: LocalMock, reports: Path
    ) -> None:
        frame = spark.sql(
            "SELECT 'ada@example.com' AS EMAIL, date '2026-07-04' AS BIRTHDAY, "
            "timestamp '2026-07-04 06:30:00' AS LAST_VISIT, cast(20 AS decimal(10, 2)) AS AGE, true AS NEWSLETTER"
        )
        write(frame, reports)
        assert agillic_mock.state.recipients.read("ada@example.com", ["BIRTHDAY", "LAST_VISIT"]) == {
            "BIRTHDAY": "04.07.2026",
            "LAST_VISIT": "04.07.2026 08:30:00",
        }


class TestRowsThatAreNotTaken:
    ROWS = (
        "SELECT * FROM VALUES ('ada@example.com', '20'), ('bea@example.com', 'twenty'), (null, '30'), "
        "('cleo@example.com', '40') AS t(EMAIL, AGE)"
    )

    def test_are_kept_in_dead_letters_with_the_reason(
        self, spark: SparkSession, agillic_mock: LocalMock, reports: Path, tmp_path: Path
    ) -> None:
        report = write(spark.sql(self.ROWS), reports, dead_letters=tmp_path / "dead")
        assert agillic_mock.state.recipients.count() == 2 + THERE
        assert (report["rows"], report["not_taken"], report["outcomes"]["rejected"]) == (4, 2, 2)
        letters = [json.loads(line) for name in report["dead_letters"] for line in Path(name).read_text().splitlines()]
        by_key = {each["EMAIL"]: each for each in letters}
        assert by_key.keys() == {"bea@example.com", None}
        assert by_key["bea@example.com"]["AGE"] == "twenty"
        assert by_key["bea@example.com"]["_rejected"].startswith("rejected: ")
        assert "AGE" in by_key["bea@example.com"]["_rejected"]
        assert by_key[None]["_rejected"] == "rejected: it has no EMAIL, which says whose row it is"
        assert "bea@" not in json.dumps(report)

    def test_can_be_corrected_and_sent_again(
        self, spark: SparkSession, agillic_mock: LocalMock, reports: Path, tmp_path: Path
    ) -> None:
        report = write(spark.sql(self.ROWS), reports, dead_letters=tmp_path / "dead")
        letters = spark.read.json(report["dead_letters"])
        corrected = letters.where("EMAIL IS NOT NULL").selectExpr("EMAIL", "20 AS AGE")
        assert write(corrected, reports)["outcomes"] == {"created": 1}
        assert agillic_mock.state.recipients.count() == 3 + THERE

    def test_are_read_by_the_command_line(
        self, spark: SparkSession, agillic_mock: LocalMock, reports: Path, tmp_path: Path
    ) -> None:
        rows = "SELECT 'bea@example.com' AS EMAIL, 'twenty' AS AGE, date '2000-07-04' AS BIRTHDAY"
        (name,) = write(spark.sql(rows), reports, dead_letters=tmp_path / "dead")["dead_letters"]
        (tmp_path / "corrected.jsonl").write_text(Path(name).read_text().replace("twenty", "20"))
        command = [sys.executable, "-m", "agillic", "recipients", "import", str(tmp_path / "corrected.jsonl")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        assert done.returncode == 0, done.stderr
        assert agillic_mock.state.recipients.read("bea@example.com", ["AGE", "BIRTHDAY"]) == {
            "AGE": "20",
            "BIRTHDAY": "04.07.2000",
        }

    @pytest.mark.usefixtures("agillic_mock")
    def test_fail_the_job_when_nobody_keeps_them(self, spark: SparkSession, reports: Path) -> None:
        with pytest.raises(AnalysisException, match="rows were not taken, and max_errors is 0: rejected: "):
            write(spark.sql(self.ROWS), reports)
        report = read_report(reports)
        assert report["state"] == "failed"
        assert "dead_letters keeps such rows" in report["problem"]

    def test_end_a_partition_when_they_are_too_many(
        self, spark: SparkSession, agillic_mock: LocalMock, reports: Path, tmp_path: Path
    ) -> None:
        bad = people(spark, 40_000, partitions=1).selectExpr("EMAIL", "'old' AS AGE")
        with pytest.raises(AnalysisException, match="max_errors is 10"):
            write(bad, reports, dead_letters=tmp_path / "dead", max_errors=10, concurrency=1)
        assert 10 < read_report(reports)["not_taken"] < 40_000
        assert agillic_mock.state.recipients.count() == THERE

    def test_an_attempt_that_failed_leaves_no_dead_letters(
        self, spark: SparkSession, agillic_mock: LocalMock, reports: Path, tmp_path: Path
    ) -> None:
        frame = people(spark, 400).selectExpr("EMAIL", "'old' AS AGE")
        report = write(frame.mapInArrow(failing(1), frame.schema), reports, dead_letters=tmp_path / "dead")
        assert report["not_taken"] == 400
        files = [str(each) for each in (tmp_path / "dead").rglob("*.jsonl")]
        assert sorted(files) == sorted(report["dead_letters"])
        assert sum(len(Path(each).read_text().splitlines()) for each in files) == 400
        assert agillic_mock.state.recipients.count() == THERE


def twice(spark: SparkSession, keys: int) -> DataFrame:
    """Return two partitions with the same keys."""
    return spark.range(0, 2 * keys, numPartitions=2).selectExpr(f"concat(id % {keys}, '@example.com') AS EMAIL")


def test_files_of_attempts_that_were_killed_are_swept(tmp_path: Path) -> None:
    for attempt in (0, 1):
        letters = DeadLetters(str(tmp_path), "job", 0, attempt, InstanceDates())
        letters.add({"EMAIL": "ada@example.com"}, "rejected")
        letters.flush()
    sweep(str(tmp_path), "job", letters.files)
    assert [str(each) for each in (tmp_path / "job").iterdir()] == letters.files
    assert Path(letters.files[0]).stat().st_mode & 0o077 == 0


class TestKeysInSeveralPartitions:
    def test_are_found_and_fail_the_job(self, spark: SparkSession, agillic_mock: LocalMock, reports: Path) -> None:
        with pytest.raises(AnalysisException, match=r"at least 1,000 keys .*repartition\(\"EMAIL\"\)"):
            write(twice(spark, 1_000), reports)
        assert read_report(reports)["keys_in_several_partitions"] == 1_000
        assert agillic_mock.state.recipients.count() == 1_000 + THERE

    @pytest.mark.usefixtures("agillic_mock")
    def test_are_none_after_a_repartition(self, spark: SparkSession, reports: Path) -> None:
        report = write(twice(spark, 1_000).repartition(3, "EMAIL"), reports)
        assert (report["keys_in_several_partitions"], report["share_of_keys_looked_at"]) == (0, 1.0)
        assert len(report["partitions"]) == 3

    @pytest.mark.usefixtures("agillic_mock")
    def test_are_reported_where_that_is_enough(self, spark: SparkSession, reports: Path) -> None:
        report = write(twice(spark, 10), reports, split_keys="warn")
        assert (report["state"], report["keys_in_several_partitions"]) == ("done", 10)

    @pytest.mark.usefixtures("agillic_mock")
    def test_are_looked_for_in_a_part_of_many(self, spark: SparkSession, reports: Path) -> None:
        report = write(twice(spark, 20_000), reports, split_keys="warn")
        assert 0 < report["share_of_keys_looked_at"] < 0.2
        assert report["keys_in_several_partitions"] == 2_048


class TestOtherTargets:
    def test_rows_of_a_one_to_many_table(self, spark: SparkSession, prompt_mock: LocalMock, reports: Path) -> None:
        frame = spark.range(0, 200, numPartitions=2).selectExpr(
            "if(id % 2 = 0, 'ruby@sweetmail.com', 'jane@sweetmail.com') AS EMAIL",
            "concat('P', id) AS ID",
            "'Aarhus' AS STORE",
        )
        report = write(frame.repartition(2, "EMAIL"), reports, "one_to_many", table="PURCHASES")
        assert (report["rows"], report["outcomes"]) == (200, {"accepted": 200})
        ruby = prompt_mock.state.recipients.find("ruby@sweetmail.com")
        assert len(prompt_mock.state.rows.read(ruby, "PURCHASES")) == 100 + 2

    def test_members_of_an_audience(self, spark: SparkSession, agillic_mock: LocalMock, reports: Path) -> None:
        frame = spark.sql("SELECT * FROM VALUES ('ruby@sweetmail.com'), ('jane@sweetmail.com') AS t(EMAIL)")
        report = write(frame, reports, "audience", group="TastingPanel")
        assert report["rows"] == 2
        assert agillic_mock.state.groups.population("TastingPanel") == 2
