"""Whether what a campaign names is there: templates, blocks, fields and target groups [S3, `campaign-references`]."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from agillic.mock.calls import Mock
from agillic.mock.instance import HtmlTemplate
from agillic.mock.operations.campaign_templates import find_html_template

_AG_BLOCK_GROUP = "Found agblockgroup that does not match any group in the template"
_BLAMED_ON_GROUPS = ("blockGroupId", "messageTemplate")
"""Agillic says this of an unknown message template too, as a client found out [C-FORGE]."""


class Resolved(NamedTuple):
    """A campaign's details without what is not there, and a message for each thing that is not there."""

    details: dict[str, Any]
    problems: list[str]


def resolve(mock: Mock, details: Mapping[str, Any]) -> Resolved:
    """Look up everything that a campaign names.

    Args:
        mock: Its instance has the templates and groups; HTML templates may be uploaded too.
        details: As they were staged, or as an edit made them.
    """
    names = _Names(mock)
    return Resolved(names.campaign(details), names.problems)


def type_problems(mock: Mock, details: Mapping[str, Any]) -> list[str]:
    """Return a message for each link or image that is no absolute URL, for `message-field-types`."""
    problems: list[str] = []
    for g, group in enumerate(details["blockGroups"]):
        for m, message in enumerate(group["messages"]):
            types = mock.instance.message_templates.get(message.get("messageTemplate", ""), {})
            for v, variant in enumerate(message["variants"]):
                problems += [
                    f"blockGroups/{g}/messages/{m}/variants/{v}/fields/{name}: this is no absolute URL; write one"
                    for name, value in variant["fields"].items()
                    if types.get(name) in ("link", "image") and not _is_absolute(value)
                ]
    return problems


class _Names:
    def __init__(self, mock: Mock) -> None:
        self.problems: list[str] = []
        self._mock, self._instance = mock, mock.instance
        self._groups = mock.instance.target_groups

    def campaign(self, details: Mapping[str, Any]) -> dict[str, Any]:
        template = find_html_template(self._mock, details["templateName"]) if "templateName" in details else None
        found = dict(details)
        self._check(found, "flowTemplate", "", "flow template", self._instance.flow_templates)
        self._check(found, "templateName", "", "HTML template", [details["templateName"]] if template else ())
        self._check(found, "targetGroupName", "", "target group", self._groups)
        limits = [group.name for group in self._groups.values() if group.global_]
        self._check(found, "limitToTargetGroupName", "", "global target group", limits)
        groups = [
            self._block_group(group, f"blockGroups/{n}/", template) for n, group in enumerate(details["blockGroups"])
        ]
        return {**found, "blockGroups": [group for group in groups if group is not None]}

    def _block_group(
        self, group: Mapping[str, Any], place: str, template: HtmlTemplate | None
    ) -> dict[str, Any] | None:
        blocks: Collection[str] | None = None  # of a template that is not there, nothing more is to be said
        found = dict(group)
        if template is not None and not self._check(
            found, "blockGroupId", place, "block group in the HTML template", template.block_groups
        ):
            return None
        if template is not None:
            blocks = template.block_groups[group["blockGroupId"]]
        messages = [self._message(each, f"{place}messages/{n}/", blocks) for n, each in enumerate(group["messages"])]
        return {**found, "messages": [message for message in messages if message is not None]}

    def _message(self, message: Mapping[str, Any], place: str, blocks: Collection[str] | None) -> dict[str, Any] | None:
        found, templates = dict(message), self._instance.message_templates
        has_template = self._check(found, "messageTemplate", place, "message template", templates)
        has_block = blocks is None or self._check(found, "blockId", place, "block in the block group", blocks)
        if not has_template or not has_block:
            return None
        fields = templates[message["messageTemplate"]]
        found["variants"] = [
            self._variant(each, f"{place}variants/{n}/", fields) for n, each in enumerate(message["variants"])
        ]
        return found

    def _variant(self, variant: Mapping[str, Any], place: str, fields: Collection[str]) -> dict[str, Any]:
        found = dict(variant)
        self._check(found, "targetGroupName", place, "target group", self._groups)
        self.problems += [
            f"{place}fields: the message template has no field {name!r}; leave it out"
            for name in variant["fields"]
            if name not in fields
        ]
        return {**found, "fields": {name: value for name, value in variant["fields"].items() if name in fields}}

    def _check(self, part: dict[str, Any], member: str, place: str, what: str, known: Collection[str]) -> bool:
        """Take a member that names nothing out of a part, and say so; return whether it is right or left out."""
        if member not in part or part[member] in known:
            return True
        del part[member]
        problem = f"{place}{member}: there is no such {what}; correct the name"
        self.problems.append(f"{_AG_BLOCK_GROUP} ({problem})" if member in _BLAMED_ON_GROUPS else problem)
        return False


def _is_absolute(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:  # brackets that are no address
        return False
    return bool(parts.scheme and parts.netloc)
