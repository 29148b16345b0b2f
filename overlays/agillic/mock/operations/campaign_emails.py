"""The email of a campaign, as it is made for one recipient [S3]. What it looks like beyond the template is our own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from agillic.mock.calls import Mock
from agillic.mock.operations.campaign_html import (
    fill_editable,
    fill_parameter,
    find_element,
    named,
    with_defaults,
    with_utm,
)
from agillic.mock.operations.campaign_templates import find_html_template
from agillic.mock.state.campaigns import Campaign
from sdk_core.mock.errors import StateError

_GLOBAL_DATA = re.compile("<globaldata>([^<]*)</globaldata>")


@dataclass(frozen=True, slots=True)
class Email:
    """An email for one recipient."""

    subject: str = field(repr=False)
    content: str = field(repr=False)


def make_email(mock: Mock, campaign: Campaign, recipient: int) -> Email:
    """Make the email of a campaign.

    Each block of the template shows the variants of its messages whose target group has the recipient, at most as many
    as the message says; those without a target group are for everybody. A variant's field stands in the `ageditable`
    element of the same `agid`, or in place of the block parameter of the same name; a field that has neither is written
    at the block's end. Global data stands in for `<globaldata>NAME</globaldata>`, and links have `utm_campaign`.

    Args:
        mock: Has the templates, groups and global data, as they are now.
        campaign: The campaign.
        recipient: The number.
    """
    details = campaign.details
    template = find_html_template(mock, details.get("templateName", ""))
    content = template.content if template else ""
    content = _Filling(mock, {group.name for group in mock.state.groups.of(recipient)}).whole(content, details)
    utm = _personal(mock, details.get("utmCampaign", campaign.name))
    return Email(_personal(mock, details["subject"]), with_utm(_personal(mock, with_defaults(content)), utm))


def fitting_variants(message: Mapping[str, Any], groups: set[str]) -> list[Mapping[str, Any]]:
    """Return the variants of a message that fit a member of groups, the first one first."""
    return [each for each in message["variants"] if each.get("targetGroupName") in {None, *groups}]


class _Filling:
    """Fills the template of an email for a member of groups."""

    def __init__(self, mock: Mock, groups: set[str]) -> None:
        self._templates, self._groups = mock.instance.message_templates, groups
        self._around = ""  # the template, with a mark for each block

    def whole(self, template: str, details: Mapping[str, Any]) -> str:
        """Return the template with all blocks filled."""
        self._around, blocks = template, dict[str, str]()
        for group in details["blockGroups"]:
            by_block: dict[str, list[Mapping[str, Any]]] = {}
            for message in group["messages"]:
                by_block.setdefault(message["blockId"], []).append(message)
            for block, messages in by_block.items():
                mark = f"\0{len(blocks)}\0"
                whole = self._cut(group.get("blockGroupId", ""), block, mark)
                if whole is not None:
                    blocks[mark] = "".join(copy for message in messages for copy in self._copies(whole, message))
        for mark, filled in reversed(blocks.items()):
            self._around = self._around.replace(mark, filled)
        return self._around

    def _cut(self, group: str, block: str, mark: str) -> str | None:
        """Put a mark in place of a block, and return it; None when there is none."""
        outer = find_element(self._around, named(group))
        start, end = (outer.inside, outer.inside_end) if outer else (0, len(self._around))
        element = find_element(self._around[start:end], named(block))
        if element is None:
            return None
        first, last = start + element.start, start + element.end
        whole, self._around = self._around[first:last], self._around[:first] + mark + self._around[last:]
        return whole

    def _copies(self, block: str, message: Mapping[str, Any]) -> list[str]:
        """Return a copy of a block for each variant that a message shows."""
        types = self._templates.get(message["messageTemplate"], {})
        shown = fitting_variants(message, self._groups)[: message.get("maxVariants")]
        if not shown:
            return [_hidden(block) if message.get("collapsed") else block]
        return [self._filled(block, variant["fields"], types) for variant in shown]

    def _filled(self, block: str, fields: Mapping[str, str], types: Mapping[str, str]) -> str:
        for name, value in fields.items():
            text = value if types.get(name) == "rich_text" else escape(value)
            with_parameter = fill_parameter(block, name, value)
            block = with_parameter or block
            with_text = fill_editable(block, name, text)
            if with_parameter is None and with_text is None:
                around = fill_editable(self._around, name, text)  # outside of all blocks
                self._around = around or self._around
                with_text = None if around else _with_end(block, _by_itself(value, types.get(name, "text")))
            block = with_text or block
        return block


def _with_end(block: str, text: str) -> str:
    element = find_element(block, lambda _: True)
    at = element.inside_end if element else len(block)
    return block[:at] + text + block[at:]


def _hidden(block: str) -> str:
    return re.sub(r"(/?>)", r" hidden\1", block, count=1)


def _by_itself(value: str, type_: str) -> str:
    """Return a value as it stands where the template has no place for it."""
    if type_ == "rich_text":
        return f"<div>{value}</div>"
    safe = escape(value)
    if type_ == "image":
        return f'<img src="{safe}">'
    return f'<a href="{safe}">{safe}</a>' if type_ == "link" else f"<p>{safe}</p>"


def _personal(mock: Mock, text: str) -> str:
    def value_of(found: re.Match[str]) -> str:
        try:
            return mock.state.global_data.get(found[1]).value or ""
        except StateError:
            return ""

    return _GLOBAL_DATA.sub(value_of, text)
