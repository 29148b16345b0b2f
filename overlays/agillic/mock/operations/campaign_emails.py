"""The email of a campaign, as it is made for one recipient [S3]. What it looks like beyond the template is our own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from agillic.mock.front import Mock
from agillic.mock.operations.campaign_templates import find_html_template
from agillic.mock.state.errors import StateError

_GLOBAL_DATA = re.compile("<globaldata>([^<]*)</globaldata>")


@dataclass(frozen=True, slots=True)
class Email:
    """An email for one recipient."""

    subject: str = field(repr=False)
    content: str = field(repr=False)


def make_email(mock: Mock, details: Mapping[str, Any], recipient: int) -> Email:
    """Make the email of a campaign.

    Each block of the template shows the variants of its messages whose target group has the recipient, at most as many
    as the message says; those without a target group are for everybody. Global data stands in for
    `<globaldata>NAME</globaldata>`.

    Args:
        mock: Has the templates, groups and global data, as they are now.
        details: Of the campaign.
        recipient: The number.
    """
    template = find_html_template(mock, details.get("templateName", ""))
    content = template.content if template else ""
    groups = {group.name for group in mock.state.groups.of(recipient)}
    for group in details["blockGroups"]:
        for message in group["messages"]:
            content = _filled(
                content, message["blockId"], _shown(mock, message, groups), bool(message.get("collapsed"))
            )
    return Email(_personal(mock, details["subject"]), _personal(mock, content))


def _shown(mock: Mock, message: Mapping[str, Any], groups: set[str]) -> str:
    """Return what a message shows to a member of groups."""
    fitting = [each for each in message["variants"] if each.get("targetGroupName") in {None, *groups}]
    types = mock.instance.message_templates.get(message["messageTemplate"], {})
    return "".join(_written(variant["fields"], types) for variant in fitting[: message.get("maxVariants")])


def _written(fields: Mapping[str, str], types: Mapping[str, str]) -> str:
    parts: Sequence[str] = [_one_written(value, types.get(name, "text")) for name, value in fields.items()]
    return "".join(parts)


def _one_written(value: str, type_: str) -> str:
    if type_ == "rich_text":
        return f"<div>{value}</div>"
    safe = escape(value)
    if type_ == "image":
        return f'<img src="{safe}">'
    return f'<a href="{safe}">{safe}</a>' if type_ == "link" else f"<p>{safe}</p>"


def _filled(content: str, block: str, shown: str, hides: bool) -> str:  # noqa: FBT001 - a member of the message
    """Write what is shown into a block; a collapsed one that shows nothing is hidden."""
    start = re.compile(rf"""(<[^<>]*\sagid\s*=\s*["']{re.escape(block)}["'][^<>]*?)(/?>)""")
    hidden = " hidden" if hides and not shown else ""
    return start.sub(lambda found: f"{found[1]}{hidden}{found[2]}{shown}", content, count=1)


def _personal(mock: Mock, text: str) -> str:
    def value_of(found: re.Match[str]) -> str:
        try:
            return mock.state.global_data.get(found[1]).value or ""
        except StateError:
            return ""

    return _GLOBAL_DATA.sub(value_of, text)
