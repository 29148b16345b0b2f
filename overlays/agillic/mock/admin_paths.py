"""What the admin API of the mock of Agillic has besides: the state, and clicks of recipients."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from agillic.mock.admin_state import recipient_state, whole_state
from agillic.mock.calls import Mock
from agillic.mock.operations.campaign_links import click
from sdk_core.mock.admin.requests import read_members, read_query
from sdk_core.mock.app import HTTPError
from sdk_core.mock.app.additions import AdminHandler


async def _show_state(mock: Mock, request: Request) -> Mapping[str, Any]:
    query = read_query(request, "recipient")
    return recipient_state(mock, query["recipient"]) if "recipient" in query else whole_state(mock)


async def _click(mock: Mock, request: Request) -> Mapping[str, Any]:
    members = await read_members(request, ["recipient", "link"], ["recipient", "link"])
    if not all(isinstance(each, str) for each in members.values()):
        raise HTTPError(400, "recipient and link are no text; write the recipient's key and a link of a campaign")
    with mock.state.transaction():
        number = mock.state.recipients.find(members["recipient"], key_only=True)
        if not click(mock, number, members["link"]):
            raise HTTPError(404, "the recipient was sent no campaign with this link; send a campaign that has it first")
    return {}


ADMIN_PATHS: Mapping[str, Mapping[str, AdminHandler]] = {
    "/__admin/clicks": {"POST": _click},
    "/__admin/state": {"GET": _show_state},
}
"""By path and method."""
