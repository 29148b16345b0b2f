"""The values of an item by field: what is sent, and what was found, side by side."""

from collections.abc import Mapping
from typing import Any, cast

import orjson

from sdk_core.sync.model.target import Target


def sent_values(target: Target, item: str | bytes) -> dict[str, Any]:
    """Return the values of an item by the names of fields.

    Args:
        target: what it goes to; its fields say which members of the item hold others.
        item: the item's JSON.

    >>> from types import SimpleNamespace as Of
    >>> shop = Of(fields={"age": Of(within="data")}, unknown_field_member="")
    >>> sent_values(shop, '{"email":"ada@example.com","data":{"age":36}}')
    {'email': 'ada@example.com', 'age': 36}
    """
    values: dict[str, Any] = {}
    members = {field.within for field in target.fields.values() if field.within}
    if target.unknown_field_member:
        members.add(target.unknown_field_member)
    for name, value in orjson.loads(item).items():
        if name in members and isinstance(value, dict):
            values.update(cast("dict[str, Any]", value))
        else:
            values[name] = value
    return values


def found_value(target: Target, found: Mapping[str, Any], name: str) -> object:
    """Return what a target was found to have in a field: by the field's name, or in the member that holds it."""
    if name in found:
        return found[name]
    field = target.fields.get(name)
    within: object = found.get(field.within if field else target.unknown_field_member)
    return cast("Mapping[str, Any]", within).get(name) if isinstance(within, Mapping) else None


def differing(target: Target, sent: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, object]:
    """Return the values before, of the fields that sending an item would change.

    Args:
        target: what it goes to, with a truth.
        sent: from `sent_values`.
        found: from the truth.
    """
    assert target.truth is not None  # noqa: S101 - who found something had one
    before: dict[str, object] = {}
    for name, value in sent.items():
        there = found_value(target, found, name)
        if not target.truth.same(name, value, there):
            before[name] = there
    return before
