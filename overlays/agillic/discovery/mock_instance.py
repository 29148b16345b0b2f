"""Writes what was discovered as an instance file for `agillic mock`: a mock like the own instance, without its people.

What discovery does not say is filled in: one key that is no real one, conditions of target groups (which select
everybody), and values of Global Data (empty, or zero).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple, Self, TypeVar

from agillic.discovery.instance import Field, Instance, Table, TargetGroup
from agillic.settings import Settings
from agillic.wire.date_formats import DateFormats
from agillic.wire.path_encoding import path_value

_TYPES: Final = ("STRING", "NUMBER", "BOOLEAN", "DATE", "TIMESTAMP")
_SYSTEM: Final = ("AGILLIC_ID", "CREATED", "LAST_UPDATED")
"""Fields that each mock has by itself."""
_PLAIN_KEY: Final = re.compile("[A-Za-z0-9_-]+")
_ESCAPED: Final = re.compile('["\\\\\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]')
_EVERYBODY: Final = 'AGILLIC_ID=="*"'
"""The condition of target groups whose own one is not known."""
_NEW_YEAR: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SHOWN: Final = 40
_PERSON_FIELD: Final = "field of person data"
T = TypeVar("T", Field, Table, TargetGroup)
_Note = Callable[[str], object]


class Details(NamedTuple):
    """What settings say of an instance, and discovery does not.

    Attributes:
        environment: `staging` or `production`.
        active_recipients: the number in the contract.
        formats: how the instance writes dates.
        time_zone: its name in the IANA database.
    """

    environment: str = "staging"
    active_recipients: int = 0
    formats: DateFormats = DateFormats()
    time_zone: str = "Europe/Copenhagen"

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """Return what the settings of a client say; what they leave open is as the mock assumes it."""
        usual = cls()
        return cls(
            settings.environment or usual.environment,
            settings.active_recipients or usual.active_recipients,
            settings.dates.formats,
            settings.time_zone or usual.time_zone,
        )


def mock_instance_text(instance: Instance, details: Details | None = None, note: _Note = lambda _: None) -> str:
    """Return the instance file, in TOML.

    Args:
        instance: as it was discovered.
        details: what settings say of it; without them, what the mock assumes.
        note: is given a text about each name that the mock cannot have, and that is left out therefore.

    Raises:
        ValueError: the fields of person data were not read, or none of them can name recipients.

    >>> text = mock_instance_text(Instance(person_data=(Field("EMAIL", "STRING", identifier=True),)))
    >>> 'EMAIL = { type = "STRING", unique = true, indexed = true }' in text
    True
    """
    return _Writer(instance, details or Details(), note).text()


class _Writer:
    def __init__(self, instance: Instance, details: Details, note: _Note) -> None:
        self._instance, self._details, self._note = instance, details, note

    def text(self) -> str:
        tables = [
            self._person_data(),
            *self._tables("one_to_many", self._instance.one_to_many),
            *self._tables("historical", self._instance.historical),
            self._global_data(),
            *self._global_data_tables(),
            *self._target_groups(),
            *self._events(),
        ]
        return "\n\n".join([self._head(), *filter(None, tables)]) + "\n"

    def _key_of_recipients(self) -> str:
        fields = self._person_fields()
        named = [each.name for each in fields if each.identifier]
        texts = [each.name for each in fields if each.type == "STRING"]
        found = next(iter([*named, *(each for each in texts if each == "EMAIL"), *texts]), None)
        if found is None:
            raise ValueError(
                "no field of person data can name recipients, which a mock needs: use a key that may call "
                "discoverPersonData"
            )
        return found

    def _person_fields(self) -> list[Field]:
        known = self._named(self._instance.person_data, _PERSON_FIELD)
        return [each for each in known if each.name not in _SYSTEM]

    def _head(self) -> str:
        formats = self._details.formats
        return "\n".join(
            [
                "# Written by `agillic discover`: an instance for `agillic mock --instance`, without its people.",
                "# Values of Global Data, conditions of target groups and the key below are not the instance's own.",
                "",
                'name = "Discovered instance"',
                f"environment = {_text(self._details.environment)}",
                f"active_recipients = {self._details.active_recipients}",
                f"recipient_key = {_text(self._key_of_recipients())}",
                f"date_format = {_text(formats.date)}",
                f"timestamp_format = {_text(formats.timestamp)}",
                f"time_zone = {_text(self._details.time_zone)}",
                'keys = [{ key = "mock-key", secret = "mock-secret", scope = "public" }]',
            ]
        )

    def _person_data(self) -> str:
        key = self._key_of_recipients()
        lines: list[str] = []
        for each in self._person_fields():
            members = {"type": _text(_type(each))}
            if each.name == key:
                members |= {"unique": "true", "indexed": "true"}
            lines.append(f"{_key(each.name)} = {_inline(members | _about(each.description))}")
        return _table("person_data", lines=lines)

    def _tables(self, kind: str, tables: Iterable[Table]) -> Iterable[str]:
        for table in self._named(tables, "table"):
            columns = self._columns(table)
            if columns:
                key = next((each.name for each in columns if each.identifier), None) or _usual_key(columns)
                yield _table(kind, table.name, lines=[f"key = {_text(key)}"])
                yield _table(
                    kind, table.name, "columns", lines=[f"{_key(each.name)} = {_text(_type(each))}" for each in columns]
                )

    def _global_data_tables(self) -> Iterable[str]:
        kind = "global_data_tables"
        for table in self._named(self._instance.global_data_tables, "table"):
            columns = self._columns(table)
            if not columns:
                continue
            unique = [each.name for each in columns if each.index == "UNIQUE"]
            key = next((each.name for each in columns if each.identifier), None) or next(iter(unique), "")
            key = key or _usual_key(columns)
            head = [f"key = {_text(key)}", *(f"{name} = {value}" for name, value in _about(table.description).items())]
            yield _table(kind, table.name, lines=head)
            lines: list[str] = []
            for each in columns:
                index = "UNIQUE" if each.name == key else each.index
                members = {"type": _text(_type(each))}
                if index in {"INDEXED", "UNIQUE"}:
                    members["index"] = _text(index)
                lines.append(f"{_key(each.name)} = {_inline(members | _about(each.description))}")
            yield _table(kind, table.name, "columns", lines=lines)

    def _columns(self, table: Table) -> list[Field]:
        columns = self._named(table.fields, f"column of {table.name}")
        if not columns:
            self._note(f"the table {table.name} left out: it has no columns, and a mock needs one")
        return columns

    def _global_data(self) -> str:
        formats = self._details.formats
        values = {
            "STRING": '""',
            "NUMBER": "0",
            "BOOLEAN": "false",
            "DATE": _text(formats.format_date(_NEW_YEAR.date())),
            "TIMESTAMP": _text(DateFormats(timestamp=formats.timestamp, zone=UTC).format_timestamp(_NEW_YEAR)),
        }
        lines: list[str] = []
        for each in self._named(self._instance.global_data, "piece of Global Data"):
            members = {"type": _text(_type(each)), "value": values[_type(each)]}
            lines.append(f"{_key(each.name)} = {_inline(members | _about(each.description))}")
        return _table("global_data", lines=lines) if lines else ""

    def _target_groups(self) -> Iterable[str]:
        for each in self._named(self._instance.target_groups, "target group"):
            lines = [f"{name} = {value}" for name, value in _about(each.description).items()]
            if each.is_global:
                lines.append("global = true")
            if not each.static:
                lines.append(f"filter = {_text(_EVERYBODY)}")
            yield _table("target_groups", each.name, lines=lines)

    def _events(self) -> Iterable[str]:
        for each in self._instance.events:
            if self._fits(each.id, "event"):
                # A mock takes events by their names, unless its assumptions say otherwise: so both are the id.
                yield _table("events", each.id, lines=[f"name = {_text(each.id)}"])

    def _named(self, found: Iterable[T], what: str) -> list[T]:
        return [each for each in found if self._fits(each.name, what)]

    def _fits(self, name: str, what: str) -> bool:
        problem = ""
        try:
            path_value("the name", name)
        except ValueError as error:
            problem = str(error)
        if what == _PERSON_FIELD and "=" in name:
            problem = "the name has a '=', by which recipients are addressed"
        if problem:
            self._note(f"the {what} {name[:_SHOWN]!a} is left out of the mock: {problem}")
        return not problem


def _type(field: Field) -> str:
    return field.type if field.type in _TYPES else "STRING"


def _usual_key(columns: list[Field]) -> str:
    names = [each.name for each in columns]
    return "ID" if "ID" in names else names[0]


def _about(description: str) -> dict[str, str]:
    return {"description": _text(description)} if description else {}


def _table(*steps: str, lines: Iterable[str]) -> str:
    return "\n".join([f"[{'.'.join(map(_key, steps))}]", *lines])


def _inline(members: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f"{name} = {value}" for name, value in members.items()) + " }"


def _key(name: str) -> str:
    return name if _PLAIN_KEY.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in '"\\':
        return f"\\{sign}"
    # Half of a surrogate pair has no place in TOML; names with one are left out before.
    return "\\uFFFD" if "\ud800" <= sign <= "\udfff" else f"\\u{ord(sign):04X}"
