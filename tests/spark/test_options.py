"""What is refused before a row is sent, and what a package on the path is enough for."""

import subprocess
import sys
from pathlib import Path

import pytest
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from spark_parts import people, write

from agillic.mock.local import LocalMock


def message(frame: DataFrame, *, mode: str = "append", target: str = "recipients", **options: str) -> str:
    """Return why a write is refused."""
    writer = frame.write.format("agillic").option("target", target).options(**options)
    with pytest.raises(AnalysisException) as refused:
        writer.mode(mode).save()
    return str(refused.value)


@pytest.mark.usefixtures("agillic_mock")
class TestRefused:
    def test_overwrite_with_the_reason(self, spark: SparkSession) -> None:
        said = message(people(spark, 1), mode="overwrite")
        assert "overwrite is refused" in said
        assert "erased from the instance" in said

    def test_the_default_mode_by_spark(self, spark: SparkSession) -> None:
        assert "UNSUPPORTED_DATA_SOURCE_SAVE_MODE" in message(people(spark, 1), mode="errorifexists")

    def test_an_unknown_option_with_what_may_be_meant(self, spark: SparkSession) -> None:
        assert "there is no option max_eror: did you mean max_errors?" in message(people(spark, 1), max_eror="1")
        assert "the options are concurrency, dead_letters" in message(people(spark, 1), xyzzy="1")

    @pytest.mark.parametrize("name", ["key", "secret", "password", "api_token", "client_secret", "AGILLIC_KEY"])
    def test_a_secret_without_repeating_it(self, spark: SparkSession, name: str) -> None:
        said = message(people(spark, 1), **{name: "sugar-and-spice"})
        assert f"the option {name.lower()} is refused" in said
        assert "AGILLIC_SECRET in the environment" in said
        assert "sugar-and-spice" not in said

    @pytest.mark.parametrize(
        ("options", "why"),
        [
            ({"target": "recipient"}, "target cannot be 'recipient': give one of recipients, one_to_many, audience"),
            ({"target": "one_to_many"}, "one_to_many needs the option table"),
            ({"target": "audience"}, "audience needs the option group"),
            ({"max_errors": "few"}, "max_errors cannot be 'few': give a whole number from 0 on"),
            ({"nulls": "drop"}, "nulls cannot be 'drop': give one of leave, clear"),
            ({"dead_letters": ""}, "dead_letters is empty"),
            ({"dead_letters": "dbfs:/dead"}, "the folder dbfs:/dead cannot be used: dbfs is no file system here"),
            ({"report": "abc://reports"}, "abc"),
            ({"key_field": "email"}, "there is no column email with the recipient: did you mean EMAIL? Case counts"),
        ],
    )
    def test_an_option_that_cannot_be_used(self, spark: SparkSession, options: dict[str, str], why: str) -> None:
        assert why in message(people(spark, 1), **options)

    def test_a_missing_target(self, spark: SparkSession) -> None:
        with pytest.raises(AnalysisException, match="the option target is missing"):
            people(spark, 1).write.format("agillic").mode("append").save()

    def test_columns_that_are_no_fields(self, spark: SparkSession) -> None:
        nested = people(spark, 1).selectExpr("EMAIL", "array(AGE) AS AGES")
        assert "the column AGES is a array<int>" in message(nested)
        assert "an audience takes the column EMAIL alone, and there are AGE too" in message(
            people(spark, 1), target="audience", group="TastingPanel"
        )

    def test_a_read_of_what_is_only_written(self, spark: SparkSession) -> None:
        with pytest.raises(AnalysisException, match="give one of recipients, one_to_many, activity"):
            spark.read.format("agillic").option("target", "audience").load()


def test_a_session_that_does_not_use_it_loads_no_client() -> None:
    code = "import sys, pyspark_agillic; print([each for each in sys.modules if each.split('.')[0] == 'agillic'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert done.stdout.strip() == "[]"


def test_spark_4_0_finds_no_source_here_and_no_error() -> None:
    code = (
        "from pyspark.sql import datasource; del datasource.DataSourceStreamArrowWriter; "
        "import pyspark_agillic; print(hasattr(pyspark_agillic, 'DefaultSource'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert done.stdout.strip() == "False"


def test_names_of_options_have_no_case(spark: SparkSession, agillic_mock: LocalMock, reports: Path) -> None:
    report = write(people(spark, 3), reports, Max_Errors=0, CONCURRENCY=1)
    assert report["rows"] == 3
    assert not [each for each in agillic_mock.requests if each.status and each.status >= 400]
