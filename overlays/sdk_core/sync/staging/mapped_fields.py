"""The mapping of a job, resolved: each field with the SQL of its value and what becomes of it where there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import duckdb

from sdk_core.sync.model.errors import JobError, TargetError
from sdk_core.sync.model.job import FieldMapping, Job
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.model.target import Field, Mode, Target
from sdk_core.sync.source.opened import OpenedSource
from sdk_core.sync.source.python_rows import PLAIN
from sdk_core.sync.source.sql_text import first_line, identifier, one_expression
from sdk_core.sync.staging.value_sql import Kind
from sdk_core.toml_tables import shown, shown_all, suggestion

MAX_KEY_LENGTH: Final = 1_000
"""Most characters of a field of the key, where the target says nothing."""


@dataclass(frozen=True, slots=True)
class MappedField:
    """A field with its value.

    Attributes:
        field: as the target has it.
        mapping: as the job has it.
        value: SQL over the source's columns.
        kind: the type of that.
        is_key: whether it identifies the item.
    """

    field: Field
    mapping: FieldMapping
    value: str
    kind: Kind
    is_key: bool

    @property
    def max_length(self) -> int:
        """Most characters; 0 for any number."""
        bounds = [bound for bound in (self.field.max_length, self.mapping.max_length) if bound]
        return min(bounds, default=MAX_KEY_LENGTH if self.is_key else 0)


def mode_of(job: Job, target: Target) -> Mode:
    """Return what a job does with its target.

    Raises:
        JobError: the target knows no such mode.
    """
    if job.mode not in target.modes:
        close = suggestion(job.mode, target.modes) or f"it has {', '.join(target.modes)}"
        raise JobError(f"target.mode: {target.name} has no mode {shown(job.mode)}: {close}")
    return target.modes[job.mode]


def mapped_fields(job: Job, target: Target, source: OpenedSource) -> tuple[MappedField, ...]:
    """Return the fields that a job maps, in its order.

    Raises:
        JobError: a column or an expression cannot be used, or a field of the key is not mapped.
        TargetError: the target has no such field.
    """
    _check_mapped(job, target)
    found: list[MappedField] = []
    for name, mapping in job.mapping.items():
        field = target.fields.get(name)
        if field is None and target.nested_fields:
            field = Field(name, "json", within=target.unknown_field_member, cleared="null")
        if field is None:
            close = suggestion(name, target.fields)
            advice = close or "name one of its fields, which `init` lists, or leave it out"
            raise TargetError(f"mapping.{name}: there is no such field in {target.title}: {advice}")
        if mapping.date_format and field.type not in {"date", "timestamp"}:
            raise JobError(
                f"mapping.{name}.date_format: {name} holds no dates (its type is {field.type}): leave it out, or write "
                'the value by sql = "strftime(...)"'
            )
        value = value_sql(mapping, f"mapping.{name}", source)
        if field.type == "json" and mapping.column in source.plain:
            is_json = f"s.{identifier(PLAIN + mapping.column)}"
            value = f"case when {value} is not null then if({is_json}, {value}::json, to_json({value})) end"
        found.append(MappedField(field, mapping, value, Kind("VARCHAR"), is_key=name in target.key))
    return _typed(found, source)


def _check_mapped(job: Job, target: Target) -> None:
    """Check that what an item cannot be without is mapped."""
    mode = mode_of(job, target)
    for name in target.key:
        if name not in job.mapping:
            for other in job.mapping:
                if other.casefold() == name.casefold():
                    raise JobError(
                        f"mapping.{other}: there is no such field in {target.title}: did you mean {name}? Case counts"
                    )
            raise JobError(f"mapping: {name} identifies an item of {target.title}, and is not mapped")
    if not (mode.is_erasure or mode.presence == "present"):
        for name, field in target.fields.items():
            if field.required and name not in job.mapping:
                raise JobError(f"mapping: {target.title} must have {name}, and it is not mapped")
    if target.group_by and target.group_by not in job.mapping:
        raise JobError(f"mapping: {target.group_by} says where an item belongs, and is not mapped")


def value_sql(mapping: FieldMapping, where: str, source: OpenedSource) -> str:
    """Return SQL of a mapping's value over the columns of a source."""
    if mapping.value is not None:
        return literal(mapping.value)
    if mapping.sql:
        return f"(\n{one_expression(source.connection, mapping.sql, f'{where}.sql')}\n)"
    return column_sql(mapping.column, where, source.columns)


def column_sql(name: str, where: str, columns: Mapping[str, str]) -> str:
    """Return SQL of a column.

    Raises:
        JobError: there is none.
    """
    if name not in columns:
        if len(columns) == 1 and any(mark in "".join(columns) for mark in ",;|\t"):
            raise JobError(
                f"{where}: the source has no column {shown(name)}: all of its first line is one column, "
                f"{shown_all(columns)}: is its delimiter right?"
            )
        close = suggestion(name, columns)
        raise JobError(f"{where}: the source has no column {shown(name)}: {close or 'it has ' + shown_all(columns)}")
    return f"s.{identifier(name)}"


def _typed(fields: list[MappedField], source: OpenedSource) -> tuple[MappedField, ...]:
    """Ask DuckDB for the types of all values at once, and one by one where that fails, to say which it is."""
    try:
        kinds = _kinds([field.value for field in fields], source)
    except duckdb.Error:
        for field in fields:
            try:
                _kinds([field.value], source)
            except duckdb.Error as error:
                raise JobError(f"mapping.{field.field.name} cannot be used: {first_line(error)}") from None
        raise
    return tuple(replace(field, kind=kind) for field, kind in zip(fields, kinds, strict=True))


def _kinds(values: list[str], source: OpenedSource) -> list[Kind]:
    listed = ", ".join(f"{value} as __r{place}" for place, value in enumerate(values))
    # With all columns beside them, so that an aggregate is an error.
    found = source.connection.sql(f"select s.*, {listed} from {source.sql} as s")  # noqa: S608 - checked expressions
    return [Kind(str(kind)) for kind in found.types[-len(values) :]]
