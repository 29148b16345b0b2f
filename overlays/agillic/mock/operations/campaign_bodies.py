"""Checking the bodies of the Message API, where assumptions decide what becomes of a mistake [S3, T-ARR, C-FORGE]."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from agillic.mock.calls import Call
from sdk_core.mock.app import HTTPError, Operation

_UNKNOWN = "the body has a member that is not known; leave it out"
_EMPTY = "a variant has no fields; give each variant one at least"


@dataclass(frozen=True, slots=True)
class CampaignBody:
    """A checked body.

    Attributes:
        content: Without members that are not known.
        problem: What the task that the call starts shall fail with; None for nothing.
    """

    content: dict[str, Any] = field(repr=False)
    problem: str | None = None


def require_message_api(call: Call) -> None:
    """Reject a call to an instance that has not bought the Message API, by `message-api-not-bought`."""
    if not call.mock.instance.message_api:
        raise call.http_error("message-api-not-bought", "the instance has no Message API, which is sold separately")


def read_campaign_body(call: Call) -> CampaignBody:
    """Check the body of a call that starts a task.

    Raises:
        HTTPError: 400; it does not fit the document, has members that are not known or variants without fields. The
            latter two unless `message-unknown-members` or `variant-fields-empty` let the task fail, or take it.
    """
    content, problem = call.body, None
    if call.choice("message-unknown-members") == "task-fails":
        content = known_members(call.operation, call.body)
        if content != call.body:
            unknown = call.operation.unknown_member(call.body)
            problem = unknown.message if unknown else _UNKNOWN
    try:
        call.operation.check_body(content, unknown_members=call.mock.rules.unknown_members)
    except HTTPError as rejection:
        if rejection.reason.rule == "additionalProperties":
            rejection.reason = replace(rejection.reason, assumption="message-unknown-members")
        raise
    if any(not variant["fields"] for variant in variants_of(content.get("details", {}))):
        option = call.choice("variant-fields-empty")
        if option == "status-400":
            raise HTTPError(400, _EMPTY, assumption="variant-fields-empty")
        problem = problem or (_EMPTY if option == "task-fails" else None)
    return CampaignBody(content, problem)


def read_campaign_details(call: Call) -> dict[str, Any]:
    """Check the body of a synchronous call, which is the details of a campaign [V-MC, C-FORGE].

    Raises:
        HTTPError: 400; it does not fit the document, has members that are not known or variants without fields.
    """
    call.operation.check_body(call.body)
    details = cast("dict[str, Any]", call.body)
    if any(not variant["fields"] for variant in variants_of(details)):
        raise HTTPError(400, _EMPTY)
    return details


def variants_of(details: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """Return the variants of all messages of a campaign."""
    for group in details.get("blockGroups", ()):
        for message in group["messages"]:
            yield from message["variants"]


def known_members(operation: Operation, body: object) -> Any:  # noqa: ANN401 - of the same shape as the body
    """Return a body without the members that the operation's closed schemas do not name."""
    return _known(body, operation.bodies["application/json"], operation.components["schemas"])


def _known(value: object, schema: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]) -> object:
    """Return the part of a value that a schema, with its references, knows."""
    if "$ref" in schema:
        return _known(value, schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "items" in schema:
        items = schema["items"]
        return (
            [_known(each, items, schemas) for each in cast("list[object]", value)] if isinstance(value, list) else value
        )
    if "properties" in schema:
        return _members(cast("dict[str, object]", value), schema, schemas) if isinstance(value, dict) else value
    return value


def _members(
    value: Mapping[str, object], schema: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]
) -> dict[str, object]:
    properties, is_closed = schema["properties"], schema.get("additionalProperties") is False
    return {
        name: _known(each, properties[name], schemas) if name in properties else each
        for name, each in value.items()
        if name in properties or not is_closed
    }
