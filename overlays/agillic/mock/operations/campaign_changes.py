"""What is wrong with the details of a campaign, and what an edit makes of them, under the chosen assumptions [S3]."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from agillic.mock.front import Mock
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
        problems: All that makes a task fail.
    """

    details: dict[str, Any] = field(repr=False)
    unknown: list[str]
    count: list[str]
    problems: list[str]


def check_details(mock: Mock, details: Mapping[str, Any], unmatched: list[str] | None = None) -> Change:
    """Check the details of a campaign.

    Args:
        mock: What the campaign is in.
        details: As a staging gives them, or as an edit made them.
        unmatched: What an edit names that was not staged.
    """
    found, missing = resolve(mock, details)
    unknown = (unmatched or []) + missing
    if mock.assumptions.choice("campaign-references") == "left-out":
        details, unknown = found, []
    problems = list(unknown)
    if mock.assumptions.choice("message-field-types") == "task-fails":
        problems += type_problems(mock, details)
    return Change(dict(details), unknown, [], problems + _schedule_problems(mock, details))


def edit_of(mock: Mock, campaign: Campaign, details: Mapping[str, Any]) -> Change:
    """Apply an edit to a campaign, and check what comes of it.

    Args:
        mock: What the campaign is in.
        campaign: As it stands.
        details: Of the edit's body.
    """
    match = cast("Match", mock.assumptions.choice("edit-message-match"))
    omitted = cast("Omitted", mock.assumptions.choice("edit-omitted-details"))
    result, unmatched, other_count = edited(campaign.details, details, match, omitted)
    change = check_details(mock, result, unmatched)
    count: list[str] = []
    if other_count and mock.assumptions.choice("edit-variant-count") != "accepted":
        count.append("a message has more or fewer variants than were staged; send as many")
    return Change(change.details, change.unknown, count, count + change.problems)


def _schedule_problems(mock: Mock, details: Mapping[str, Any]) -> list[str]:
    schedules = mock.instance.schedules
    try:
        schedules.parse_timestamp(details.get("schedule", schedules.format_timestamp(mock.clock.now())))
    except ValueError:
        return [f"schedule: this is no timestamp; write it as {schedules.timestamp}"]
    return []
