"""What the exports do that respond at once."""

from datetime import timedelta

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.exporting.jobs import zone_of
from iterable_client.mock.exporting.rows import END_OF_TIME, Wanted, rows_of
from iterable_client.mock.exporting.texts import json_lines
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.operations.events import shown
from iterable_client.mock.operations.identifiers import identity_of
from iterable_client.mock.operations.pages import given
from iterable_client.mock.state.errors import FieldError
from iterable_client.mock.state.moments import parse_own_form, to_milliseconds
from sdk_core.mock.app import MockResponse, Routes

routes = Routes(document())


@routes("exportData")
def export_data(call: Call) -> MockResponse:
    """Respond with the rows of a kind of data, a JSON object a line."""
    query = call.query
    start, end = _window(call)
    omitted = frozenset(_parted([query.get("omitFields", "")]))
    wanted = Wanted(query["dataTypeName"], start, end, query.get("campaignId"), _only(call), omitted)
    return _lines(json_lines(rows_of(call.mock, wanted)))


@routes("exportUserEvents")
def export_user_events(call: Call) -> MockResponse:
    """Respond with all events of a user, of the system alone unless those of the project are requested."""
    user = call.state.users.find(identity_of(call, call.query))
    if user is None:
        return _lines([])
    who, with_custom = call.state.users.read(user).identity, call.query["includeCustomEvents"]
    events = [each for each in call.state.events.of_user(user) if each.is_system or with_custom]
    return _lines(json_lines(shown(each, who) for each in events))


def _lines(lines: list[bytes]) -> MockResponse:
    return MockResponse(200, b"".join(lines), {"Content-Type": "application/x-json-stream"})


def _window(call: Call) -> tuple[int, int]:
    """Return the window of time: that of a range, or between two dates."""
    named = dict(given(call))
    dates = [name for name in ("startDateTime", "endDateTime") if name in named]
    if dates and "range" in named:
        raise FieldError("range", "send a range, or startDateTime and endDateTime, not both")
    if not dates:
        if "range" not in named and call.choice("export-window-missing") == "status-400":
            raise IterableHTTPError(
                400,
                "the window of time is missing; send range, or startDateTime and endDateTime",
                code="BadParams",
                rule="required",
                place="range",
                assumption="export-window-missing",
            )
        return _range(call, call.query["range"])
    if len(dates) == 1:
        raise FieldError(dates[0], "a window has two ends; send startDateTime and endDateTime")
    return _moment(call, "startDateTime"), _moment(call, "endDateTime")


def _range(call: Call, word: str) -> tuple[int, int]:
    midnight = call.mock.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    today = to_milliseconds(midnight)
    yesterday, tomorrow = (to_milliseconds(midnight + timedelta(days=days)) for days in (-1, 1))
    return {
        "Today": (today, tomorrow),
        "Yesterday": (yesterday, today),
        "BeforeToday": (0, today),
        "All": (0, END_OF_TIME),
    }[word]


def _moment(call: Call, name: str) -> int:
    try:
        return to_milliseconds(parse_own_form(call.query[name], zone_of(call.mock)))
    except ValueError as error:
        raise FieldError(name, str(error)) from error


def _only(call: Call) -> tuple[str, ...]:
    """Return the only fields that are wanted, in the form that `export-only-fields` says."""
    fields: list[str] = call.query.get("onlyFields") or []
    return _parted(fields[:1] if call.choice("export-only-fields") == "commas" else fields)


def _parted(texts: list[str]) -> tuple[str, ...]:
    return tuple(each.strip() for text in texts for each in text.split(",") if each.strip())
