"""What the operations on lists do."""

from collections.abc import Mapping
from typing import Any, cast

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.operations.bulk_bodies import bulk_body
from iterable_client.mock.operations.bulk_results import BulkResult
from iterable_client.mock.operations.identifiers import identity_of
from iterable_client.mock.operations.subscription_events import Change, record
from iterable_client.mock.operations.times import record_time
from iterable_client.mock.operations.users import write_of
from iterable_client.mock.state.errors import StateError
from iterable_client.mock.state.lists import UserList
from sdk_core.mock.app import MockResponse, Routes

routes = Routes(document())


@routes("createList")
def create_list(call: Call) -> MockResponse:
    """Create an empty list; a name that is taken is `list-name-taken`'s."""
    name = call.body["name"]
    if call.choice("list-name-taken") != "created" and call.state.lists.has_name(name):
        raise IterableHTTPError(
            400,
            "there is a list of this name; choose another",
            code="BadParams",
            rule="name-taken",
            field="name",
            assumption="list-name-taken",
        )
    return MockResponse(200, {"listId": call.state.lists.create(name, call.body.get("description"))})


@routes("listLists")
def list_lists(call: Call) -> MockResponse:
    """Respond with all lists."""
    newest_first = call.choice("list-order") == "newest-first"
    return MockResponse(
        200, {"lists": [_shown(call, each) for each in call.state.lists.all(newest_first=newest_first)]}
    )


@routes("listListUsers")
def list_list_users(call: Call) -> MockResponse:
    """Respond with who is on a list, an identifier a line."""
    state, hybrid = call.state, call.mock.instance.identity == "hybrid"
    list_ = state.lists.get(call.query["listId"])
    by_id = call.mock.instance.identity == "userId" or (hybrid and call.query["preferUserId"])
    lines: list[str] = []
    for number in state.lists.users(list_.id):
        identity = state.users.read(number).identity
        first, second = (identity.user_id, identity.email) if by_id else (identity.email, identity.user_id)
        lines.append(f"{first or second}\n")
    return MockResponse(200, "".join(lines).encode(), {"Content-Type": "text/plain; charset=utf-8"})


@routes("subscribeToList", "body")
def subscribe_to_list(call: Call) -> MockResponse:
    """Put users on a list and write their fields; those who are not known are created where the body allows it."""
    body, result, state = bulk_body(call), BulkResult(call), call.state
    list_ = state.lists.kept_by_hand(body["listId"])
    # Email-based projects do not look at it.
    known_only = body.get("updateExistingUsersOnly", False) and call.mock.instance.identity != "email"
    entries = cast("list[dict[str, Any]]", body["subscribers"])
    named = [identity_of(call, entry) for entry in entries]
    for number, (entry, identity) in enumerate(zip(entries, named, strict=True)):
        how = write_of(call, entry, {}, create_user=not known_only)
        try:
            with state.transaction():
                made = state.users.write(identity, entry.get("dataFields", {}), how)
                if state.lists.put(list_.id, made.number):
                    record(call.mock, made.number, Change(lists_on=[list_.id]))
        except StateError as error:
            result.failed(number, identity, error)
        else:
            result.took(made.created_fields, made.filtered_fields)
    return MockResponse(200, result.body())


@routes("unsubscribeFromList", "body")
def unsubscribe_from_list(call: Call) -> MockResponse:
    """Take users off a list, or off its whole channel."""
    body, result, state = bulk_body(call), BulkResult(call), call.state
    list_ = state.lists.kept_by_hand(body["listId"])
    channels = [list_.channel] if body.get("channelUnsubscribe") and list_.channel is not None else []
    entries = cast("list[dict[str, Any]]", body["subscribers"])
    named = [identity_of(call, entry) for entry in entries]
    for number, identity in enumerate(named):
        try:
            with state.transaction():
                user = state.users.known(identity)
                _take_off(call, user, list_, channels, body)
        except StateError as error:
            result.failed(number, identity, error)
        else:
            result.took()
    return MockResponse(200, result.body())


def _take_off(call: Call, user: int, list_: UserList, channels: list[int], body: Mapping[str, Any]) -> None:
    state = call.state
    had = state.subscriptions.read(user, "unsubscribedChannelIds")
    state.subscriptions.add(user, "unsubscribedChannelIds", channels)
    was_on = state.lists.take_off(list_.id, user)
    change = Change(
        campaign=body.get("campaignId"),
        lists_off=[list_.id] if was_on else [],
        channels_off=[each for each in channels if each not in had],
    )
    record(call.mock, user, change)


def _shown(call: Call, list_: UserList) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": list_.id,
        "name": list_.name,
        "createdAt": record_time(call, list_.created),
        "listType": list_.type,
    }
    if list_.description is not None:
        shown["description"] = list_.description
    if list_.type == "Suppression":
        shown["isGlobalSuppressionEnabled"] = list_.global_suppression
    return shown
