"""A mapping as one query: rows of the source in, items with their keys out, or why a row is rejected."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb
import orjson

from sdk_core.sync.model.errors import JobError
from sdk_core.sync.model.job import Consent, Empty, Job
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.model.target import Target
from sdk_core.sync.source.opened import OpenedSource
from sdk_core.sync.source.sql_text import first_line, identifier, one_expression
from sdk_core.sync.staging.mapped_fields import MappedField, column_sql, mapped_fields
from sdk_core.sync.staging.value_sql import Kind, empty_sql, is_in_gap_sql, present, sent_sql, text_sql
from sdk_core.wire.counting import counted

RULE_VERSION: Final = 1
"""Counts up when the same row would become another item than before."""
_CONTROLS: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"
_ADVICE: Final = {
    "number": "no number, such as 36.5",
    "boolean": "not true, false, yes, no, 1 or 0",
    "date": "no date",
    "timestamp": "no date and time",
    "json": "no JSON",
    "text": "no text",
}


@dataclass(frozen=True, slots=True)
class MappingQuery:
    """What reads a source as items.

    Attributes:
        sql: its columns are `key`, `grp`, `item`, `reason` (empty for a row that can be written), `consent`, `letter`.
        fields_sql: of the same rows one column, JSON of what is sent by field, those that are in no item too.
        rule: the fingerprint of what an item depends on.
        fields: the mapping, resolved.
    """

    sql: str
    fields_sql: str
    rule: str
    fields: tuple[MappedField, ...]


def mapping_query(job: Job, target: Target, source: OpenedSource) -> MappingQuery:
    """Return the query of a job's mapping.

    Raises:
        JobError: the mapping or the consent cannot be used with the source or the target.
    """
    fields = mapped_fields(job, target, source)
    values = ", ".join(f"{present(field.value, field.kind)} as r{place}" for place, field in enumerate(fields))
    consent = _consent_sql(job.consent, source) if job.consent else "true"
    letter = ", ".join(f"{literal(name)}: s.{identifier(name)}" for name in _columns_used(job, source.columns))
    # A step of its own for the values, for what is sent of them, and for the reasons: none is computed twice.
    steps = f"""
        with raw as (select {values}, coalesce({consent}, false) as consent, {{{letter}}} as origin
                     from {source.sql} as s),
        sent as (select *, {", ".join(_sent(place, field) for place, field in enumerate(fields))} from raw),
        judged as (select *, {_reason_sql(fields)} as reason from sent)
    """  # noqa: S608 - made of checked expressions and quoted names
    query = MappingQuery(
        sql=f"""{steps}
            select {_key_sql(fields, target.key)} as key,
                   {_group_sql(fields, target.group_by)} as grp,
                   case when reason is null then {_item_sql(fields)} end as item,
                   coalesce(reason, '') as reason, consent,
                   case when reason is not null then to_json(origin)::varchar end as letter
            from judged""",  # noqa: S608 - so
        fields_sql=f"""{steps}
            select coalesce(reason, '') as reason,
                   {_object_sql([_member(place, field) for place, field in enumerate(fields)])} as fields
            from judged""",  # noqa: S608 - so
        rule=rule_of(fields, target),
        fields=fields,
    )
    try:
        source.connection.sql(query.sql)  # nothing runs yet
    except duckdb.Error as error:
        raise JobError(f"the mapping cannot be used: {first_line(error)}") from None
    return query


def rule_of(fields: Sequence[MappedField], target: Target) -> str:
    """Return the fingerprint of what an item depends on besides its row."""
    parts = [
        [
            (field.name, field.type, field.format, field.zone, field.within, field.in_item),
            (mapping.column, mapping.sql, mapping.value, mapping.null, mapping.empty, mapping.date_format),
        ]
        for field, mapping in ((mapped.field, mapped.mapping) for mapped in fields)
    ]
    return hashlib.sha256(orjson.dumps([RULE_VERSION, target.name, target.key, parts])).hexdigest()


def _sent(place: int, mapped: MappedField) -> str:
    value = f"r{place}"
    sent = sent_sql(value, mapped.kind, mapped.field, mapped.mapping.date_format)
    if mapped.is_key and mapped.field.type == "text":
        sent = f"nfc_normalize({sent})"
    if empty := empty_sql(value, mapped.kind):
        sent = f"case when not ({empty}) then {sent} end"
    return f"{sent} as v{place}"


def _reason_sql(fields: Sequence[MappedField]) -> str:
    cases: list[tuple[str, str]] = []
    for place, mapped in enumerate(fields):
        cases += [(test, literal(f"{mapped.field.name}: {text}")) for test, text in _tests(place, mapped) if test]
    # One look at all texts, which nearly always finds none, in place of one at each.
    texts = [(f"v{place}", mapped.field.name) for place, mapped in enumerate(fields) if mapped.field.type == "text"]
    if texts:
        found = f"regexp_matches(concat({', '.join(value for value, _ in texts)}), {literal(_CONTROLS)})"
        named = " ".join(
            f"when regexp_matches({value}, {literal(_CONTROLS)}) then {literal(f'{name}: has control characters')}"
            for value, name in texts
        )
        cases.append((found, f"case {named} end"))
    return f"case {' '.join(f'when {test} then {text}' for test, text in cases)} end" if cases else "null"


def _tests(place: int, mapped: MappedField) -> list[tuple[str, str]]:
    """Return tests of a value that reject its row, with the reason, the first that holds counts."""
    raw, sent, field, mapping = f"r{place}", f"v{place}", mapped.field, mapped.mapping
    nothing, empty = f"{raw} is null", empty_sql(raw, mapped.kind)
    tests: list[tuple[str, str]] = []
    if mapped.is_key or mapping.required or field.required:
        text = "the key has no value" if mapped.is_key else "has no value, and is required"
        tests.append((f"({nothing} or {empty})" if empty else nothing, text))
    else:
        if mapping.null == "reject":
            tests.append((nothing, "the source has nothing"))
        if mapping.empty == "reject" and empty:
            tests.append((empty, "the source has an empty text"))
    if field.type != "text" or mapped.kind.name == "BLOB":
        is_bad = f"{sent} is null and {raw} is not null" + (f" and not ({empty})" if empty else "")
        tests.append((is_bad, _bad(mapped)))
    if gap := is_in_gap_sql(raw, mapped.kind, field, mapping.date_format):
        tests.append((gap, f"a time that clocks skip in {field.zone}"))
    if mapped.max_length and field.type != "json":
        tests.append(
            (f"length({sent}) > {mapped.max_length}", f"longer than {counted(mapped.max_length, 'character')}")
        )
    if mapped.is_key and field.type == "text":
        tests.append((f"{sent} <> trim({sent})", "the key begins or ends with a blank: trim it by sql = 'trim(...)'"))
    return tests


def _bad(mapped: MappedField) -> str:
    text, form = _ADVICE[mapped.field.type], mapped.mapping.date_format
    if mapped.field.type in {"date", "timestamp"}:
        text += f" in the format {form}" if form else " of ISO 8601: say its date_format if it is another"
    return text


def _member(place: int, mapped: MappedField) -> str:
    """Return SQL of a member of JSON: null where the field is left out."""
    name = orjson.dumps(mapped.field.name).decode()
    raw, sent, field = f"r{place}", f"v{place}", mapped.field
    is_json = field.type in {"number", "boolean", "json"}
    written = sent if is_json else f"to_json({sent})::varchar"
    cases = [f"when {sent} is not null then {literal(f'{name}:')} || {written}"]
    if clears(mapped.mapping.null):
        cases.append(f"when {raw} is null then {literal(f'{name}:{field.cleared}')}")
    if clears(mapped.mapping.empty) and (empty := empty_sql(raw, mapped.kind)):
        cases.append(f"when {empty} then {literal(f'{name}:{field.cleared}')}")
    return f"case {' '.join(cases)} end"


def clears(rule: Empty) -> bool:
    """Return whether a field without a value is sent as what clears it."""
    return rule == "clear"


def _item_sql(fields: Sequence[MappedField]) -> str:
    """Return SQL of an item: members in the order of the mapping, those of a nested member in its place."""
    groups: dict[str, list[str]] = {}
    for place, mapped in enumerate(fields):
        if mapped.field.in_item:
            within = mapped.field.within
            groups.setdefault(f"n{within}" if within else f"f{place}", []).append(_member(place, mapped))
    members: list[str] = []
    for name, parts in groups.items():
        if name.startswith("f"):
            members += parts
        else:
            nested = literal(f"{orjson.dumps(name[1:]).decode()}:{{")
            members.append(f"{nested} || nullif(concat_ws(',', {', '.join(parts)}), '') || '}}'")
    return _object_sql(members)


def _object_sql(members: Sequence[str]) -> str:
    return f"concat('{{', concat_ws(',', {', '.join(members)}), '}}')" if members else "'{}'"


def _key_sql(fields: Sequence[MappedField], key: Sequence[str]) -> str:
    """Return SQL of what `target.key_text` makes of the values; null unless all are there."""
    places = {mapped.field.name: place for place, mapped in enumerate(fields)}
    values = [f"v{places[name]}" for name in key]
    if len(values) == 1:
        return values[0]
    return "'[' || " + " || ',' || ".join(f"to_json({value})::varchar" for value in values) + " || ']'"


def _group_sql(fields: Sequence[MappedField], group_by: str) -> str:
    places = [place for place, mapped in enumerate(fields) if mapped.field.name == group_by]
    return f"coalesce(v{places[0]}, '')" if places else "''"


def _consent_sql(consent: Consent, source: OpenedSource) -> str:
    """Return SQL of whether a row's consent says yes.

    Raises:
        JobError: it is neither a column nor an expression.
    """
    if consent.column in source.columns or consent.column.isidentifier():
        value = column_sql(consent.column, "consent.column", source.columns)
        kind = Kind(source.columns[consent.column])
    else:
        value = f"(\n{one_expression(source.connection, consent.column, 'consent.column')}\n)"
        try:
            found = source.connection.sql(f"select {value} as x from {source.sql} as s")  # noqa: S608 - checked
        except duckdb.Error as error:
            raise JobError(f"consent.column cannot be used: {first_line(error)}") from None
        kind = Kind(str(found.types[0]))
    yes = ", ".join(literal(text.strip().lower()) for text in consent.yes)
    return f"lower(trim({text_sql(value, kind)})) in ({yes})"


def _columns_used(job: Job, columns: Mapping[str, str]) -> list[str]:
    """Return the columns that a job's mapping needs: those that it names, and all whose name an expression has."""
    expressions = [mapping.sql.casefold() for mapping in job.mapping.values() if mapping.sql]
    named = {mapping.column for mapping in job.mapping.values()}
    if job.consent:
        named.add(job.consent.column)
        expressions.append(job.consent.column.casefold())
    found = [name for name in columns if name in named or any(name.casefold() in text for text in expressions)]
    return found or list(columns)[:1]
