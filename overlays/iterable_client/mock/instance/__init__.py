"""The project that the mock pretends to be, read from a TOML file."""

from iterable_client.mock.instance.loading import built_in, load_project, parse_project, with_key
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
from sdk_core.mock.errors import InstanceError

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
    "built_in",
    "load_project",
    "parse_project",
    "with_key",
]
