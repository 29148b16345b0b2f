"""The tools for daily work: ten at most, whatever APIs are served. Their names and arguments are the same for all."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sdk_core.agents.recipes.model import AgentRoom
from sdk_core.agents.recipes.people import MAX_PEOPLE
from sdk_core.agents.tools.model import Tool

_API: Final = "api"
_TEXT: Final = {"type": "string", "minLength": 1}
_PERSON: Final = {
    **_TEXT,
    "description": "Email, id, or FIELD=value such as EMAIL=ada@example.com. A stand-in (person-...) works too.",
}
_PEOPLE: Final = {
    "type": "array",
    "items": _TEXT,
    "minItems": 1,
    "maxItems": MAX_PEOPLE,
    "description": "Each an email, an id, or FIELD=value.",
}
_GROUP: Final = {**_TEXT, "description": "Name of the group, case included; name or id of the list."}
_CONSENT: Final = {
    "consent_field": {
        **_TEXT,
        "description": "The field that says whether a person agreed to messages, such as NEWSLETTER.",
    },
    "include_without_consent": {
        "type": "boolean",
        "default": False,
        "description": "True only if the person you work for says so.",
    },
}


def _tool(  # noqa: PLR0913 - what a tool is made of
    name: str,
    title: str,
    description: str,
    properties: Mapping[str, Any],
    required: tuple[str, ...] = (),
    *,
    has_api: bool = True,
    sends: bool = False,
) -> Tool:
    api: dict[str, Any] = {_API: {"type": "string"}} if has_api else {}
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {**api, **properties},
        "required": [*api, *required],
        "additionalProperties": False,
    }
    if not schema["required"]:
        del schema["required"]
    return Tool(name, title, description, schema, "send" if sends else "read")


FIND_PERSON: Final = _tool(
    "find_person",
    "Find a person",
    "Read one person's profile. Personal values come as the policy says: masked, as stand-ins, or plain. "
    'Example: {"person": "ada@example.com"}.',
    {"person": _PERSON},
    ("person",),
)
COUNT_PEOPLE: Final = _tool(
    "count_people",
    "Count people",
    "Count an audience: everybody who fulfills a filter, with 3 as a sample, or the members of a group. Give filter or "
    'group. Example: {"filter": "COUNTRY==DK and AGE>=30"}.',
    {
        "filter": {
            **_TEXT,
            "description": "== != < <= > >= =in=, and, or, ( ); * and ? after ==; text with blanks in double quotes.",
        },
        "group": _GROUP,
    },
)
LIST_MEMBERS: Final = _tool(
    "list_members",
    "List the members of a group",
    'Say how many members a group has, and list the first of them. Example: {"group": "Poetry readers", "limit": 20}.',
    {"group": _GROUP, "limit": {"type": "integer", "minimum": 0, "maximum": MAX_PEOPLE, "default": 100}},
    ("group",),
)
IS_MEMBER: Final = _tool(
    "is_member",
    "Tell who is in a group",
    "Tell which of these people are in a group, which are not, and of whom that is not known. "
    'Example: {"group": "Reactivation", "people": ["ada@example.com", "bob@example.com"]}.',
    {"group": _GROUP, "people": _PEOPLE},
    ("group", "people"),
)
CHANGE_MEMBERS: Final = _tool(
    "change_members",
    "Add people to a group, or remove them",
    "Plan to add people to a group, or to remove them. Writes nothing yet: the answer is a plan, to be confirmed by "
    "confirm_plan. Left out, with the reason: who is unknown, is a member already, or has not agreed to messages. "
    'Example: {"group": "Reactivation", "action": "add", "people": ["ada@example.com"], '
    '"consent_field": "NEWSLETTER"}.',
    {
        "group": _GROUP,
        "action": {"type": "string", "enum": ["add", "remove"]},
        "people": _PEOPLE,
        **_CONSENT,
    },
    ("group", "action", "people"),
    sends=True,
)
ACHIEVE_EVENT: Final = _tool(
    "achieve_event",
    "Achieve an event for people",
    "Plan to record an event for people, which may start flows that send messages. Writes nothing yet: the answer is a "
    "plan, to be confirmed by confirm_plan. Left out: who is unknown or has not agreed. "
    'Example: {"event": "send_coupon", "people": ["ada@example.com"], "consent_field": "NEWSLETTER"}.',
    {
        "event": {**_TEXT, "description": "Id or name of the event."},
        "people": _PEOPLE,
        "data": {
            "type": "object",
            "description": "What the event brings along, the same for all; its schema's name as `name` where the API "
            "has schemas.",
        },
        **_CONSENT,
    },
    ("event", "people"),
    sends=True,
)
TASK_STATUS: Final = _tool(
    "task_status",
    "Task status",
    "Tell whether work that was started has ended, and how. Ask again after some seconds while it has not. "
    'Example: {"id": "f123c6b4-b3bb-46c5-9596-8b06c637a4a1"}.',
    {"id": {**_TEXT, "description": "The id that the call which started it answered with."}},
    ("id",),
)
CAMPAIGN_STATUS: Final = _tool(
    "campaign_status",
    "Campaign status",
    "Tell how a campaign stands: its state, its times, to whom it goes and to how many it went. "
    'Example: {"campaign": "Order receipt"}.',
    {"campaign": {**_TEXT, "description": "Its id, or its name."}},
    ("campaign",),
)
LIMITS_LEFT: Final = _tool(
    "limits_left",
    "Limits left",
    "Tell what you have left of calls and people, in this hour and today, by the policy and by the API. Costs no call "
    "of the API. Ask before work on many people.",
    {},
)
SYNC_STATUS: Final = _tool(
    "sync_status",
    "Sync status",
    "Tell when a sync job ran last, how it ended, and how many rows it wrote and rejected. Costs no call of the API. "
    'Without job, all of them. Example: {"job": "customers"}.',
    {"job": {**_TEXT, "description": "Name of the job."}},
    has_api=False,
)
BY_RECIPE: Final[tuple[Tool, ...]] = (
    FIND_PERSON,
    COUNT_PEOPLE,
    LIST_MEMBERS,
    IS_MEMBER,
    CHANGE_MEMBERS,
    ACHIEVE_EVENT,
    TASK_STATUS,
    CAMPAIGN_STATUS,
)
"""Those whose work is the recipe of a room."""


def curated_tools(rooms: Mapping[str, AgentRoom]) -> tuple[Tool, ...]:
    """Return the tools, each with the APIs that it works with; one that works with none is left out.

    Args:
        rooms: what each served API gives to agents, by its name.

    >>> [tool.name for tool in curated_tools({})]
    ['sync_status']
    """
    tools = [(tool, [name for name, room in rooms.items() if tool.name in room.recipes]) for tool in BY_RECIPE]
    served = [_for(tool, names, len(rooms)) for tool, names in tools if names]
    return (*served, *([_for(LIMITS_LEFT, list(rooms), len(rooms))] if rooms else []), SYNC_STATUS)


def _for(tool: Tool, apis: list[str], served: int) -> Tool:
    """Return a tool with the APIs that it works with; where one API is served, no call has to name it."""
    properties: Mapping[str, Any] = tool.input_schema["properties"]
    api = {"type": "string", "enum": sorted(apis)}
    schema = {**tool.input_schema, "properties": {**properties, _API: api}}
    required = [each for each in tool.input_schema.get("required", ()) if served > 1 or each != _API]
    return replace(tool, input_schema={**schema, "required": required})
