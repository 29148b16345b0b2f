"""What the mock pretends to be: one instance of Agillic, with what its owner set up in it, read from a TOML file.

The format is shown, with comments, by the instance that is built in: `instances/candy_store.toml`. Every table and key
of it is one of the classes and attributes below, by the same name.
"""

from agillic.mock.instance.loading import BUILT_IN, load_instance, parse_instance
from agillic.mock.instance.parts import (
    EXTENSION_ID,
    MAX_TASK,
    SYSTEM_FIELDS,
    Column,
    Communication,
    Event,
    Extension,
    Field,
    Flow,
    GlobalData,
    GlobalDataTable,
    HtmlTemplate,
    Instance,
    Key,
    MessageTemplate,
    Promotion,
    Proposition,
    Recipient,
    Row,
    Table,
    TargetGroup,
    Value,
)

__all__ = [
    "BUILT_IN",
    "EXTENSION_ID",
    "MAX_TASK",
    "SYSTEM_FIELDS",
    "Column",
    "Communication",
    "Event",
    "Extension",
    "Field",
    "Flow",
    "GlobalData",
    "GlobalDataTable",
    "HtmlTemplate",
    "Instance",
    "Key",
    "MessageTemplate",
    "Promotion",
    "Proposition",
    "Recipient",
    "Row",
    "Table",
    "TargetGroup",
    "Value",
    "load_instance",
    "parse_instance",
]
