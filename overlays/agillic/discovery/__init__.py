"""Discovery of an instance: what it has, read once, and a module of types made of it.

Modules that `agillic discover` writes import from here. Names are imported when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agillic.discovery.email_names import campaign_names
    from agillic.discovery.instance import Event, Field, Instance, Table, TargetGroup
    from agillic.discovery.module import module_text
    from agillic.discovery.reading import discover
    from agillic.discovery.row_types import Boolean, Date, Number, RowType, Text, Timestamp
    from agillic.wire.rsql.typed_fields import BooleanField, DateField, NumberField, TextField, TimestampField

_MODULES = {
    **dict.fromkeys(("Event", "Field", "Instance", "Table", "TargetGroup"), "agillic.discovery.instance"),
    "campaign_names": "agillic.discovery.email_names",
    "discover": "agillic.discovery.reading",
    "module_text": "agillic.discovery.module",
    **dict.fromkeys(("Boolean", "Date", "Number", "RowType", "Text", "Timestamp"), "agillic.discovery.row_types"),
    **dict.fromkeys(
        ("BooleanField", "DateField", "NumberField", "TextField", "TimestampField"), "agillic.wire.rsql.typed_fields"
    ),
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})


__all__ = [
    "Boolean",
    "BooleanField",
    "Date",
    "DateField",
    "Event",
    "Field",
    "Instance",
    "Number",
    "NumberField",
    "RowType",
    "Table",
    "TargetGroup",
    "Text",
    "TextField",
    "Timestamp",
    "TimestampField",
    "campaign_names",
    "discover",
    "module_text",
]
