"""What the operations on events do: recipients achieve them, and that starts flows [V-REC, S1, K-EVT]."""

import json
from collections.abc import Mapping
from typing import Any

from agillic.mock.calls import Call, Mock
from agillic.mock.http.tasks import start_task
from agillic.mock.instance import Event
from agillic.mock.operations.activity_notes import note
from agillic.mock.operations.addressing import recipient_in_body, recipient_of
from agillic.mock.operations.context_data import ContextDataError, check_context, named_data, validate_context
from agillic.mock.operations.responses import done
from agillic.mock.routes import Routes
from agillic.mock.state import Failure, Outcome
from sdk_core.mock.app import MockResponse
from sdk_core.mock.errors import StateError

routes = Routes()


@routes("listRecipientEvents")
def list_recipient_events(call: Call) -> MockResponse:
    """List the events that a recipient has achieved, the first one first; under an option, all there are."""
    recipient, events = recipient_of(call), known_events(call.mock)
    achieved = call.mock.state.achievements.events(recipient)
    if call.choice("event-list-scope") == "all-events":
        return MockResponse(200, [_shown(call.mock, event, achieved=event.id in achieved) for event in events.values()])
    return MockResponse(200, [_shown(call.mock, events[id_], achieved=True) for id_ in achieved if id_ in events])


@routes("getRecipientEvent")
def get_recipient_event(call: Call) -> MockResponse:
    """Return whether a recipient has achieved an event."""
    recipient, event = recipient_of(call), _event_of(call)
    achieved = call.mock.state.achievements.count(recipient, event.id) > 0
    if not achieved and call.choice("unachieved-event") != "achieved-false":
        raise call.http_error("unachieved-event", "the recipient has not achieved the event; achieve it first")
    return MockResponse(200, _shown(call.mock, event, achieved=achieved))


@routes("achieveEvent")
def achieve_event(call: Call) -> MockResponse:
    """Achieve an event for a recipient, once more if they had."""
    return _achieve_called(call)


@routes("achieveEventWithContext")
def achieve_event_with_context(call: Call) -> MockResponse:
    """Achieve an event, and hold the data for its flows against its schema."""
    return _achieve_called(call, call.body["context_parameters"])


@routes("asyncAchieveEvent")
def start_achieving_events(call: Call) -> MockResponse:
    """Accept achievements for many recipients."""
    return start_task(call, call.body["data"])


@routes.work("asyncAchieveEvent")
def achieve_events(mock: Mock, work: list[dict[str, Any]]) -> Outcome:
    """Achieve event after event, whatever became of the earlier ones [S1]."""
    failures: list[Failure] = []
    for index, entry in enumerate(work):
        try:
            recipient = recipient_in_body(mock, entry["recipientId"])
            event = find_event(mock, entry["eventId"])
            if event is None:
                failures.append(Failure(index, _UNKNOWN))
                continue
            if "context" in entry:
                check_context(mock, *named_data(entry["context"]))
            achieve(mock, recipient, event, entry.get("conversion"))
        except (StateError, ContextDataError) as error:
            failures.append(Failure(index, str(error), error))
    return Outcome(tuple(failures))


def achieve(mock: Mock, recipient: int, event: Event, conversion: Mapping[str, Any] | None = None) -> None:
    """Count an event as achieved, and run its flows for the recipient, at once.

    Args:
        mock: Where it happens.
        recipient: The recipient's number.
        event: The event.
        conversion: What the caller says of it; nothing is checked (`event-conversion`).
    """
    state = mock.state
    state.achievements.add(recipient, event.id)
    details = {"event": event.id, "event_name": event.name}
    if conversion is not None:
        details["conversion"] = json.dumps(conversion)  # columns of exports hold no objects
    note(mock, "EVENT", recipient, details)
    for flow in event.flows:
        state.flow_runs.run_for(mock.instance.flows[flow], recipient, mock.clock.now())


def find_event(mock: Mock, identifier: str) -> Event | None:
    """Return the event that is meant by an identifier, as `event-identifier` says; by its id before its name."""
    by, events = mock.assumptions.choice("event-identifier"), known_events(mock)
    if by != "name" and identifier in events:
        return events[identifier]
    named = (event for event in events.values() if event.name == identifier)
    return None if by == "id" else next(named, None)


def known_events(mock: Mock) -> Mapping[str, Event]:
    """Return all events by their ids: those of the instance, and those that links of campaigns have made [S3]."""
    made = {name: Event(name, name) for name in mock.state.achievements.made()}
    return {**made, **mock.instance.events}


_UNKNOWN = "there is no such event; use one that is set up in Agillic"


def _achieve_called(call: Call, parameters: Mapping[str, Any] | None = None) -> MockResponse:
    recipient, event = recipient_of(call), _event_of(call)
    if parameters is not None:
        validate_context(call, *named_data(parameters))
    achieve(call.mock, recipient, event)
    return done(call, _shown(call.mock, event, achieved=True))


def _event_of(call: Call) -> Event:
    event = find_event(call.mock, str(call.path["eventId"]))
    if event is None:
        raise call.http_error("unknown-event-status", _UNKNOWN)
    return event


def _shown(mock: Mock, event: Event, *, achieved: bool) -> dict[str, Any]:
    identifier = event.name if mock.assumptions.choice("event-identifier") == "name" else event.id
    return {"eventId": identifier, "name": event.name, "achieved": achieved}
