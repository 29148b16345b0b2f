"""What a project consists of: a class for each kind of table in its file, an attribute for each key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NewType

from iterable_client.mock.assumptions import Assumptions

ProjectType = Literal["email", "userId", "hybrid"]
"""How a project identifies its users."""
KeyKind = Literal["server-side", "read-only", "mobile", "web", "javascript"]
FieldType = Literal["string", "long", "double", "boolean", "date", "object"]
"""What the values of a field are; a list is of the type of its entries."""
Medium = Literal["Email", "Push", "InApp", "SMS"]
DataFields = NewType("DataFields", Mapping[str, object])
"""Values by name, as JSON has them. Dates are text."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the project, which is a secret as a whole.

    Attributes:
        jwt_secret: What signs the tokens of users; empty where the key needs none.
        disabled: Whether it was switched off.
        new_event_names: Whether it may track events of a name that the project does not know.
    """

    key: str = field(repr=False)
    kind: KeyKind
    jwt_secret: str = field(default="", repr=False)
    disabled: bool = False
    new_event_names: bool = True


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, to which message types and lists belong."""

    id: int
    name: str
    medium: Medium = "Email"
    marketing: bool = True


@dataclass(frozen=True, slots=True)
class MessageType:
    """A message type of a channel. Users get one with `opt_in` only when they asked for it."""

    id: int
    name: str
    channel: int
    opt_in: bool = False


@dataclass(frozen=True, slots=True)
class UserList:
    """A list of users. Only a standard one is kept by hand."""

    id: int
    name: str
    type: Literal["Standard", "Dynamic", "Suppression", "Internal"] = "Standard"
    description: str | None = None
    channel: int | None = None
    global_suppression: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A template and its content, in one language. `type` says what kind of campaign it is for."""

    id: int
    name: str
    message_type: int
    type: Literal["Base", "Blast", "Triggered", "Workflow"] = "Base"
    medium: Medium = "Email"
    creator: str = ""
    client_template_id: str | None = None
    campaign: int | None = None
    locale: str | None = None
    content: DataFields = field(default_factory=lambda: DataFields({}))


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign, made of a template."""

    id: int
    name: str
    template: int
    type: Literal["Blast", "Triggered"]
    state: Literal[
        "Draft", "Ready", "Scheduled", "Running", "Finished", "Starting", "Aborted", "Recurring", "Archived"
    ] = "Ready"
    creator: str = ""
    lists: tuple[int, ...] = ()
    suppression_lists: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    send_size: int | None = None


@dataclass(frozen=True, slots=True)
class Catalog:
    """A catalog, and its items at first, by their ids."""

    name: str
    items: Mapping[str, DataFields] = field(default_factory=dict[str, DataFields])


@dataclass(frozen=True, slots=True)
class Header:
    """A header of a webhook's posts."""

    key: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where system webhooks are posted. The mock posts to this machine alone, whatever the address."""

    id: int
    endpoint: str
    enabled: bool = True
    auth_type: Literal["NoAuth", "Basic", "OAuth2"] = "NoAuth"
    auth_token: str = field(default="", repr=False)
    headers: tuple[Header, ...] = ()
    blast: bool = True
    triggered: bool = True
    channels: tuple[int, ...] = ()
    message_types: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a user who is there from the start. `created` is text such as 2026-03-02 20:21:04 +00:00."""

    name: str
    created: str | None = None
    id: str | None = None
    data: DataFields = field(default_factory=lambda: DataFields({}), repr=False)


@dataclass(frozen=True, slots=True)
class User:
    """A user who is there from the start. What is known of them is personal, so `repr` hides it."""

    email: str | None = field(default=None, repr=False)
    user_id: str | None = field(default=None, repr=False)
    data: DataFields = field(default_factory=lambda: DataFields({}), repr=False)
    lists: tuple[int, ...] = ()
    unsubscribed_channels: tuple[int, ...] = ()
    unsubscribed_message_types: tuple[int, ...] = ()
    subscribed_message_types: tuple[int, ...] = ()
    events: tuple[Event, ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project, with what its owner set up in it. Names are in the order of the file.

    Attributes:
        id: Its number, which some errors name.
        identity: How it identifies users.
        time_zone: A name of the IANA database.
        create_new_fields: Whether fields and events of a new name are added where a call does not say.
        export_seconds: How long an export job takes; `delivery_seconds` likewise of a message.
        fields: The types of the profile's fields.
        event_fields: The types of the fields of events, by the event's name.
        forgotten: Who was forgotten, by email or userId.
    """

    id: int
    name: str
    identity: ProjectType
    time_zone: str = "UTC"
    create_new_fields: bool = True
    export_seconds: int | float = 0
    delivery_seconds: int | float = 0
    keys: tuple[Key, ...]
    fields: Mapping[str, FieldType] = field(default_factory=dict[str, FieldType])
    event_fields: Mapping[str, Mapping[str, FieldType]] = field(default_factory=dict[str, Mapping[str, FieldType]])
    channels: tuple[Channel, ...] = ()
    message_types: tuple[MessageType, ...] = ()
    lists: tuple[UserList, ...] = ()
    templates: tuple[Template, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    catalogs: tuple[Catalog, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    users: tuple[User, ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)

    @cached_property
    def channel_of(self) -> Mapping[int, int]:
        """The channel of each message type, by their ids."""
        return {each.id: each.channel for each in self.message_types}
