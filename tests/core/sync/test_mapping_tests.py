from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from staging_parts import write_parquet
from sync_parts import tiny_job, tiny_target

from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.job import FieldMapping, MappingTest, Source, SourceFile
from sdk_core.sync.staging.mapping_tests import run_mapping_tests

MAPPING: dict[str, FieldMapping | str] = {
    "EMAIL": FieldMapping(sql="lower(email)"),
    "FIRSTNAME": FieldMapping("first", empty="clear"),
    "AGE": "age",
}


def messages(
    *tests: MappingTest, mapping: dict[str, FieldMapping | str] | None = None, source: Source | None = None
) -> list[str]:
    job = tiny_job(mapping or MAPPING, source=source, tests=tests)
    found = run_mapping_tests(job, tiny_target())
    assert [result.passed for result in found] == [not result.message for result in found]
    return [result.message for result in found]


def row(fields: dict[str, Any] | None = None, *, rejected: str = "", **values: object) -> MappingTest:
    return MappingTest(values, fields, rejected, "a test")


def test_tests_that_pass() -> None:
    assert (
        messages(
            row({"EMAIL": "a@x", "FIRSTNAME": "", "AGE": 7}, email="A@X", first="", age="7"),
            row({"EMAIL": "a@x"}, email="A@X"),
            row({"EMAIL": "a@x", "AGE": 7.5}, email="a@x", age=7.5),
            row(rejected="AGE: no number", email="a@x", age="x"),
            row(rejected="no value", email=""),
        )
        == [""] * 5
    )


@pytest.mark.parametrize(
    ("test", "message"),
    [
        (row({"EMAIL": "A@X"}, email="A@X"), "EMAIL is 'a@x', expected 'A@X'"),
        (row({"EMAIL": "a@x", "AGE": "7"}, email="a@x", age=7), "AGE is 7, expected '7'"),
        (row({"EMAIL": "a@x", "AGE": True}, email="a@x", age=1), "AGE is 1, expected True"),
        (row({"EMAIL": "a@x"}, email="a@x", first=""), "FIRSTNAME is '' and was not expected"),
        (row({"EMAIL": "a@x", "AGE": 7}, email="a@x"), "AGE is missing"),
        (row({"EMAIL": "a@x"}, email=""), "expected fields; the row is rejected: EMAIL: the key has no value"),
        (row(rejected="no number", email="a@x"), "expected the row to be rejected with 'no number'; it was not"),
        (row(rejected="no date", email=""), "expected the reason 'no date'; it is 'EMAIL: the key has no value'"),
    ],
)
def test_tests_that_fail_say_what_differs(test: MappingTest, message: str) -> None:
    assert messages(test) == [message]


def test_values_of_toml_have_their_types() -> None:
    mapping: dict[str, FieldMapping | str] = {
        "EMAIL": "email",
        "BIRTHDATE": "born",
        "LASTSEEN": "seen",
        "EXTRA": "extra",
        "NEWS": FieldMapping(sql="age >= 18"),
    }
    test = row(
        {
            "EMAIL": "a@x",
            "BIRTHDATE": "10-12-1815",
            "LASTSEEN": "2026-03-01T13:00:00",
            "EXTRA": {"a": [1]},
            "NEWS": True,
        },
        email="a@x",
        born=date(1815, 12, 10),
        seen=datetime(2026, 3, 1, 12, tzinfo=UTC),
        extra={"a": [1]},
        age=36,
    )
    assert messages(test, mapping=mapping) == [""]


def test_columns_have_the_types_of_the_source_where_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_parquet(path, "select 'a' as email, 1 as age where false")
    mapping: dict[str, FieldMapping | str] = {"EMAIL": "email", "AGE": FieldMapping(sql="age + 1")}
    source = Source({"source": SourceFile(str(path), "parquet")})
    assert messages(
        row({"EMAIL": "a", "AGE": 8}, email="a", age="7"),
        row({"EMAIL": "a"}, email="a", ages="7"),
        row({"EMAIL": "a"}, email="a", age="seven"),
        mapping=mapping,
        source=source,
    ) == ["", "the source has no column ages", "a value of the row is not of its column's type"]
    path.unlink()
    assert messages(row({"EMAIL": "a", "AGE": 8}, email="a", age=7), mapping=mapping, source=source) == [""]


def test_a_mapping_that_does_not_fit_the_target_is_an_error() -> None:
    with pytest.raises(TargetError, match="did you mean AGE"):
        messages(row({}, email="a"), mapping={"EMAIL": "email", "AEG": "age"})


def test_no_tests() -> None:
    assert messages() == []
