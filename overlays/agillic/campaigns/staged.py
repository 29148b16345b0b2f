"""What an edit has as it was staged.

An edit gives no ids of block groups, so their places count. Whether messages and variants are found by their names or
by their places is not known (assumption `edit-message-match`): with the names and the order of the staging, an edit
means the same either way, and no content gets into another block.
"""

from collections.abc import Iterator, Sequence
from typing import cast

from agillic.campaigns.errors import Problem
from agillic.campaigns.model import Campaign, Message, Outline
from sdk_core.toml_tables import shown_all


def staged_problems(campaign: Campaign, staged: Outline) -> Iterator[Problem]:
    """Yield where a campaign is other than its staged one, in what an edit cannot change."""
    if len(campaign.block_groups) != len(staged):
        yield Problem(
            "block_groups", f"{len(campaign.block_groups)} block groups, but {len(staged)} were staged; keep them all"
        )
    for n, (group, before) in enumerate(zip(campaign.block_groups, staged, strict=False)):
        path = f"block_groups[{n}].messages"
        yield from _same(path, "messages", [each.name for each in group.messages], list(before))
        for m, message in enumerate(group.messages):
            name = cast("object", message.name)  # what is no text may not even be looked up
            if isinstance(name, str) and name in before:
                yield from _variants(f"{path}[{m}].variants", message, before[name])


def _variants(path: str, message: Message, staged: Sequence[str]) -> Iterator[Problem]:
    count = len(message.variants)
    if count != len(staged):
        yield Problem(path, f"{count} variants, but {len(staged)} were staged; keep their number")
    else:
        yield from _same(path, "variants", [each.name for each in message.variants], list(staged))


def _same(path: str, what: str, names: list[str], staged: list[str]) -> Iterator[Problem]:
    if names != staged:
        yield Problem(path, f"an edit has the {what} that were staged, in their order: {shown_all(staged) or 'none'}")
