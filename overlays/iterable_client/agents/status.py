"""One person, and how campaigns and export jobs stand."""

from collections.abc import Generator, Mapping
from typing import Any, Final

from iterable_api import OPERATIONS
from iterable_client.agents.persons import named, profile_of
from sdk_core.agents.recipes.model import CallOutcome, ReadSteps, Recipe, RecipeCall, RecipeError
from sdk_core.agents.recipes.people import is_hidden, items_of, members_of, text_of
from sdk_core.wire.pointers import found

_PAGES: Final = 10
"""Pages of campaigns that are looked through for a name."""
_PAGE: Final = 1_000
_SHOWN: Final = (
    *("id", "name", "type", "campaignState", "messageMedium", "createdAt", "updatedAt", "startAt", "endedAt"),
    *("templateId", "listIds", "suppressionListIds", "sendSize", "labels", "workflowId", "recurringCampaignId"),
)
"""What is told of a campaign: all but who of the team made it."""
_EXPORT: Final[Mapping[str, Any]] = OPERATIONS["startExport"].traits["task"]


def find_person(arguments: Mapping[str, Any]) -> ReadSteps:
    """Read one profile, by one call.

    Raises:
        RecipeError: it cannot be read.
    """
    profile = yield from profile_of(named(text_of(arguments, "person")))
    return {"found": False, "reason": profile} if isinstance(profile, str) else {"found": True, "person": profile}


def campaign_status(arguments: Mapping[str, Any]) -> ReadSteps:
    """Tell how a campaign stands: one call by its id, and one for each 1,000 campaigns by its name.

    Raises:
        RecipeError: there is no such campaign, several have the name, or it cannot be read.
    """
    campaign = text_of(arguments, "campaign")
    if campaign.isascii() and campaign.isdigit():
        outcome = yield RecipeCall("getCampaign", {"id": int(campaign)})
        if not outcome.error:
            return _shown(outcome.data)
        raise RecipeError(f"the campaign cannot be read: {outcome.error}")
    chosen = yield from _campaigns_of(campaign)
    if not chosen:
        raise RecipeError("there is no campaign of this name, case included: listCampaigns has them")
    if len(chosen) > 1:
        ids = ", ".join(str(each.get("id")) for each in chosen[:10])
        raise RecipeError(f"several campaigns have this name: give the id of one, of {ids}")
    return _shown(chosen[0])


def task_status(arguments: Mapping[str, Any]) -> ReadSteps:
    """Tell how an export job stands, by one call: it is the only work that has an id.

    Raises:
        RecipeError: there is no such job, or it cannot be read.
    """
    id_ = text_of(arguments, "id")
    if not (id_.isascii() and id_.isdigit()):
        raise RecipeError("id is the number of an export job, such as 3562: nothing else is told by an id here")
    outcome = yield RecipeCall(_EXPORT["status"], {"jobId": int(id_)})
    if outcome.error:
        raise RecipeError(f"the job cannot be read: {outcome.error}")
    state = found(outcome.data, _EXPORT["state"])
    files = found(outcome.data, OPERATIONS[_EXPORT["status"]].traits["page"]["items"])
    return {
        "id": id_,
        "state": state,
        "is_done": None if is_hidden(state) else state in _EXPORT["done"],
        "has_failed": None if is_hidden(state) else state in _EXPORT["failed"],
        "details": {
            "files": len(items_of(files)),
            "is_truncated": found(outcome.data, _EXPORT["truncated"]),
        },
    }


FIND_PERSON: Final = Recipe(read=find_person)
CAMPAIGN_STATUS: Final = Recipe(read=campaign_status)
TASK_STATUS: Final = Recipe(read=task_status)


def _campaigns_of(name: str) -> Generator[RecipeCall, CallOutcome, list[Mapping[str, Any]]]:
    chosen: list[Mapping[str, Any]] = []
    for page in range(1, _PAGES + 1):
        outcome = yield RecipeCall("listCampaigns", {"page": page, "pageSize": _PAGE, "sort": "-createdAt"})
        if outcome.error:
            raise RecipeError(f"the campaigns cannot be read: {outcome.error}")
        listed = found(outcome.data, OPERATIONS["listCampaigns"].traits["page"]["items"])
        chosen += [each for each in map(members_of, items_of(listed)) if each.get("name") == name]
        if not found(outcome.data, OPERATIONS["listCampaigns"].traits["page"]["next"]):
            return chosen
    if not chosen:
        raise RecipeError(f"none of the newest {_PAGES * _PAGE:,} campaigns has this name: give its id")
    return chosen


def _shown(data: object) -> Mapping[str, Any]:
    campaign = members_of(data)
    return {name: campaign[name] for name in _SHOWN if name in campaign}
