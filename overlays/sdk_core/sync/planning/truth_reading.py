"""Looks at what a target has of the items that a plan touches: all of them, or a sample with its error bound.

The result is the table `compared` of the work connection: `k` of each item that was looked at, whether it was found,
whether it is there as it would be sent (null for one that is to be removed), and the values before of the fields that
differ.
"""
# ruff: noqa: S608 - the SQL is put together of names of this package's own, numbers and literals

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import orjson

from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.model.target import Target, Truth
from sdk_core.sync.planning.item_values import differing, sent_values
from sdk_core.sync.planning.plan_meta import TruthKind, TruthRead
from sdk_core.sync.planning.sql import count
from sdk_core.wire.counting import are, counted
from sdk_core.wire.errors import ApiError

if TYPE_CHECKING:
    import duckdb

_KEYS: Final = 5_000
"""Keys of one request for some items, and rows of a batch."""
_CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking.

    Attributes:
        read: what was looked at.
        unavailable: why nothing could be; empty if something was.
    """

    read: TruthRead
    unavailable: str = ""


def read_truth(  # noqa: PLR0913 - what there is to say, by names
    work: "duckdb.DuckDBPyConnection",
    target: Target,
    *,
    items: str = "candidates",
    sample: int | None = None,
    seed: str = "",
    needs_total: bool = False,
    calls_left: int | None = None,
) -> Looked:
    """Look at items of a target, and make the table `compared`.

    Whichever takes fewer calls is done: all items are listed, or those looked at are read by their keys.

    Args:
        work: the work connection.
        target: what to look at.
        items: a table or view with `k`, `key` and `item`; an item that is null is only looked for, and all its values
            are then values before.
        sample: how many of them to look at, taken at random; None for all.
        seed: makes the choice of a sample: the same one chooses the same.
        needs_total: whether all items of the target are listed, so that their number is known.
        calls_left: calls that are left today; None when that is not known. More are not made.
    """
    work.execute("create or replace table compared (k uuid, found boolean, same boolean, before varchar)")
    of = count(work, f"select count(*) from {items}")
    nothing = TruthRead("none", of=of)
    truth = target.truth
    if truth is None:
        return Looked(nothing, f"{target.title}: {target.truth_reason or 'the API does not show them'}")
    if not of:
        return Looked(nothing)
    is_sample = sample is not None and sample < of
    looked_at = of if sample is None else min(sample, of)
    if is_sample:
        order = f"md5(k::varchar || {literal(seed)})"
        items = f"(select * from {items} order by {order} limit {looked_at})"
    all_calls, some_calls = truth.calls(None), truth.calls(looked_at)
    lists = needs_total or (all_calls is not None and some_calls is not None and all_calls < some_calls)
    calls = all_calls if lists else some_calls
    if calls is not None and calls_left is not None and calls > calls_left:
        left = f"{calls_left:,} {are(calls_left)} left today"
        why = f"looking at {looked_at:,} of them takes {counted(calls, 'call')}, and {left}"
        return Looked(nothing, f"{target.title}: {why}")
    try:
        total = _read_all(work, target, truth, items) if lists else _read_some(work, target, truth, items)
    except (TargetError, ApiError) as error:
        work.execute("delete from compared")
        return Looked(replace(nothing, calls=calls or 0), f"{target.title}: {error}")
    found, same, unwanted = work.execute(
        "select count(*) filter (found), count(*) filter (same), count(*) filter (found and same is null) from compared"
    ).fetchall()[0]
    kind: TruthKind = "sample" if is_sample else "whole"
    read = TruthRead(kind, of, looked_at, calls or 0, int(found), int(same), int(unwanted), total=total)
    return Looked(replace(read, error_bound=error_bound(looked_at, of)) if is_sample else read)


def error_bound(sample: int, of: int) -> float:
    """Return by how much a share found in a sample is off at most, in 95 of 100 samples; from 0 to 1.

    It holds whatever the share is, and for samples of any size: the bound of Hoeffding and Serfling for drawing
    without putting back.

    Args:
        sample: how many were drawn.
        of: of how many.

    >>> round(error_bound(1_000, 1_000_000), 3), error_bound(50, 50)
    (0.043, 0.0)
    """
    if sample >= of:
        return 0.0
    left = 1 - (sample - 1) / of
    return min(1.0, math.sqrt(left * math.log(2 / (1 - _CONFIDENCE)) / (2 * sample)))


def _read_some(work: "duckdb.DuckDBPyConnection", target: Target, truth: Truth, items: str) -> int | None:
    """Read items by their keys. How many there are besides stays unknown."""
    for batch in batches_of(work, f"select k::varchar k, key, item from {items}"):
        of = {row["key"]: row for row in batch}
        rows: list[dict[str, object]] = []
        for key, found in truth.read_some([*of]):
            if (row := of.pop(key, None)) is not None:
                rows.append(_compared(target, row, found))
        rows += [_compared(target, row, None) for row in of.values()]  # what it says nothing of is not there
        _add(work, "compared", rows)
    return None


def _read_all(work: "duckdb.DuckDBPyConnection", target: Target, truth: Truth, items: str) -> int:
    """List all items, keep them aside, and compare. Return how many there are."""
    work.execute("create or replace table listed (key varchar, value varchar)")
    rows: list[dict[str, object]] = []
    total = 0
    for key, found in truth.read_all():
        total += 1
        rows.append({"key": key, "value": orjson.dumps(found, default=str).decode()})
        if len(rows) >= _KEYS:
            _add(work, "listed", rows)
            rows = []
    _add(work, "listed", rows)
    query = f"select k::varchar k, i.key, item, value from {items} i left join listed l on i.key = l.key"
    for batch in batches_of(work, query):
        _add(
            work,
            "compared",
            [_compared(target, row, orjson.loads(row["value"]) if row["value"] else None) for row in batch],
        )
    work.execute("drop table listed")
    return total


def _compared(target: Target, row: Mapping[str, Any], found: Mapping[str, Any] | None) -> dict[str, object]:
    """Return a row of the table `compared`."""
    if found is None:
        return {"k": row["k"], "found": False, "same": False, "before": None}
    if row["item"] is None:
        before: Mapping[str, object] = found
    else:
        before = differing(target, sent_values(target, row["item"]), found)
    text = orjson.dumps({**before}, default=str).decode() if before else None
    return {"k": row["k"], "found": True, "same": not before if row["item"] is not None else None, "before": text}


def batches_of(work: "duckdb.DuckDBPyConnection", query: str) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a query, by a connection of its own, so that the work connection can write meanwhile."""
    reading = work.cursor()
    try:
        relation: Any = reading.sql(query)
        for batch in relation.to_arrow_reader(_KEYS):
            yield batch.to_pylist()
    finally:
        reading.close()


def _add(work: "duckdb.DuckDBPyConnection", table: str, rows: list[dict[str, object]]) -> None:
    """Add rows to a table."""
    if not rows:
        return
    pa: Any = import_module("pyarrow")  # brings no types
    booleans = {"found", "same"}
    schema = pa.schema([(name, pa.bool_() if name in booleans else pa.string()) for name in rows[0]])
    work.register("adding", pa.Table.from_pylist(rows, schema=schema))
    work.execute(f"insert into {table} select * from adding")
    work.unregister("adding")
