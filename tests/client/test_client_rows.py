"""Rows as people have them: of databases and as objects, and their values; and never a field that a gap clears."""

import sqlite3
from collections import ChainMap, OrderedDict, UserDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

import attrs
import numpy as np
import pydantic
import pytest
from client_surface import sync_and_async
from many_parts import sent, settings
from row_parts import ADA, BEA, ZONE, do, written

from agillic import Agillic, BatchSummary
from agillic.mock.local import LocalMock

pd: Any = import_module("pandas")  # it brings no types
pl: Any = import_module("polars")
pa: Any = import_module("pyarrow")  # it brings no types

PLAIN = {"EMAIL": ADA, "AGE": 20}


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


@dataclass
class Person:
    EMAIL: str
    AGE: Any = 20


@attrs.define
class Attrs:
    EMAIL: str
    AGE: Any = 20


class Pydantic(pydantic.BaseModel):
    email: str = pydantic.Field(serialization_alias="EMAIL")
    AGE: float = 20


class Named(NamedTuple):
    EMAIL: str
    AGE: Any = 20


class City(StrEnum):
    OSLO = "Oslo"


class Level(Enum):
    GOLD = 20
    NONE = float("nan")


def sqlite_row(age: object = 20) -> sqlite3.Row:
    with sqlite3.connect(":memory:") as connection:
        connection.row_factory = sqlite3.Row
        row: sqlite3.Row = connection.execute("SELECT ? AS EMAIL, ? AS AGE", (ADA, age)).fetchone()
    connection.close()
    return row


OBJECTS = [
    Person(ADA),
    Attrs(ADA),
    Pydantic(email=ADA),
    Named(ADA),
    sqlite_row(),
    MappingProxyType(PLAIN),
    OrderedDict(PLAIN),
    UserDict(PLAIN),
    ChainMap(PLAIN),
    pd.Series(PLAIN),
    np.array([(ADA, 20)], dtype=[("EMAIL", "U40"), ("AGE", "i8")])[0],
]
kinds = pytest.mark.parametrize("row", OBJECTS, ids=lambda row: type(row).__name__)


@sync_and_async
@kinds
def test_an_object_with_named_values_is_a_row(row: Any, agillic_mock: LocalMock, *, asynchronous: bool) -> None:  # noqa: ANN401
    summary: BatchSummary = do(agillic_mock, lambda c: c.recipients.upsert([row]).run(), asynchronous=asynchronous)
    assert (summary.created, summary.failed) == (1, [])
    do(agillic_mock, lambda c: c.recipients.update(ADA, row), asynchronous=asynchronous)
    (body,) = [each.json["personData"] for each in sent(agillic_mock, "updateRecipient")]
    assert written(agillic_mock) == [body] == [PLAIN]


@sync_and_async
@pytest.mark.parametrize(
    "row",
    [None, 5, "EMAIL=x", [("EMAIL", ADA)], (ADA, 20), object(), Person],
    ids=lambda row: type(row).__name__ if row else "nothing",
)
def test_what_has_no_named_values_is_no_row(row: Any, agillic_mock: LocalMock, *, asynchronous: bool) -> None:  # noqa: ANN401
    calls: list[Callable[[Any], Any]] = [
        lambda c: c.recipients.create(row),
        lambda c: c.recipients.update(ADA, row),
    ]
    for call in calls:
        with pytest.raises(TypeError, match=f"a {type(row).__name__} has no values by names: give a dict"):
            do(agillic_mock, call, asynchronous=asynchronous)
    summary: BatchSummary = do(
        agillic_mock, lambda c: c.recipients.upsert([row, PLAIN]).run(), asynchronous=asynchronous
    )
    assert (summary.created, [each.index for each in summary.failed]) == (1, [0])
    assert "each row must be" in summary.failed[0].message


@pytest.mark.parametrize(
    ("value", "json"),
    [
        (Decimal("19.90"), b"19.90"),
        (Decimal("1E+3"), b"1000"),
        (Decimal("12345678901234567890.12"), b"12345678901234567890.12"),
        (np.int64(5), b"5"),
        (np.uint8(5), b"5"),
        (np.float64(1.5), b"1.5"),
        (np.float32(1.5), b"1.5"),
        (np.True_, b"true"),
        (np.str_("Oslo"), b'"Oslo"'),
        (np.datetime64("2026-07-04"), b'"04.07.2026"'),
        (np.datetime64("2026-07-04T06:30:00", "ns"), b'"04.07.2026 06:30:00"'),
        (pd.Timestamp("2026-07-04"), b'"04.07.2026"'),
        (pd.Timestamp("2026-07-04T06:30"), b'"04.07.2026 06:30:00"'),
        (pd.Timestamp("2026-07-04T06:30", tz="UTC"), b'"04.07.2026 08:30:00"'),
        (date(2026, 7, 4), b'"04.07.2026"'),
        (datetime(2026, 7, 4, tzinfo=UTC), b'"04.07.2026 02:00:00"'),
        (UUID(int=5), b'"00000000-0000-0000-0000-000000000005"'),
        (City.OSLO, b'"Oslo"'),
        (Level.GOLD, b"20"),
        (pa.scalar(5), b"5"),
        (pa.scalar("Oslo"), b'"Oslo"'),
        (None, b"null"),
        ("null", b'"null"'),
        (2**63, b"9223372036854775808"),
    ],
    ids=repr,
)
def test_a_value_of_another_library_is_written_as_pythons_own(
    value: object, json: bytes, agillic_mock: LocalMock
) -> None:
    calls: list[Callable[[Agillic], object]] = [
        lambda c: c.recipients.upsert([{"EMAIL": ADA, "X": value}], check_rows=False).run(),
        lambda c: c.recipients.upsert([Person(ADA, value)], check_rows=False).run(),
        lambda c: c.events.achieve_many([{"recipientId": ADA, "eventId": "e", "context": {"X": value}}]).run(),
        lambda c: c.one_to_many.upsert("PURCHASES", [(ADA, {"ID": "1", "X": value})], check_rows=False).run(),
    ]
    do(agillic_mock, lambda c: [call(c) for call in calls], **ZONE)
    bodies = [each.body for each in agillic_mock.requests if each.method == "POST" and "oauth" not in each.target]
    found = [body for body in bodies if body and body[:1] in b"[{"]
    assert len(found) >= len(calls)
    assert all(b":" + json in body for body in found)


