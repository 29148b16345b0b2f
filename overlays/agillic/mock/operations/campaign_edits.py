"""What an edit makes of a campaign [S3]: which message and variant it changes, and what it leaves as it was."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

Match = Literal["by-name", "by-position"]
"""The options of the assumption `edit-message-match`."""
Omitted = Literal["kept", "cleared"]
"""The options of the assumption `edit-omitted-details`."""

_NOT_EDITED = frozenset({"name", "flowTemplate", "templateName", "blockGroupId", "messageTemplate", "blockId"})
"""What staging alone can say [S3]."""


class Edited(NamedTuple):
    """What an edit comes to.

    Attributes:
        details: Of the campaign, changed. What the edit says nothing of stays; what was not staged is left out, but
            for variants, which are added.
        unmatched: A message for each block group or message that was not staged.
        other_count: Whether a message has more or fewer variants than were staged.
    """

    details: dict[str, Any]
    unmatched: list[str]
    other_count: bool


def edited(staged: Mapping[str, Any], edit: Mapping[str, Any], match: Match, omitted: Omitted) -> Edited:
    """Apply an edit to the details of a campaign.

    Args:
        staged: As they were staged, or as an earlier edit made them.
        edit: The details of the edit's body.
        match: How messages and variants are found. Block groups have no name here, so their places count.
        omitted: What becomes of optional members that the edit leaves out.

    >>> staged = {"name": "newsletter-001", "subject": "Before", "senderName": "Cafe", "blockGroups": []}
    >>> edited(staged, {"subject": "After", "blockGroups": []}, "by-name", "kept").details["senderName"]
    'Cafe'
    """
    return _Edit(match, omitted).campaign(staged, edit)


class _Edit:
    def __init__(self, match: Match, omitted: Omitted) -> None:
        self._match, self._omitted = match, omitted
        self._unmatched: list[str] = []
        self._other_count = False

    def campaign(self, staged: Mapping[str, Any], edit: Mapping[str, Any]) -> Edited:
        groups = list(staged["blockGroups"])
        for n, group in enumerate(edit["blockGroups"]):
            if n >= len(groups):
                self._unmatched.append(f"blockGroups/{n}: no such block group was staged; leave it out")
            else:
                messages = self._messages(groups[n]["messages"], group["messages"], f"blockGroups/{n}/messages/")
                groups[n] = {**groups[n], "messages": messages}
        details = {name: value for name, value in edit.items() if name != "campaignId"}
        return Edited(self._merged(staged, {**details, "blockGroups": groups}), self._unmatched, self._other_count)

    def _messages(self, staged: Sequence[Any], edits: Sequence[Any], place: str) -> list[Any]:
        messages, places = list(staged), self._places_of(staged, edits)
        for n, (edit, at) in enumerate(zip(edits, places, strict=True)):
            if at is None:
                self._unmatched.append(f"{place}{n}: no such message was staged, or it is edited twice; leave it out")
                continue
            if len(messages[at]["variants"]) != len(edit["variants"]):
                self._other_count = True
            variants = self._variants(messages[at]["variants"], edit["variants"], f"{place}{n}/variants/")
            messages[at] = self._merged(messages[at], {**edit, "variants": variants})
        return messages

    def _variants(self, staged: Sequence[Any], edits: Sequence[Any], place: str) -> list[Any]:
        variants, places = list(staged), self._places_of(staged, edits)
        for n, (edit, at) in enumerate(zip(edits, places, strict=True)):
            if at is not None:
                variants[at] = self._merged(variants[at], edit)
            elif len(edits) == len(staged):
                self._unmatched.append(f"{place}{n}: no such variant was staged, or it is edited twice; leave it out")
            else:
                variants.append(edit)
        return variants

    def _places_of(self, staged: Sequence[Any], edits: Sequence[Any]) -> list[int | None]:
        """Return which staged one each edit changes, none of them twice; None for none."""
        if self._match == "by-position":
            return [n if n < len(staged) else None for n in range(len(edits))]
        left = dict(reversed([(each["name"], at) for at, each in enumerate(staged)]))
        return [left.pop(edit["name"], None) for edit in edits]

    def _merged(self, staged: Mapping[str, Any], edit: Mapping[str, Any]) -> dict[str, Any]:
        if self._omitted == "kept":
            return {**staged, **edit}
        return {name: value for name, value in staged.items() if name in _NOT_EDITED} | dict(edit)
