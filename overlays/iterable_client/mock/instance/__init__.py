"""The project that the mock pretends to be, read from a TOML file."""

from iterable_client.mock.instance.loading import load_project, parse_project
from iterable_client.mock.instance.parts import (
    Campaign,
    Catalog,
    Channel,
    DataFields,
    Event,
    FieldType,
    Header,
    Key,
    MessageType,
    Project,
    Template,
    User,
    UserList,
    Webhook,
)
from iterable_client.mock.instance.reader import InstanceError

__all__ = [
    "Campaign",
    "Catalog",
    "Channel",
    "DataFields",
    "Event",
    "FieldType",
    "Header",
    "InstanceError",
    "Key",
    "MessageType",
    "Project",
    "Template",
    "User",
    "UserList",
    "Webhook",
    "load_project",
    "parse_project",
]
