"""What the overwriting of a user's subscriptions does."""

from typing import cast

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.operations.identifiers import identity_of
from iterable_client.mock.operations.known_users import known_or_created
from iterable_client.mock.operations.responses import done
from iterable_client.mock.operations.subscription_events import Change, record
from iterable_client.mock.state.errors import FieldError, UnknownListError
from iterable_client.mock.state.subscriptions import Part
from sdk_core.mock.app import MockResponse, Routes

routes = Routes(document())
_PARTS: tuple[Part, ...] = ("unsubscribedChannelIds", "unsubscribedMessageTypeIds", "subscribedMessageTypeIds")


@routes("updateSubscriptions")
def update_subscriptions(call: Call) -> MockResponse:
    """Put the lists, channels and message types that were sent in the place of the user's own."""
    body, state = call.body, call.state
    user = known_or_created(call, identity_of(call, body))
    parts: dict[Part, list[int]] = {
        part: cast("list[int]", body[part]) for part in _PARTS if body.get(part) is not None
    }
    before = {part: state.subscriptions.read(user, part) for part in _PARTS}
    state.subscriptions.overwrite(user, parts, aligned=body.get("validateChannelAlignment", True))
    added: list[int] = []
    removed: list[int] = []
    if body.get("emailListIds") is not None:
        try:
            added, removed = state.lists.overwrite(user, body["emailListIds"])
        except UnknownListError as error:
            raise FieldError("emailListIds", "the project has no such list; send ids that listLists has") from error
    new = {part: [each for each in state.subscriptions.read(user, part) if each not in before[part]] for part in _PARTS}
    change = Change(
        campaign=body.get("campaignId"),
        template=body.get("templateId"),
        lists_on=added,
        lists_off=removed,
        channels_off=new["unsubscribedChannelIds"],
        types_off=new["unsubscribedMessageTypeIds"],
    )
    record(call.mock, user, change)
    return done()
