"""What Agillic gives to agents. Nothing tells of a campaign's state, and nothing lists the members of a group."""

from typing import Final

from agillic.agents.events import ACHIEVE_EVENT
from agillic.agents.filters import FILTERS, JOINS, check_filter, joined, resolved_filter
from agillic.agents.finding import COUNT_PEOPLE, FIND_PERSON
from agillic.agents.groups import CHANGE_MEMBERS, IS_MEMBER
from agillic.agents.tasks import TASK_STATUS
from agillic.wire.recipient_addresses import recipient_address
from sdk_core.agents.recipes.model import AgentRoom

AGENTS: Final = AgentRoom(
    recipes={
        "find_person": FIND_PERSON,
        "count_people": COUNT_PEOPLE,
        "is_member": IS_MEMBER,
        "change_members": CHANGE_MEMBERS,
        "achieve_event": ACHIEVE_EVENT,
        "task_status": TASK_STATUS,
    },
    joined=joined,
    joins=JOINS,
    check_filter=check_filter,
    resolved_filter=resolved_filter,
    filters=FILTERS,
    readers={"recipientId": recipient_address},
)
