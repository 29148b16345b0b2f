"""Frames and tables of other libraries as rows; and never a field that a gap clears."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from client_surface import sync_and_async
from many_parts import sent, settings
from row_parts import ADA, BEA, ZONE, do, written

from agillic import Agillic, BatchSummary
from agillic.mock.local import LocalMock

pd: Any = import_module("pandas")  # it brings no types
pl: Any = import_module("polars")
pa: Any = import_module("pyarrow")  # it brings no types


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


DATA = {"EMAIL": [ADA, BEA], "AGE": [20, None], "CITY": [None, "Oslo"], "BIRTHDAY": [date(1990, 7, 4), None]}
EXPECTED = [{"EMAIL": ADA, "AGE": 20, "BIRTHDAY": "04.07.1990"}, {"EMAIL": BEA, "CITY": "Oslo"}]


def pandas_frame() -> Any:  # noqa: ANN401 - it brings no types
    frame: Any = pd.DataFrame(DATA)
    return frame.assign(BIRTHDAY=pd.to_datetime(frame["BIRTHDAY"]))


class OnlyArrow:
    """What can be read by Arrow's interface alone, such as a relation of DuckDB."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return pa.table(DATA).__arrow_c_stream__(requested_schema)


FRAMES: Mapping[str, Callable[[], Any]] = {
    "pandas": pandas_frame,
    "pandas, nullable": lambda: pandas_frame().convert_dtypes(),
    "pandas, of Arrow": lambda: pandas_frame().convert_dtypes(dtype_backend="pyarrow"),
    "polars": lambda: pl.DataFrame(DATA),
    "arrow table": lambda: pa.table(DATA),
    "arrow batch": lambda: pa.RecordBatch.from_pydict(DATA),
    "arrow reader": lambda: pa.table(DATA).to_reader(),
    "arrow interface": OnlyArrow,
}
frames = pytest.mark.parametrize("make", FRAMES.values(), ids=FRAMES.keys())


@sync_and_async
@frames
def test_a_frame_is_its_rows_and_its_gaps_are_left_out(
    make: Callable[[], Any], agillic_mock: LocalMock, *, asynchronous: bool
) -> None:
    summary: BatchSummary = do(agillic_mock, lambda c: c.recipients.upsert(make()).run(), asynchronous=asynchronous)
    assert (summary.created, summary.failed) == (2, [])
    assert written(agillic_mock) == EXPECTED


@frames
def test_a_gap_in_a_frame_clears_no_field(make: Callable[[], Any], agillic_mock: LocalMock) -> None:
    with Agillic(**settings(agillic_mock)) as agillic:
        agillic.recipients.create({"EMAIL": BEA, "AGE": 33})
        agillic.recipients.upsert(make()).run()
        assert agillic.recipients.get(BEA).person_data["AGE"] == "33"


def test_a_column_of_pandas_holds_dates_if_all_its_times_are_midnight(agillic_mock: LocalMock) -> None:
    times = pd.to_datetime(["2026-07-04 00:00", "2026-07-04 06:30"])
    frame = pd.DataFrame({"EMAIL": [ADA, BEA], "BIRTHDAY": times.normalize(), "LAST_VISIT": times})
    do(agillic_mock, lambda c: c.recipients.upsert(frame).run(), **ZONE)
    assert [(row["BIRTHDAY"], row["LAST_VISIT"]) for row in written(agillic_mock)] == [
        ("04.07.2026", "04.07.2026 00:00:00"),
        ("04.07.2026", "04.07.2026 06:30:00"),
    ]


def test_a_row_without_its_key_is_rejected(agillic_mock: LocalMock) -> None:
    frame = pd.DataFrame({"EMAIL": [ADA, None, float("nan")], "AGE": [1, 2, 3]})
    summary: BatchSummary = do(agillic_mock, lambda c: c.recipients.upsert(frame).run())
    assert (summary.created, [each.index for each in summary.failed]) == (1, [1, 2])
    assert "a dict with EMAIL" in summary.failed[0].message


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pl.DataFrame(DATA).lazy(), r"a lazy frame has no rows yet: give frame\.collect\(\)"),
        (pd.DataFrame([[ADA, 20]]), "a column is called 0: name each by the field"),
        (pd.DataFrame([[ADA, ADA]], columns=["EMAIL", "EMAIL"]), "two columns are called 'EMAIL'"),
    ],
    ids=["lazy", "unnamed", "twice"],
)
def test_a_frame_that_has_no_rows_by_names_is_rejected_before_a_call(
    frame: Any,  # noqa: ANN401 - of any library
    message: str,
    agillic_mock: LocalMock,
) -> None:
    with pytest.raises((TypeError, ValueError), match=message):
        do(agillic_mock, lambda c: c.recipients.upsert(frame).run())
    assert agillic_mock.requests == []


def added(column: Any, client: Agillic) -> BatchSummary:  # noqa: ANN401
    return client.target_groups.add("TastingPanel", column).run()


def test_achievements_come_from_frames_and_recipients_from_columns(agillic_mock: LocalMock) -> None:
    frame = pd.DataFrame({"recipientId": ["ruby@sweetmail.com"], "eventId": ["send_coupon"]})
    assert do(agillic_mock, lambda c: c.events.achieve_many(frame).run()).succeeded == 1
    for column in (frame["recipientId"], pl.from_pandas(frame)["recipientId"], pa.table(frame)["recipientId"]):
        summary: BatchSummary = do(agillic_mock, partial(added, column))
        assert summary.failed == []
    assert [each.json["recipientIds"] for each in sent(agillic_mock, "addToStaticTargetGroup")] == [
        ["ruby@sweetmail.com"]
    ] * 3
    summary = do(agillic_mock, lambda c: c.recipients.delete_many(frame).run())
    assert (summary.succeeded, len(summary.failed)) == (0, 1), "a frame is no column"


def test_no_library_is_imported_for_plain_rows(agillic_mock: LocalMock) -> None:
    code = (
        "import sys; from agillic import Agillic\n"
        f"with Agillic(key={agillic_mock.key!r}, secret={agillic_mock.secret!r}, base_url={agillic_mock.url!r}) as a:\n"
        "    summary = a.recipients.upsert([{'EMAIL': 'ada@example.com', 'AGE': 20}]).run()\n"
        "    a.recipients.update('ada@example.com', {'AGE': 21})\n"
        "print(summary.created, *{'pandas', 'numpy', 'polars', 'pyarrow', 'pydantic'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603 - our own
    assert done.stdout.split() == ["1"]
