"""Staging and editing campaigns, as tasks and synchronous calls do it alike [S3, C-FORGE]."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from agillic.mock.calls import Mock
from agillic.mock.operations.campaign_changes import check_details, edit_of
from agillic.mock.operations.campaign_links import make_events
from agillic.mock.operations.campaign_sending import plan
from agillic.mock.state.campaigns import Campaign, IdFormat

EXISTS = "a campaign or a flow of this name exists; choose another name"
UNKNOWN = "there is no such campaign; use the id that its staging returned"
_PUBLISHED = "the campaign is published and cannot be edited any more; stage another one"


@dataclass(frozen=True, slots=True)
class Failed:
    """Why nothing was done.

    Attributes:
        messages: At least one.
        kind: A name is taken, the campaign is not there, or something else is wrong.
    """

    messages: Sequence[str]
    kind: Literal["taken", "unknown", "wrong"] = "wrong"


def stage_campaign(mock: Mock, details: Mapping[str, Any], *, left_out: bool) -> Campaign | Failed:
    """Create a campaign.

    Args:
        mock: What it is created in.
        details: As a body gives them, checked.
        left_out: Whether what it names and is not there is left out, instead of failing.
    """
    if name_is_taken(mock, details["name"]):
        return Failed([EXISTS], "taken")
    checked = check_details(mock, details, left_out=left_out)
    if checked.problems:
        return Failed(checked.problems, "taken" if checked.problems == checked.taken else "wrong")
    id_format = cast("IdFormat", mock.assumptions.choice("campaign-id-format"))
    campaign = mock.state.campaigns.stage(details["name"], checked.details, id_format)
    make_events(mock, campaign)
    return campaign


def edit_campaign(mock: Mock, details: Mapping[str, Any], *, left_out: bool) -> Campaign | Failed:
    """Change a campaign; the arguments are those of `stage_campaign`."""
    campaign = mock.state.campaigns.get(details["campaignId"])
    if campaign is None:
        return Failed([UNKNOWN], "unknown")
    if campaign.published and mock.assumptions.choice("edit-published-campaign") == "task-fails":
        return Failed([_PUBLISHED])
    change = edit_of(mock, campaign, details, left_out=left_out)
    if change.problems:
        return Failed(change.problems, "taken" if change.problems == change.taken else "wrong")
    mock.state.campaigns.edit(campaign.id, change.details)
    make_events(mock, replace(campaign, details=change.details))
    if campaign.leaves is not None:  # published under another option, and not gone out yet
        plan(mock, campaign.id)
    return campaign


def name_is_taken(mock: Mock, name: str) -> bool:
    """Return whether no new campaign may have a name: its flow and its email are called so too [S3]."""
    flows = mock.instance.flows.values()
    return mock.state.campaigns.named(name) is not None or any(flow.name == name for flow in flows)
