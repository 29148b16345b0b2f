"""The tests of a job's mapping: a row in, fields out, through the same SQL as the rows of the source."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import duckdb
import orjson

from sdk_core.sync.model.errors import JobError, SyncError
from sdk_core.sync.model.job import Job, MappingTest
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.model.target import Target
from sdk_core.sync.source.opened import open_source, relation_source
from sdk_core.sync.source.sql_text import identifier
from sdk_core.sync.staging.mapping_sql import mapping_query


@dataclass(frozen=True, slots=True)
class TestResult:
    """What became of a test.

    Attributes:
        name: the test's.
        passed: whether all is as it says.
        message: what differs, with the values of the test.
    """

    __test__ = False  # no test of pytest

    name: str
    passed: bool
    message: str = ""


def run_mapping_tests(job: Job, target: Target) -> list[TestResult]:
    """Run the tests of a job.

    Columns have the types of the source where that can be opened, else those of the test's own values. A row has what
    the test gives it, and nothing in all other columns.

    Args:
        job: its mapping and its tests.
        target: whose fields are mapped to.

    Raises:
        JobError: the mapping cannot be used.
    """
    if not job.tests:
        return []
    types = _source_types(job)
    return [_run(job, target, test, types) for test in job.tests]


def _source_types(job: Job) -> Mapping[str, str]:
    if job.source.python or not job.source.files:
        return {}
    try:
        with open_source(job) as source:
            return source.columns
    except SyncError:  # the file is not there yet, or cannot be read: `check` says so of itself
        return {}


def _run(job: Job, target: Target, test: MappingTest, types: Mapping[str, str]) -> TestResult:
    named = [mapping.column for mapping in job.mapping.values() if mapping.column]
    columns = types or dict.fromkeys([*named, *test.row], "")
    if unknown := [name for name in test.row if name not in columns]:
        return TestResult(test.name, passed=False, message=f"the source has no column {', '.join(unknown)}")
    listed = ", ".join(f"{_cell(test.row.get(name), kind)} as {identifier(name)}" for name, kind in columns.items())
    try:
        with relation_source(f"(select {listed})") as source:
            query = mapping_query(job, target, source)
            [(reason, fields)] = source.connection.sql(query.fields_sql).fetchall()
    except duckdb.ConversionException:
        return TestResult(test.name, passed=False, message="a value of the row is not of its column's type")
    except duckdb.Error as error:
        raise JobError(f"the test {test.name!r} cannot be run: {type(error).__name__}") from None
    message = _difference(test, reason, orjson.loads(fields))
    return TestResult(test.name, not message, message)


def _cell(value: Any, kind: str) -> str:  # noqa: ANN401 - any value of TOML
    if value is None:
        found = "null"
    elif isinstance(value, bool):
        found = str(value).lower()
    elif isinstance(value, int):
        found = str(value)
    elif isinstance(value, float):
        found = f"{literal(repr(value))}::double"
    elif isinstance(value, datetime):
        found = f"{literal(value.isoformat())}::{'timestamp' if value.tzinfo is None else 'timestamptz'}"
    elif isinstance(value, date):
        found = f"{literal(value.isoformat())}::date"
    elif isinstance(value, time):
        found = f"{literal(value.isoformat())}::time"
    elif isinstance(value, str):
        found = literal(value)
    else:
        found = f"{literal(orjson.dumps(value).decode())}::json"
    return f"cast({found} as {kind})" if kind else f"cast({found} as varchar)" if value is None else found


def _difference(test: MappingTest, reason: str, fields: dict[str, Any]) -> str:
    if test.rejected:
        if not reason:
            return f"expected the row to be rejected with {test.rejected!r}; it was not"
        return "" if test.rejected in reason else f"expected the reason {test.rejected!r}; it is {reason!r}"
    if reason:
        return f"expected fields; the row is rejected: {reason}"
    expected = dict(test.fields or {})
    parts = [f"{name} is missing" for name in expected if name not in fields]
    parts += [f"{name} is {fields[name]!r} and was not expected" for name in fields if name not in expected]
    parts += [
        f"{name} is {fields[name]!r}, expected {value!r}"
        for name, value in expected.items()
        if name in fields and not _equal(value, fields[name])
    ]
    return "; ".join(parts)


def _equal(expected: object, found: object) -> bool:
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    if isinstance(expected, float) and isinstance(found, int | float):
        return math.isclose(expected, found)
    return expected == found