MISSING: list[Any] = [
    float("nan"),
    np.float64("nan"),
    np.float32("nan"),
    np.datetime64("NaT"),
    pd.NaT,
    pd.NA,
    Decimal("NaN"),
    Level.NONE,
    pa.scalar(None, pa.int64()),
    float("inf"),
    [1, float("nan")],
    {float("nan")},
    {"Y": [Person(ADA, float("nan"))]},
    np.array([1.0, float("nan")]),
]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("AGE", each) for each in (Decimal(20), np.int64(5), np.float64(2), Level.GOLD, pa.scalar(5), "20", 20.0)),
        *(("BIRTHDAY", each) for each in (pd.Timestamp("2026-07-04"), date(2026, 7, 4), np.datetime64("2026-07-04"))),
        *(("FIRSTNAME", each) for each in (np.str_("Ada"), City.OSLO, UUID(int=5), pa.scalar("Ada"), None)),
        *(("NEWSLETTER", each) for each in (np.True_, True, "true", pa.scalar(value=True))),
    ],
    ids=repr,
)
def test_what_can_be_written_passes_the_check_of_rows(name: str, value: object, agillic_mock: LocalMock) -> None:
    rows = [{"EMAIL": ADA, name: value}]
    summary: BatchSummary = do(agillic_mock, lambda c: c.recipients.upsert(rows).run(), **ZONE)
    assert (summary.created, summary.failed) == (1, [])


def made(make: Any, value: object) -> Any:  # noqa: ANN401 - a row of any kind
    is_mapping = any(make is each for each in (dict, MappingProxyType))
    return make({"EMAIL": ADA, "AGE": value}) if is_mapping else make(ADA, value)


@pytest.mark.parametrize("value", MISSING, ids=repr)
@pytest.mark.parametrize("make", [dict, Person, Attrs, Named, MappingProxyType], ids=lambda make: make.__name__)
def test_a_missing_value_in_a_row_is_an_error_and_clears_nothing(
    make: Any,  # noqa: ANN401 - makes a row
    value: object,
    agillic_mock: LocalMock,
) -> None:
    rows = [made(make, value), {"EMAIL": BEA}]
    summary: BatchSummary = do(agillic_mock, lambda c: c.recipients.upsert(rows, check_rows=False).run())
    (failed,) = summary.failed
    assert (failed.index, failed.outcome.value) == (0, "rejected")
    assert failed.message.startswith("personData.AGE")
    assert "leave the member out, or give None to clear it" in failed.message
    assert written(agillic_mock) == [{"EMAIL": BEA}]
    calls: list[Callable[[Agillic], object]] = [
        lambda c: c.recipients.create(rows[0]),
        lambda c: c.recipients.create({"personData": rows[0]}),
        lambda c: c.recipients.start_upsert({"recipients": [{"personData": rows[0]}]}),
        lambda c: c.one_to_many.update_records(ADA, "PURCHASES", rows[:1]),
    ]
    with Agillic(**settings(agillic_mock)) as agillic:
        for call in calls:
            with pytest.raises(ValueError, match=r"AGE.*: leave the member out"):
                call(agillic)
    assert all(b"null" not in each.body for each in agillic_mock.requests)


def test_the_name_of_a_member_is_told_unless_it_may_be_a_persons(agillic_mock: LocalMock) -> None:
    rows = [{"EMAIL": ADA, name: float("nan")} for name in ("AGE", "ÅR-1", BEA)]
    summary: BatchSummary = do(agillic_mock, lambda c: c.recipients.upsert(rows, check_rows=False).run())
    told = [each.message.partition(":")[0] for each in summary.failed]
    assert told == ["personData.AGE", "personData.ÅR-1", "personData.(a member)"]


def test_rows_of_tables_are_pairs_and_their_records_may_be_objects(agillic_mock: LocalMock) -> None:
    rows: list[Any] = [("ruby@sweetmail.com", OrderedDict(ID="1")), {"EMAIL": ADA, "ID": "2"}, (ADA, "ID"), (ADA,)]
    summary: BatchSummary = do(agillic_mock, lambda c: c.one_to_many.upsert("PURCHASES", rows).run())
    assert (summary.succeeded, [each.index for each in summary.failed]) == (1, [1, 2, 3])
