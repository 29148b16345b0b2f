"""What is wrong with the details of a campaign, and what an edit makes of them, under the chosen assumptions [S3]."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from agillic.mock.calls import Mock
from agillic.mock.operations.campaign_edits import Match, Omitted, edited
from agillic.mock.operations.campaign_references import resolve, type_problems
from agillic.mock.state.campaigns import Campaign


@dataclass(frozen=True, slots=True)
class Change:
    """Details that a campaign would have, and what is wrong with them.

    Attributes:
        details: Under the option `left-out` of `campaign-references`, without what is not there.
        unknown: A message for each thing that is not there.
        count: A message, when a message has more or fewer variants than were staged and may not.
        taken: A message for each message whose name is taken and may not be.
        problems: All that makes a task fail.
    """

    details: dict[str, Any] = field(repr=False)
    unknown: list[str]
    count: list[str]
    taken: list[str]
    problems: list[str]


def check_details(
    mock: Mock,
    details: Mapping[str, Any],
    *,
    left_out: bool,
    id_: str | None = None,
    unmatched: Sequence[str] = (),
) -> Change:
    """Check the details of a campaign.

    Args:
        mock: What the campaign is in.
        details: As a staging gives them, or as an edit made them.
        left_out: Whether what they name and is not there is left out.
        id_: The campaign's, when it was staged.
        unmatched: What an edit names that was not staged.
    """
    found, missing = resolve(mock, details)
    unknown = [*unmatched, *missing]
    if left_out:
        details, unknown = found, []
    taken = [] if mock.assumptions.choice("message-name-taken") == "accepted" else _taken_names(mock, details, id_)
    problems = unknown + taken
    if mock.assumptions.choice("message-field-types") == "task-fails":
        problems += type_problems(mock, details)
    return Change(dict(details), unknown, [], taken, problems + _schedule_problems(mock, details))


def edit_of(mock: Mock, campaign: Campaign, details: Mapping[str, Any], *, left_out: bool) -> Change:
    """Apply an edit to a campaign, and check what comes of it.

    Args:
        mock: What the campaign is in.
        campaign: As it stands.
        details: Of the edit's body.
        left_out: As for `check_details`.
    """
    match = cast("Match", mock.assumptions.choice("edit-message-match"))
    omitted = cast("Omitted", mock.assumptions.choice("edit-omitted-details"))
    result, unmatched, other_count = edited(campaign.details, details, match, omitted)
    change = check_details(mock, result, left_out=left_out, id_=campaign.id, unmatched=unmatched)
    count: list[str] = []
    if other_count and mock.assumptions.choice("edit-variant-count") != "accepted":
        count.append("a message has more or fewer variants than were staged; send as many")
    return replace(change, count=count, problems=count + change.problems)


def _taken_names(mock: Mock, details: Mapping[str, Any], id_: str | None) -> list[str]:
    """Return a message for each message whose name a promotion or another message has: it is kept as a promotion."""
    taken = {*mock.instance.promotions}
    taken.update(
        message["name"] for each in mock.state.campaigns.all() if each.id != id_ for message in each.messages()
    )
    problems: list[str] = []
    for g, group in enumerate(details["blockGroups"]):
        for m, message in enumerate(group["messages"]):
            if message["name"] in taken:
                problems.append(
                    f"blockGroups/{g}/messages/{m}/name: a message or promotion has this name; choose another"
                )
            taken.add(message["name"])
    return problems


def _schedule_problems(mock: Mock, details: Mapping[str, Any]) -> list[str]:
    if "schedule" in details:
        try:
            mock.instance.parse_schedule(details["schedule"])
        except ValueError:
            wanted = " or ".join(mock.instance.schedule_formats)
            return [f"schedule: this is no timestamp; write it as {wanted}"]
    return []
