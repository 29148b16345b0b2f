"""What is read equals what the mock has: recipients, rows of theirs, and activity."""

import datetime as dt
from pathlib import Path

import pytest
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from spark_parts import THERE, people, refused, statuses, write

from agillic.mock.local import LocalMock


def read(spark: SparkSession, target: str = "recipients", schema: str = "", **options: object) -> DataFrame:
    reader = spark.read.format("agillic").option("target", target)
    for name, value in options.items():
        reader = reader.option(name, str(value))
    return (reader.schema(schema) if schema else reader).load()


class TestRecipients:
    def test_all_of_them_in_partitions(self, spark: SparkSession, agillic_mock: LocalMock, reports: Path) -> None:
        write(people(spark, 5_000), reports)
        frame = read(spark, partition_rows=1_500, page_size=400)
        found = frame.select("EMAIL", "AGE").collect()
        assert len(found) == 5_000 + THERE
        assert {each.EMAIL for each in found} >= {f"{n}@example.com" for n in range(5_000)}
        assert frame.rdd.getNumPartitions() == 4
        assert refused(agillic_mock) == 0

    def test_those_of_a_filter_with_the_types_of_a_schema(self, spark: SparkSession, agillic_mock: LocalMock) -> None:
        agillic_mock.state.recipients.create(
            {"EMAIL": "ada@example.com", "AGE": "36", "BIRTHDAY": "04.07.1990", "LAST_VISIT": "04.07.2026 08:30:00"}
        )
        schema = "EMAIL string, AGE int, BIRTHDAY date, LAST_VISIT timestamp, NEWSLETTER boolean, CITY string"
        (row,) = read(spark, schema=schema, filter="AGE>35").collect()
        assert row.EMAIL == "ada@example.com"
        assert row.AGE == 36
        assert dt.date(1990, 7, 4) == row.BIRTHDAY
        assert row.LAST_VISIT.astimezone(dt.UTC) == dt.datetime(2026, 7, 4, 6, 30, tzinfo=dt.UTC)
        assert (row.NEWSLETTER, row.CITY) == (None, None)

    @pytest.mark.usefixtures("agillic_mock")
    def test_the_columns_are_those_of_the_instance(self, spark: SparkSession) -> None:
        fields = read(spark).schema.fields
        assert {"EMAIL", "AGE", "BIRTHDAY", "CREATED"} <= {each.name for each in fields}
        assert {each.dataType.simpleString() for each in fields} == {"string"}

    @pytest.mark.usefixtures("agillic_mock")
    def test_none_of_them(self, spark: SparkSession) -> None:
        assert read(spark, filter="AGE>200").collect() == []

    @pytest.mark.usefixtures("agillic_mock")
    def test_a_value_of_another_type_is_an_error_without_the_value(self, spark: SparkSession) -> None:
        with pytest.raises(Exception, match="FIRSTNAME of the schema is a NUMBER") as failed:
            read(spark, schema="EMAIL string, FIRSTNAME int").collect()
        assert "Ruby" not in str(failed.value)
        with pytest.raises(AnalysisException, match="the column AGE cannot be read as array<int>"):
            read(spark, schema="EMAIL string, AGE array<int>").collect()

    def test_a_result_that_the_server_forgot(self, spark: SparkSession, agillic_mock: LocalMock) -> None:
        frame = read(spark, schema="EMAIL string")
        assert frame.rdd.getNumPartitions() == 1  # planned: the result is there
        agillic_mock.clock.advance(301)
        with pytest.raises(Exception, match="load the DataFrame again just before it is used"):
            frame.collect()
        reopened = read(spark, schema="EMAIL string", on_expiry="reopen")
        assert reopened.rdd.getNumPartitions() == 1
        agillic_mock.clock.advance(301)
        assert {each.EMAIL for each in reopened.collect()} == {"ruby@sweetmail.com", "jane@sweetmail.com"}


class TestOtherTargets:
    def test_never_more_than_20_calls_are_in_flight(self, spark: SparkSession, agillic_mock: LocalMock) -> None:
        for number in range(200):
            agillic_mock.state.recipients.create({"EMAIL": f"{number}@example.com"})
        agillic_mock.faults.add(operation="getOneToManyTable", delay=0.1)
        schema = "recipientId string, ID string"
        frame = read(spark, "one_to_many", schema, table="PURCHASES", concurrency=20, partition_rows=60)
        assert len(frame.collect()) == 2
        assert statuses(agillic_mock, "getOneToManyTable") == {200: 200 + THERE}
        assert refused(agillic_mock) == 0, "two tasks at once could have had 40"

    def test_rows_of_a_one_to_many_table(self, spark: SparkSession, agillic_mock: LocalMock) -> None:
        found = read(spark, "one_to_many", table="PURCHASES").collect()
        assert {(each.recipientId, each.ID, each.STORE) for each in found} == {
            ("ruby@sweetmail.com", "123789", "Copenhagen"),
            ("ruby@sweetmail.com", "123790", "Copenhagen"),
        }
        typed = read(spark, "one_to_many", "recipientId string, ID long, PAID boolean", table="PURCHASES")
        assert sorted((each.ID, each.PAID) for each in typed.collect()) == [(123789, True), (123790, False)]
        assert statuses(agillic_mock, "getOneToManyTable")[200] == 2 * THERE

    def test_activity_of_more_windows_than_the_queue_holds(self, spark: SparkSession, prompt_mock: LocalMock) -> None:
        start = prompt_mock.clock.now()
        for hours in range(60):  # one each hour, of which 15 windows are made
            prompt_mock.state.activities.record(
                "EVENT", 1, "ruby@sweetmail.com", {"event": "e", "event_name": f"e{hours}"}
            )
            prompt_mock.clock.advance(3_600)
        end = prompt_mock.clock.now()
        options = {"file_type": "EVENT", "start": start.isoformat(), "end": end.isoformat()}
        frame = read(spark, "activity", **options)
        found = [each.activity for each in frame.collect()]
        assert sorted(each["EVENT"] for each in found) == sorted(f"e{hours}" for hours in range(60))
        assert len(found) == 60
        assert statuses(prompt_mock, "executeActivityExport").total() == 15
        assert frame.rdd.getNumPartitions() == 8
        (one,) = read(spark, "activity", "EMAIL string, EVENT string", **options).where("EVENT = 'e7'").collect()
        assert (one.EMAIL, one.EVENT) == ("ruby@sweetmail.com", "e7")

    @pytest.mark.usefixtures("agillic_mock")
    def test_a_range_that_cannot_be_used(self, spark: SparkSession) -> None:
        with pytest.raises(AnalysisException, match="it says no time zone"):
            read(
                spark, "activity", file_type="EVENT", start="2026-01-01T00:00:00", end="2026-01-02T00:00:00Z"
            ).collect()
