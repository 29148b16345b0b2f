"""The metrics of campaigns: a table that is counted from the events of the system."""

import csv
from collections import Counter
from datetime import datetime
from io import StringIO

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.state.errors import FieldError
from iterable_client.mock.state.events import Event
from iterable_client.mock.state.moments import parse_any_form, to_milliseconds
from sdk_core.mock.app import MockResponse, Routes

routes = Routes(document())
_END_OF_TIME = 2**62
_FIGURES = {
    "Sends": "Send",
    "Send Skips": "SendSkip",
    "Opens": "Open",
    "Clicks": "Click",
    "Bounces": "Bounce",
    "Complaints": "Complaint",
    "Unsubscribes": "UnSubscribe",
}
"""Figures, and how the events that they count end."""
_MEDIA = {"Email": "email", "Push": "push", "InApp": "inApp", "SMS": "sms"}


@routes("getCampaignMetrics")
def get_campaign_metrics(call: Call) -> MockResponse:
    """Respond with a row for each campaign: the number of events of each kind, and of users who had one."""
    ids: list[int] = call.query["campaignId"]
    start, end = _moment(call, "startDateTime"), _moment(call, "endDateTime")
    if call.choice("metrics-window") == "required" and None in (start, end):
        raise IterableHTTPError(
            400,
            "the window of time is missing; send startDateTime and endDateTime",
            code="BadParams",
            rule="required",
            assumption="metrics-window",
        )
    media: dict[int, str] = {}
    for each in ids:
        campaign = call.state.campaigns.get(each)
        if campaign is None:
            raise FieldError("campaignId", "there is no such campaign; list them for their ids")
        media[each] = campaign.medium
    events = list(call.state.events.between(start or 0, _END_OF_TIME if end is None else end, is_system=True))
    rows = {each: _figures([event for event in events if event.campaign == each], media[each]) for each in ids}
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    with_id = call.choice("metrics-columns") == "id-first"
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*(["id"] if with_id else []), *names])
    for each in ids:
        writer.writerow([*([each] if with_id else []), *(rows[each].get(name, 0) for name in names)])
    return MockResponse(200, text.getvalue().encode(), {"Content-Type": "text/plain; charset=utf-8"})


def _figures(events: list[Event], medium: str) -> dict[str, int]:
    prefix = _MEDIA.get(medium, medium.lower())
    all_, unique = (
        Counter(each.name for each in events),
        Counter(name for name, _ in {(e.name, e.user) for e in events}),
    )
    figures: dict[str, int] = {}
    for figure, ending in _FIGURES.items():
        figures[f"Total {medium} {figure}"] = all_[prefix + ending]
        figures[f"Unique {medium} {figure}"] = unique[prefix + ending]
    return figures


def _by_rfc_3339(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if "T" not in text or moment.tzinfo is None:
        raise ValueError("this is no moment by RFC 3339; write one such as 2026-03-01T00:00:00Z")
    return moment


def _moment(call: Call, name: str) -> int | None:
    """Return a moment of the query in milliseconds, in the forms that `metrics-dates` takes."""
    text = call.query.get(name)
    if text is None:
        return None
    try:
        moment = _by_rfc_3339(text) if call.choice("metrics-dates") == "rfc-3339" else parse_any_form(text)
    except ValueError as error:
        raise IterableHTTPError(
            400, f"{name}: {error}", code="BadParams", rule="date", place=name, assumption="metrics-dates"
        ) from None
    return to_milliseconds(moment)
