"""Staging in one line, for tests: rows or files in, what the table `staged` has out."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from database_parts import database
from sync_parts import FIELDS, tiny_job, tiny_target

from sdk_core.sync.model.job import FieldMapping, Source, SourceFile
from sdk_core.sync.model.target import Field, Target
from sdk_core.sync.source.opened import open_source
from sdk_core.sync.staging.stage import Staged, stage

Row = Mapping[str, Any]


def staged(  # noqa: PLR0913 - what a job says, by names
    rows: object | None,
    mapping: Mapping[str, FieldMapping | str],
    *,
    source: Source | None = None,
    target: Target | None = None,
    fields: Sequence[Field] = FIELDS,
    key: Sequence[str] = ("EMAIL",),
    hash_key: bytes = b"",
    **job: Any,  # noqa: ANN401 - attributes of a job
) -> tuple[Staged, list[dict[str, Any]]]:
    """Stage rows of Python, or a source; return the counts, and the rows in their order with `item` as a dict."""
    made = tiny_job(mapping, source=source, **job)
    target = target or tiny_target(fields=fields, key=key)
    with database() as work, open_source(made, rows) as opened:
        counts = stage(work, made, target, opened, hash_key=hash_key)
        relation = work.sql("select * from staged order by row")
        found = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
    for row in found:
        row["json"] = row["item"]
        row["item"] = None if row["item"] is None else orjson.loads(row["item"])
    return counts, found


def items(rows: object | None, mapping: Mapping[str, FieldMapping | str], **given: Any) -> list[Any]:  # noqa: ANN401 - so
    """Return items, or the reason in place of one that is rejected."""
    return [row["item"] if row["state"] != "rejected" else row["reason"] for row in staged(rows, mapping, **given)[1]]


def one(value: object, field: Field, mapping: FieldMapping | None = None) -> object:
    """Return what is sent of one value as one field: a reason as text in brackets, None for nothing."""
    given: dict[str, FieldMapping | str] = {"EMAIL": "e", field.name: mapping or FieldMapping("x")}
    fields = [Field("EMAIL"), field]
    [found] = items([{"e": "ada@example.com", "x": value}], given, fields=fields)
    return f"({found})" if isinstance(found, str) else found.get(field.name)


def csv_source(path: Path, **changes: Any) -> Source:  # noqa: ANN401 - attributes of a file
    """Return a source of one CSV file with commas, a header and quotes."""
    given: dict[str, Any] = {"delimiter": ",", "header": True, "quote": '"'}
    return Source({"source": SourceFile(str(path), "csv", **given | changes)})


def column(rows: Iterable[Row], name: str) -> list[Any]:
    """Return one column of some rows."""
    return [row[name] for row in rows]


def write_parquet(path: Path, query: str) -> None:
    """Write what a query finds."""
    with database() as connection:
        connection.sql(query).write_parquet(str(path))
