"""What an instance consists of: a class for each kind of table in its file, an attribute for each key."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from agillic.mock.assumptions import Assumptions
from agillic.wire.context_schemas import ContextSchema
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql import Filter
from agillic.wire.rsql.comparison import FieldType

MAX_TASK = 86_400
"""Seconds. Our own bound: no source says how long work may take."""

Value = str | int | float | bool
"""A value of a field or column. Dates and timestamps are text in the instance's formats."""

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Key:
    """A developer key. `app` keys may call /apps alone, `public` keys everything [S1]."""

    key: str
    secret: str = field(repr=False)
    scope: Literal["app", "public"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of person data. Recipients can be addressed by the unique ones [S1]."""

    name: str
    type: FieldType
    unique: bool = False
    indexed: bool = False
    description: str = ""


SYSTEM_FIELDS = (
    Field("AGILLIC_ID", "STRING", unique=True, indexed=True, description="Given by Agillic, for ever"),
    Field("CREATED", "TIMESTAMP", description="When the recipient came to be"),
    Field("LAST_UPDATED", "TIMESTAMP", description="When person data last changed"),
)
"""What every recipient has and no caller sets [C-AG]."""


@dataclass(frozen=True, slots=True)
class Table:
    """A one-to-many or historical table: its key column, and the types of its columns."""

    name: str
    key: str
    columns: Mapping[str, FieldType]


@dataclass(frozen=True, slots=True)
class GlobalData:
    """A value that is the same for all recipients."""

    name: str
    type: FieldType
    value: Value
    description: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a Global Data Table."""

    name: str
    type: FieldType
    index: Literal["NO_INDEX", "INDEXED", "UNIQUE"] = "NO_INDEX"
    description: str = ""


@dataclass(frozen=True, slots=True)
class GlobalDataTable:
    """A table of records that are the same for all recipients, and what it holds at first."""

    name: str
    key: str
    columns: Mapping[str, Column]
    description: str = ""
    records: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """A target group: dynamic when it has a filter, else static. A `global` one can limit every flow [T-ARR]."""

    name: str
    description: str = ""
    global_: bool = False
    filter: Filter | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event, and the ids of the flows that run for a recipient who achieves it."""

    id: str
    name: str
    flows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Communication:
    """The message that a flow sends, by the words of `communication-types`."""

    name: str
    type: Literal["EMAIL", "SMS", "PUSH_NOTIFICATION", "PRINT"]


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow. Executed as a whole it runs for its target group, and for nobody without one [V-FLOW]."""

    id: str
    name: str
    target_group: str | None = None
    communication: Communication | None = None


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a promotion offers to recipients whom the condition selects, or to all without one."""

    name: str
    fields: Mapping[str, str]
    condition: Filter | None = None


@dataclass(frozen=True, slots=True)
class Promotion:
    """A promotion, its best proposition first. `maximum` counts under the assumption maximum-propositions alone."""

    id: str
    propositions: tuple[Proposition, ...]
    maximum: int | None = None


MessageTemplate = Mapping[str, Literal["text", "rich_text", "link", "image"]]
"""The types of a message template's fields, by name."""


@dataclass(frozen=True, slots=True)
class HtmlTemplate:
    """An HTML template, with the ids of its block groups and of the blocks in them."""

    path: str
    content: str
    block_groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


EXTENSION_ID = re.compile("[A-Za-z0-9_]{1,50}")
"""The `@id` of an extension [V-XT]."""


@dataclass(frozen=True, slots=True)
class Extension:
    """An HTTP extension and its `@open` and `@async`, which are false where a script says nothing of them [V-XT]."""

    id: str
    open: bool = False
    async_: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """A recipient who is there from the start. What is known of them is personal, so `repr` hides it."""

    person_data: Row = field(repr=False)
    one_to_many: Mapping[str, tuple[Row, ...]] = field(default_factory=dict[str, tuple[Row, ...]], repr=False)


@dataclass(frozen=True, kw_only=True)
class Instance:
    """An instance, with what its owner set up in it. Names are in the order of the file.

    Attributes:
        active_recipients: How many recipients count for the daily cap, whatever the mock holds.
        recipient_key: The unique field that names recipients in paths.
        date_format: A Java pattern, as `DateFormats` takes it; `timestamp_format` too.
        schedule_format: How campaigns may write their schedule beside the timestamp format.
        time_zone: A name of the IANA database.
        task_seconds: How long asynchronous work takes.
        message_api: Whether the Message API was bought.
        client_apps: The apps that are set up, by `clientAppId`.
        resources: Files by their paths, as are `export_files`; the content is text.
    """

    name: str
    environment: Literal["staging", "production"]
    active_recipients: int
    recipient_key: str
    date_format: str = "dd.MM.yyyy"
    timestamp_format: str = "dd.MM.yyyy HH:mm:ss"
    schedule_format: str | None = None
    time_zone: str = "Europe/Copenhagen"
    task_seconds: int | float = 0
    message_api: bool = True
    keys: tuple[Key, ...]
    person_data: Mapping[str, Field]
    one_to_many: Mapping[str, Table] = field(default_factory=dict[str, Table])
    historical: Mapping[str, Table] = field(default_factory=dict[str, Table])
    global_data: Mapping[str, GlobalData] = field(default_factory=dict[str, GlobalData])
    global_data_tables: Mapping[str, GlobalDataTable] = field(default_factory=dict[str, GlobalDataTable])
    target_groups: Mapping[str, TargetGroup] = field(default_factory=dict[str, TargetGroup])
    events: Mapping[str, Event] = field(default_factory=dict[str, Event])
    flows: Mapping[str, Flow] = field(default_factory=dict[str, Flow])
    promotions: Mapping[str, Promotion] = field(default_factory=dict[str, Promotion])
    context_schemas: Mapping[str, ContextSchema] = field(default_factory=dict[str, ContextSchema])
    message_templates: Mapping[str, MessageTemplate] = field(default_factory=dict[str, MessageTemplate])
    flow_templates: tuple[str, ...] = ()
    html_templates: Mapping[str, HtmlTemplate] = field(default_factory=dict[str, HtmlTemplate])
    resources: Mapping[str, str] = field(default_factory=dict[str, str])
    export_files: Mapping[str, str] = field(default_factory=dict[str, str])
    extensions: Mapping[str, Extension] = field(default_factory=dict[str, Extension])
    client_apps: tuple[str, ...] = ()
    consent_types: tuple[str, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)

    @cached_property
    def dates(self) -> DateFormats:
        """How bodies write dates, and on which clock."""
        return DateFormats(date=self.date_format, timestamp=self.timestamp_format, zone=ZoneInfo(self.time_zone))

    @cached_property
    def schedule_formats(self) -> tuple[str, ...]:
        """How campaigns write their schedule: the instance's timestamp format, and `schedule_format` if given."""
        return tuple(each for each in (self.timestamp_format, self.schedule_format) if each is not None)

    def parse_schedule(self, text: str) -> datetime:
        """Read the schedule of a campaign, in the instance's time zone.

        Raises:
            ValueError: It is in none of the formats.
        """
        for pattern in self.schedule_formats:
            with suppress(ValueError):
                return DateFormats(timestamp=pattern, zone=self.dates.zone).parse_timestamp(text)
        raise ValueError(f"this is no timestamp; write it as {' or '.join(self.schedule_formats)}")

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """All fields of person data: `SYSTEM_FIELDS`, then those of `person_data`."""
        return {each.name: each for each in SYSTEM_FIELDS} | dict(self.person_data)
