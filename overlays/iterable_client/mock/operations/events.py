"""What the operations on events do: track, and read."""

from collections.abc import Mapping
from typing import Any, cast

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.http.keys import Caller
from iterable_client.mock.operations.bulk_bodies import bulk_body
from iterable_client.mock.operations.bulk_results import BulkResult
from iterable_client.mock.operations.identifiers import identity_of
from iterable_client.mock.operations.known_users import find_or_create
from iterable_client.mock.operations.query_limits import within_limit
from iterable_client.mock.operations.responses import done
from iterable_client.mock.operations.users import unknown_user
from iterable_client.mock.state.errors import (
    DisallowedEventError,
    FieldError,
    ForgottenUserError,
    StateError,
    UnknownUserError,
)
from iterable_client.mock.state.events import Event, NewEvent
from iterable_client.mock.state.fields import Checked
from iterable_client.mock.state.identity import Identity
from iterable_client.mock.state.moments import as_text, from_milliseconds, to_milliseconds
from sdk_core.mock.app import MockResponse, Routes

routes = Routes(document())
_MAX_ID = document().limits["event_id"]
_SECONDS_END = 100_000_000_000
"""Times from here on are milliseconds under the option `either`: as seconds they were of the year 5138."""


@routes("trackEvent")
def track_event(call: Call) -> MockResponse:
    """Record an event."""
    identity = identity_of(call, call.body)
    try:
        id_, _ = _track(call, identity, call.body)
    except ForgottenUserError as error:
        return _of_forgotten(call, error)
    return done("", {"id": id_} if call.choice("event-id-response") == "params" else None)


@routes("trackEvents", "body")
def track_events(call: Call) -> MockResponse:
    """Record events; those that cannot be recorded are listed by their users."""
    body, result = bulk_body(call), BulkResult(call)
    entries = cast("list[dict[str, Any]]", body["events"])
    named = [identity_of(call, entry) for entry in entries]
    for number, (entry, identity) in enumerate(zip(entries, named, strict=True)):
        try:
            with call.state.transaction():
                _, checked = _track(call, identity, entry)
        except StateError as error:
            result.failed(number, identity, error, entry["eventName"])
        else:
            result.took(checked.created, checked.filtered)
    return MockResponse(200, result.body())


@routes("listUserEvents", "limit")
def list_user_events(call: Call) -> MockResponse:
    """Respond with the latest events of a user."""
    return _latest(call, Identity(call.path["email"]))


@routes("listUserEventsById", "limit")
def list_user_events_by_id(call: Call) -> MockResponse:
    """Respond with the latest events of a user."""
    return _latest(call, Identity(None, call.path["userId"]))


def _track(call: Call, identity: Identity, entry: Mapping[str, Any]) -> tuple[str, Checked]:
    """Record an event, and return its id and what became of its fields."""
    state, name = call.state, entry["eventName"]
    user = _user(call, identity)
    if user is None:
        return entry.get("id") or state.ids.event_id(), Checked({})
    if not name.strip():
        raise FieldError("eventName", "the name is empty; send one")
    id_ = entry.get("id") or None
    if id_ is not None and len(id_.encode()) > _MAX_ID:
        raise FieldError("id", f"the id has more than {_MAX_ID} bytes; send a shorter one")
    caller = call.key
    may_create = not isinstance(caller, Caller) or caller.key.new_event_names
    if not may_create and not state.fields.knows_event(name):
        raise DisallowedEventError(state.fields.event_names())
    state.fields.add_event(name)
    create = entry.get("createNewFields", call.mock.instance.create_new_fields)
    checked = state.fields.check(name, entry.get("dataFields", {}), create=create)
    event = NewEvent(
        name=name,
        created=_created(call, entry.get("createdAt")),
        id=id_,
        campaign=entry.get("campaignId"),
        template=entry.get("templateId"),
        data=checked.data,
    )
    return state.events.write(user, event), checked


def _user(call: Call, identity: Identity) -> int | None:
    """Return whose event it is, by the assumption `event-of-unknown-user`; None if the event is dropped."""
    option = call.choice("event-of-unknown-user")
    try:
        return find_or_create(call, identity, "event-of-unknown-user", create=option == "user-created")
    except UnknownUserError:
        if option == "accepted":
            return None
        raise


def _created(call: Call, given: int | None) -> int:
    """Return the time of an event in milliseconds, by the assumption `event-time-unit`."""
    if given is None:
        return to_milliseconds(call.mock.clock.now())
    unit = call.choice("event-time-unit")
    is_exact = unit == "milliseconds" or (unit == "either" and given >= _SECONDS_END)
    milliseconds = given if is_exact else given * 1000
    try:
        from_milliseconds(milliseconds)
    except OverflowError:
        problem = "this is beyond the year 9999; send seconds since 1970"
        error = FieldError("createdAt", problem if unit == "seconds" else "this is beyond the year 9999; correct it")
        error.assumption = "event-time-unit"
        raise error from None
    return milliseconds


def _of_forgotten(call: Call, error: ForgottenUserError) -> MockResponse:
    if call.choice("forgotten-event-status") == "accepted":
        return done()
    raise IterableHTTPError(
        call.status("forgotten-event-status"),
        str(error),
        code="ForgottenUserError",
        rule="forgotten-user",
        field=error.kind,
        assumption="forgotten-event-status",
    )


def _latest(call: Call, identity: Identity) -> MockResponse:
    most = within_limit(call)
    user = call.state.users.find(identity)
    if user is None:
        if call.choice("events-of-unknown-user") != "no-events":
            raise unknown_user(identity, 400, "events-of-unknown-user")
        return MockResponse(200, {"events": []})
    who = call.state.users.read(user).identity
    return MockResponse(200, {"events": [shown(each, who) for each in call.state.events.latest(user, most)]})


def shown(event: Event, who: Identity) -> dict[str, Any]:
    """Return an event as responses have it.

    Args:
        event: The event.
        who: Its user.
    """
    shown: dict[str, Any] = {"_id": event.id, "eventType" if event.is_system else "eventName": event.name}
    shown |= dict[str, Any](who.parts())
    shown["createdAt"] = as_text(event.created)
    others = {"campaignId": event.campaign, "templateId": event.template, "messageId": event.message}
    shown |= {name: value for name, value in others.items() if value is not None}
    return shown | {"dataFields": dict(event.data)}
