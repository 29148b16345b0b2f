"""What Iterable gives to agents. It has no filters, so a policy cannot bound by one whom an agent sees."""

from typing import Final

from iterable_client.agents.events import ACHIEVE_EVENT
from iterable_client.agents.lists import CHANGE_MEMBERS, COUNT_PEOPLE, IS_MEMBER, LIST_MEMBERS
from iterable_client.agents.status import CAMPAIGN_STATUS, FIND_PERSON, TASK_STATUS
from sdk_core.agents.recipes.model import AgentRoom

_NONE: Final = (
    "Iterable has no filters, so none can bound whom an agent sees: leave filter out, or set personal_data to off"
)


def check_filter(text: str) -> str:
    """Return why a policy's filter cannot be used: there are none.

    >>> check_filter("country==DK")
    'Iterable has no filters, so none can bound whom an agent sees: leave filter out, or set personal_data to off'
    """
    return _NONE if text else ""


AGENTS: Final = AgentRoom(
    recipes={
        "find_person": FIND_PERSON,
        "count_people": COUNT_PEOPLE,
        "list_members": LIST_MEMBERS,
        "is_member": IS_MEMBER,
        "change_members": CHANGE_MEMBERS,
        "achieve_event": ACHIEVE_EVENT,
        "task_status": TASK_STATUS,
        "campaign_status": CAMPAIGN_STATUS,
    },
    check_filter=check_filter,
)
