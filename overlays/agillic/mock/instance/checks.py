"""Does an instance fit together? Each problem comes with the steps that lead to its place in the file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from agillic.mock.filters import misfits
from agillic.mock.instance.parts import (
    EXTENSION_ID,
    MAX_TASK,
    SYSTEM_FIELDS,
    Instance,
    Key,
    Row,
    Value,
)
from agillic.wire.context_schemas import ContextParameter
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql import Filter
from agillic.wire.rsql.comparison import FieldType
from agillic.wire.rsql.tree import And, Comparison, OneOf, Or
from sdk_core.mock.instance_reader import near, unknown

_Problems = Iterator[tuple[tuple[str | int, ...], str]]


def problems(instance: Instance) -> _Problems:
    """Yield what does not fit together in an instance, each with the steps that lead to its place."""
    yield from _setting_problems(instance)
    yield from _key_problems(instance.keys)
    yield from _field_problems(instance)
    yield from _filter_problems(instance)
    yield from _reference_problems(instance)
    yield from _schema_problems(instance.context_schemas)
    yield from _table_problems(instance)
    yield from _recipient_problems(instance)


def _setting_problems(instance: Instance) -> _Problems:
    for key, kind, pattern in (
        ("date_format", "date", instance.date_format),
        ("timestamp_format", "timestamp", instance.timestamp_format),
        ("schedule_format", "timestamp", instance.schedule_format or instance.timestamp_format),
    ):
        try:
            DateFormats(date=pattern) if kind == "date" else DateFormats(timestamp=pattern)
        except ValueError as error:
            yield (key,), str(error)
    try:
        ZoneInfo(instance.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        suggestion = near(instance.time_zone, available_timezones())
        yield (
            ("time_zone",),
            f"there is no time zone {instance.time_zone!r}; write one such as Europe/Copenhagen{suggestion}",
        )
    if instance.active_recipients < 0:
        yield ("active_recipients",), "write 0 or more"
    if not 0 <= instance.task_seconds <= MAX_TASK:
        yield ("task_seconds",), f"write a number of seconds from 0 to {MAX_TASK}, a day"
    yield from _name_problems(instance)


def _name_problems(instance: Instance) -> _Problems:
    for id_ in instance.extensions:
        if not EXTENSION_ID.fullmatch(id_):
            yield ("extensions", id_), "an id has letters, digits and underscores, at most 50; rename it"
    for kind in ("resources", "export_files", "html_templates"):
        for path in getattr(instance, kind):
            if "" in path.split("/"):
                yield (kind, path), "a path has a name before, between and after its slashes; remove those at its ends"


def _key_problems(keys: tuple[Key, ...]) -> _Problems:
    if not keys:
        yield ("keys",), "without a key no call is accepted; add one"
    for n, key in enumerate(keys, 1):
        if not key.key or ":" in key.key:
            yield ("keys", n, "key"), "write a key without a colon, which separates it from the secret in Basic headers"
        if not key.secret:
            yield ("keys", n, "secret"), "write a secret"
    for n in _repeated(key.key for key in keys):
        yield ("keys", n, "key"), "an earlier entry has this key; write another"


def _field_problems(instance: Instance) -> _Problems:
    system = [each.name for each in SYSTEM_FIELDS]
    for name in instance.person_data:
        if "=" in name:
            yield ("person_data", name), "a name has no '=': FIELD=value addresses recipients; rename it"
        if name in system:
            yield ("person_data", name), "every instance has this field and keeps it by itself; remove it here"
    if instance.recipient_key not in instance.person_data:
        yield ("recipient_key",), unknown("field of person_data", instance.recipient_key, instance.person_data)
    elif not instance.person_data[instance.recipient_key].unique:
        yield ("recipient_key",), f"the field {instance.recipient_key!r} is not unique; write unique = true there"


def _filter_problems(instance: Instance) -> _Problems:
    filters: list[tuple[tuple[str | int, ...], Filter | None]] = [
        (("target_groups", group.name, "filter"), group.filter) for group in instance.target_groups.values()
    ]
    for promotion in instance.promotions.values():
        for n, each in enumerate(promotion.propositions, 1):
            filters.append((("promotions", promotion.id, "propositions", n, "condition"), each.condition))
        if promotion.maximum is not None and promotion.maximum < 1:
            yield ("promotions", promotion.id, "maximum"), "write 1 or more, or leave it out"
    for steps, tree in filters:
        for selector in _selectors(tree):
            if selector not in instance.fields:
                yield steps, unknown("field of person_data", selector, instance.fields)
        for problem in misfits(tree, {each.name: each.type for each in instance.fields.values()}, instance.dates):
            yield steps, problem


def _selectors(tree: Filter | None) -> Iterator[str]:
    if isinstance(tree, (And, Or)):
        for term in tree.terms:
            yield from _selectors(term)
    elif isinstance(tree, (Comparison, OneOf)):
        yield tree.selector


def _reference_problems(instance: Instance) -> _Problems:
    for event in instance.events.values():
        for id_ in event.flows:
            if id_ not in instance.flows:
                yield ("events", event.id, "flows"), unknown("flow", id_, instance.flows)
    groups = instance.target_groups
    for flow in instance.flows.values():
        if flow.target_group is not None and flow.target_group not in groups:
            yield ("flows", flow.id, "target_group"), unknown("target group", flow.target_group, groups)
    for kind, named in (("events", instance.events), ("flows", instance.flows)):
        ids = list(named)
        for n in _repeated(each.name for each in named.values()):
            yield (kind, ids[n - 1], "name"), "an earlier one has this name; write another"


def _schema_problems(schemas: Mapping[str, Mapping[str, ContextParameter]]) -> _Problems:
    for schema, parameters in schemas.items():
        for name, parameter in parameters.items():
            if name == "name":
                yield ("context_schemas", schema, name), "calls choose the schema by this member; rename it"
            if (parameter.data_type is None) == (not parameter.fields):
                yield ("context_schemas", schema, name), "write either data_type or fields"


def _table_problems(instance: Instance) -> _Problems:
    for kind, tables in (("one_to_many", instance.one_to_many), ("historical", instance.historical)):
        for each in tables.values():
            if each.key not in each.columns:
                yield (kind, each.name, "key"), unknown("column", each.key, each.columns)
    for item in instance.global_data.values():
        if not _fits(item.value, item.type, instance.dates):
            yield ("global_data", item.name, "value"), _misfit(item.type, instance)
    for name, table in instance.global_data_tables.items():
        place = ("global_data_tables", name)
        if table.key not in table.columns:
            yield (*place, "key"), unknown("column", table.key, table.columns)
        elif table.columns[table.key].index != "UNIQUE":
            yield (*place, "columns", table.key), 'the key is unique; write index = "UNIQUE"'
        types: dict[str, FieldType] = {column.name: column.type for column in table.columns.values()}
        unique = [column.name for column in table.columns.values() if column.index == "UNIQUE"]
        for steps, problem in _row_problems(table.records, types, table.key, unique, instance):
            yield (*place, "records", *steps), problem


def _recipient_problems(instance: Instance) -> _Problems:
    people = [recipient.person_data for recipient in instance.recipients]
    types: dict[str, FieldType] = {each.name: each.type for each in instance.person_data.values()}
    unique = [each.name for each in instance.person_data.values() if each.unique]
    for (n, *steps), problem in _row_problems(people, types, instance.recipient_key, unique, instance):
        yield ("recipients", n, "person_data", *steps), problem
    for n, recipient in enumerate(instance.recipients, 1):
        for name, rows in recipient.one_to_many.items():
            place = ("recipients", n, "one_to_many", name)
            if name not in instance.one_to_many:
                yield place, unknown("table of one_to_many", name, instance.one_to_many)
            table = instance.one_to_many[name]
            for row, problem in _row_problems(rows, table.columns, table.key, [table.key], instance):
                yield (*place, *row), problem


def _row_problems(
    rows: Sequence[Row], types: Mapping[str, FieldType], key: str, unique: Iterable[str], instance: Instance
) -> _Problems:
    for n, row in enumerate(rows, 1):
        for name, value in row.items():
            if name not in types:
                yield (n,), unknown("field or column", name, types)
            elif not _fits(value, types[name], instance.dates):
                yield (n, name), _misfit(types[name], instance)
        if row.get(key, "") == "":
            yield (n,), f"{key!r} is missing, which identifies it; add it"
    for name in unique:
        for n in _repeated(row.get(name) for row in rows):
            yield (n, name), "an earlier entry has this value, and it is unique; write another"


def _fits(value: Value, type_: FieldType, dates: DateFormats) -> bool:
    if isinstance(value, bool):
        return type_ == "BOOLEAN"
    if not isinstance(value, str):
        return type_ == "NUMBER" and -inf < value < inf
    try:
        if type_ == "DATE":
            dates.parse_date(value)
        elif type_ == "TIMESTAMP":
            dates.parse_timestamp(value)
    except ValueError:
        return False
    return type_ in ("STRING", "DATE", "TIMESTAMP")


def _misfit(type_: FieldType, instance: Instance) -> str:
    form = {
        "STRING": "text",
        "NUMBER": "a number",
        "BOOLEAN": "true or false",
        "DATE": f"text such as {instance.date_format!r} says",
        "TIMESTAMP": f"text such as {instance.timestamp_format!r} says",
    }
    return f"this is no {type_}; write {form[type_]}"


def _repeated(values: Iterable[object]) -> Iterator[int]:
    """Return the places, counted from 1, of values that occurred before; None is no value."""
    seen: Counter[object] = Counter()
    for n, value in enumerate(values, 1):
        if value is not None and seen[value]:
            yield n
        seen[value] += 1
