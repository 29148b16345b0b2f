"""Checking values against the document's schemas, with messages that show none of them."""

from collections.abc import Mapping
from typing import Any, cast

from jsonschema_rs import Draft202012Validator, ValidationError

from agillic.mock.front.replies import Refusal

_LONGEST_PLACE = 200  # characters; steps are names that the caller chose, of any length


def check(validator: Draft202012Validator, value: object, what: str) -> None:
    """Refuse a value that does not fit.

    Args:
        validator: Of the schema.
        value: Parsed.
        what: What messages call it, such as "the body".

    Raises:
        Refusal: 400, with a message that names the place and the rule, never the value.
    """
    try:
        validator.validate(value)
    except ValidationError as error:
        # from None: the exception shows the value
        raise Refusal(400, described(error, what)) from None


def described(error: ValidationError, what: str) -> str:
    """Say where a value does not fit and which rule it breaks, without the value."""
    place = "".join(f"/{step}" for step in error.instance_path)
    if len(place) > _LONGEST_PLACE:
        place = place[:_LONGEST_PLACE] + "..."
    return f"{what}{f' at {place}' if place else ''} {_rule(error)}"


def _rule(error: ValidationError) -> str:
    rule, facts = error.kind.name, error.kind.as_dict()
    if rule == "required":
        return f"lacks the member {facts['property']!r}; add it"
    if rule == "type":
        return f"is of another type; write {' or '.join(facts['types'])}"
    if rule == "additionalProperties":
        return "has a member that is not known; leave it out"
    if rule == "format":
        return f"is no {facts['format']}; write one"
    if rule in ("enum", "const"):
        return "is none of the documented values; write one of them"
    bound = f" {facts['limit']}" if "limit" in facts else ""
    return f"breaks the rule {rule}{bound} of the document; see its schema"


def closed(schema: object) -> object:
    """Return a schema whose objects refuse members that they do not name, where it says neither.

    >>> closed({"type": "object", "properties": {}})
    {'type': 'object', 'properties': {}, 'additionalProperties': False}
    """
    if isinstance(schema, list):
        return [closed(each) for each in cast("list[object]", schema)]
    if not isinstance(schema, Mapping):
        return schema
    result: dict[str, Any] = {name: closed(each) for name, each in cast("Mapping[str, object]", schema).items()}
    if result.get("type") == "object" and "properties" in result:
        result.setdefault("additionalProperties", False)
    return result
