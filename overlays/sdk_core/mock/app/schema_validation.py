"""Checking values against the document's schemas, with messages that show none of them."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from jsonschema_rs import Draft202012Validator, ValidationError

from sdk_core.mock.app.responses import HTTPError
from sdk_core.mock.reasons import hint, json_type, named

_MAX_PLACE = 200  # characters; steps are names that the caller chose, of any length


def check(validator: Draft202012Validator, value: object, what: str, *schemas: Mapping[str, Any]) -> None:
    """Reject a value that does not fit.

    Args:
        validator: Of the schema.
        value: Parsed.
        what: What messages call it, such as "the body".
        *schemas: The schema, in parts; messages name the members that it knows.

    Raises:
        HTTPError: 400, with a message that names the place and the rule, never the value.
    """
    try:
        validator.validate(value)
    except ValidationError as error:
        # from None: the exception shows the value
        raise error_for(error, what, schemas) from None


def error_for(error: ValidationError, what: str, schemas: Sequence[Mapping[str, Any]]) -> HTTPError:
    """Say where a value does not fit and which rule it breaks, without the value."""
    steps, rule = error.instance_path, error.kind.name
    place = "".join(f"/{step}" for step in steps)
    if len(place) > _MAX_PLACE:
        place = place[:_MAX_PLACE] + "..."
    field = next((str(step) for step in reversed(steps) if isinstance(step, str)), None)
    if rule == "additionalProperties":
        field = str(error.kind.as_dict()["unexpected"][0])
        known = _known_members(error, schemas)
        message = f"{named(field)} of {place or what} is not known; {hint(field, known)}"
        field = field if "`" in named(field) else None
    else:
        message = f"{what}{f' at {place}' if place else ''} {_rule(error)}"
        if rule == "required":
            field = str(error.kind.as_dict()["property"])
    return HTTPError(
        400,
        message,
        rule=rule,
        place=place or what,
        field=field,
        type=json_type(error.instance),
    )


def _known_members(error: ValidationError, schemas: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the members that the schema names which the value breaks."""
    *path, _ = error.schema_path
    for schema in schemas:
        found: Any = schema
        try:
            for step in path:
                found = found[step]
            return list(found["properties"])
        except (KeyError, IndexError, TypeError):  # it is in another part
            continue
    return []


def _rule(error: ValidationError) -> str:
    rule, facts = error.kind.name, error.kind.as_dict()
    if rule == "required":
        return f"lacks the member {facts['property']!r}; add it"
    if rule == "type":
        return f"is of another type; write {' or '.join(facts['types'])}"
    if rule == "format":
        return f"is no {facts['format']}; write one"
    if rule in ("enum", "const"):
        return "is none of the documented values; write one of them"
    bound = f" {facts['limit']}" if "limit" in facts else ""
    return f"breaks the rule {rule}{bound} of the document; see its schema"


def closed(schema: object) -> object:
    """Return a schema whose objects reject members that they do not name, where it says neither.

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
