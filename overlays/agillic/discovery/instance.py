"""What the discovery of an instance returned: its fields, tables and names, and nothing of a person."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

TITLES: Final[Mapping[str, str]] = {
    "person_data": "Person data",
    "one_to_many": "One-to-many tables",
    "historical": "Historical tables",
    "global_data": "Global Data",
    "global_data_tables": "Global Data Tables",
    "target_groups": "Target groups",
    "events": "Events",
}
"""What is discovered, each an attribute of `Instance`, and how it is called."""
PARTS: Final = tuple(TITLES)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of person data, a column of a table, or a value of Global Data.

    Attributes:
        name: as the API spells it.
        type: a word of the API: STRING, NUMBER, BOOLEAN, DATE, TIMESTAMP, or one that is not documented.
        identifier: whether it names the recipient or the row.
        index: how a column of a Global Data Table is indexed; empty where nothing is said.
        description: what it is for; empty where nothing is said.
    """

    name: str
    type: str
    identifier: bool = False
    index: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its columns."""

    name: str
    fields: tuple[Field, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """A target group. `static` and `is_global` are None where the server does not say it."""

    name: str
    description: str = ""
    static: bool | None = None
    is_global: bool | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event, by the id that calls take."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """An instance as it was discovered. All lists are sorted by name.

    Attributes:
        person_data: the fields of recipients.
        one_to_many: the one-to-many tables.
        historical: the historical tables.
        global_data: the values of Global Data, without what they are.
        global_data_tables: the Global Data Tables, without their records.
        target_groups: the target groups.
        events: the events.
        left_out: those of `PARTS` that are empty because they were not read.

    >>> Instance(person_data=(Field("EMAIL", "STRING", identifier=True),)).types_of("person_data")
    {'EMAIL': 'STRING'}
    """

    person_data: tuple[Field, ...] = ()
    one_to_many: tuple[Table, ...] = ()
    historical: tuple[Table, ...] = ()
    global_data: tuple[Field, ...] = ()
    global_data_tables: tuple[Table, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    events: tuple[Event, ...] = ()
    left_out: tuple[str, ...] = ()

    def types_of(self, part: str, table: str = "") -> Mapping[str, str]:
        """Return the types of fields by their names; empty when there is no such table.

        Args:
            part: one of `PARTS` that has fields or tables.
            table: the name of the table, for parts with tables.
        """
        found: tuple[Any, ...] = getattr(self, part)
        if table:
            found = next((each.fields for each in found if each.name == table), ())
        return {each.name: each.type for each in found}

    def as_json(self) -> str:
        """Return it as JSON in ASCII, the same for the same discovery."""
        return json.dumps(asdict(self), sort_keys=True, indent=2)
