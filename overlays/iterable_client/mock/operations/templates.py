"""What the operations on templates do."""

from collections.abc import Mapping
from typing import Any

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.operations.pages import listed, sorted_as_requested, window_of
from iterable_client.mock.operations.responses import done
from iterable_client.mock.state.errors import FieldError
from iterable_client.mock.state.moments import from_milliseconds
from iterable_client.mock.state.templates import Template
from sdk_core.mock.app import MockResponse, Routes
from sdk_core.mock.assumptions import status_of

routes = Routes(document())
_FLAGS = ("cacheDataFeed", "mergeDataFeedContext")
_NOT_CONTENT = frozenset({"clientTemplateId", "name", "messageTypeId", "creatorUserId", "locale", "isDefaultLocale"})
_EMPTY: Mapping[str, Any] = {
    "ccEmails": [],
    "bccEmails": [],
    "linkParams": [],
    "dataFeedIds": [],
    "cacheDataFeed": False,
    "mergeDataFeedContext": False,
}
"""What each email template has, whether it was ever sent or not."""


@routes("listTemplates")
def list_templates(call: Call) -> MockResponse:
    """Respond with a page of the metadata of templates, or all under an option of `unpaged-response`."""
    start, end = window_of(call)
    wanted = {"type": call.query.get("templateType"), "medium": call.query.get("messageMedium")}
    found = [
        each
        for each in call.state.templates.all()
        if all(value is None or getattr(each, name) == value for name, value in wanted.items())
        and (start is None or each.created >= start)
        and (end is None or each.created < end)
    ]
    ordered = sorted_as_requested(
        call,
        found,
        {
            "id": lambda each: each.id,
            "name": lambda each: each.name,
            "createdAt": lambda each: each.created,
            "updatedAt": lambda each: each.updated,
        },
    )
    return listed(call, "templates", ordered, _metadata)


@routes("getEmailTemplate")
def get_email_template(call: Call) -> MockResponse:
    """Respond with a template's content in one language."""
    template = call.state.templates.get(call.query["templateId"])
    if template is None or template.medium != "Email":
        option = call.choice("unknown-template-response")
        raise IterableHTTPError(
            status_of(option),
            "there is no such email template; list the templates for their ids",
            code="BadParams" if option == "status-400" else "NotFound",
            rule="unknown-template",
            field="templateId",
            assumption="unknown-template-response",
        )
    content = call.state.templates.content(template, call.query.get("locale"))
    if content is None:
        message = "the template has no content in this language; leave locale out for the default one"
        raise IterableHTTPError(404, message, code="NotFound", rule="no-content", field="locale")
    members: dict[str, Any] = {**_EMPTY, **content.members}
    if call.choice("template-flags") == "object":
        members |= {name: {"value": members[name]} for name in _FLAGS}
    optional = {"locale": content.locale, "clientTemplateId": template.client_id}
    return MockResponse(
        200,
        {
            "templateId": template.id,
            "name": template.name,
            **members,
            **{name: value for name, value in optional.items() if value is not None},
            "isDefaultLocale": content.locale == template.default_locale,
            "messageTypeId": template.message_type,
            "creatorUserId": template.creator,
            "metadata": _metadata(call, template),
        },
    )


@routes("upsertEmailTemplate")
def upsert_email_template(call: Call) -> MockResponse:
    """Change every email template that matches, or create one; by what is `template-match`'s."""
    body, templates = call.body, call.state.templates
    by_name = call.choice("template-match") == "name"
    _check_message_type(call, body.get("messageTypeId"))
    key = body.get("name") if by_name else body["clientTemplateId"]
    emails = [each for each in templates.all() if each.medium == "Email"]
    found = [each for each in emails if key is not None and (each.name if by_name else each.client_id) == key]
    word = "updated"
    if not found:
        found, word = [_created(call, body)], "created"
    members = {name: value for name, value in body.items() if name not in _NOT_CONTENT}
    for each in found:
        templates.change(
            each,
            members,
            locale=body.get("locale"),
            name=body.get("name"),
            message_type=body.get("messageTypeId"),
            becomes_default=body.get("isDefaultLocale", False),
        )
    ids = [each.id for each in found]
    msg = f"{len(ids)} templates {word} with IDs: {', '.join(map(str, ids))}"
    return done(msg) if call.choice("template-upsert-response") == "in-words" else done("", {"ids": ids})


def _created(call: Call, body: Mapping[str, Any]) -> Template:
    types = call.mock.instance.message_types
    chosen = body.get("messageTypeId", types[0].id if types else None)
    if chosen is None:
        raise FieldError("messageTypeId", "a new template needs one; send it")
    new = call.state.templates.create(
        name=body.get("name", body["clientTemplateId"]),
        message_type=chosen,
        creator=body.get("creatorUserId", ""),
        client_id=body["clientTemplateId"],
        locale=body.get("locale"),
    )
    made = call.state.templates.get(new)
    if made is None:
        raise KeyError(new)
    return made


def _check_message_type(call: Call, message_type: int | None) -> None:
    if message_type is not None and message_type not in call.mock.instance.channel_of:
        raise FieldError("messageTypeId", "the project has no such message type; send one of its settings")


def _metadata(call: Call, template: Template) -> dict[str, Any]:
    in_numbers = call.choice("template-times") == "milliseconds"

    def shown(milliseconds: int) -> int | str:
        return milliseconds if in_numbers else from_milliseconds(milliseconds).isoformat()

    described: dict[str, Any] = {
        "templateId": template.id,
        "name": template.name,
        "createdAt": shown(template.created),
        "updatedAt": shown(template.updated),
        "creatorUserId": template.creator,
        "messageTypeId": template.message_type,
    }
    others = {"clientTemplateId": template.client_id, "campaignId": template.campaign}
    return described | {name: value for name, value in others.items() if value is not None}
