"""How pages of an activity export look; nearly all of it is assumed [S1, V-EXP, `export-page-*`, `export-row-*`]."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from agillic.mock.calls import Call
from agillic.mock.document import document
from agillic.mock.state.activity_exports import ExportRow
from sdk_core.mock.app import HTTPError
from sdk_core.mock.app.parameters import whole_number

_COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_COMMUNICATIONS = frozenset(
    ("TRANSACTIONAL_EMAIL", "EMAIL", "SMS", "INBOUND_SMS", "PUSH_NOTIFICATION", "PRINT", "FACEBOOK_CA", "GOOGLE_CM")
)
"""Types whose times and states are those of a message; in the sample they are called COMMUNICATION_..."""
_NOT_SHOWN = frozenset(("communication", "report"))
"""What the mock notes of an activity for itself: numbers that an export of Agillic cannot have."""

_NAMES = {"flow_name": "flow", "event_name": "event"}
"""What is shown as a flow or event, in place of its id: the name, as in the sample."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Which activities a page has: `size` of `total`, from the one at `start` on, counted from 1."""

    start: int
    size: int
    total: int


def page_of(call: Call, task: str, export: int, type_: str) -> object | None:
    """Return the page that a call requests, or None when it would begin after the last activity.

    Args:
        call: Its `pageStart` counts by the assumption `export-page-start`.
        task: The id of the export's task, which links name.
        export: The export's number.
        type_: The type of its activities.
    """
    exports = call.mock.state.activity_exports
    total = exports.total(export)
    size = _page_size(call, total)
    first: int = call.query["pageStart"]
    start = (first - 1) * size + 1 if call.choice("export-page-start") == "pages" else first
    if start > max(total, 1):
        return None
    rows = [_shown(call, row, type_) for row in exports.rows(export, start, size)]
    return _written(call, task, rows, _Place(start, size, total))


def empty_page(call: Call) -> object:
    """Return a page without content, of a result that cannot be read or does not reach so far."""
    return _written(call, "", [], _Place(1, _page_size(call, 0), 0))


def _page_size(call: Call, total: int) -> int:
    option, usual = call.choice("export-page-size"), document().limits["page_size"]
    if option == "everything":
        return max(total, 1)
    if option == "caller" and "pageSize" in call.query:
        size = whole_number("the query parameter pageSize", call.query["pageSize"])
        if not 1 <= size <= usual:
            raise HTTPError(
                400,
                f"the query parameter pageSize is out of its range; send 1 to {usual:,}",
                assumption="export-page-size",
            )
        return size
    return usual


def _written(call: Call, task: str, rows: list[dict[str, Any]], place: _Place) -> object:
    members = call.choice("export-page-members")
    if members == "array":
        return rows
    if members == "columns-and-rows":
        columns = list(dict.fromkeys(name for row in rows for name in row))
        return {"columns": columns, "rows": [[row.get(name) for name in columns] for row in rows]}
    by_page = call.choice("export-page-start") == "pages"
    counted = {rel: (start - 1) // place.size + 1 if by_page else start for rel, start in _links(place).items()}
    address = f"http://{call.headers['host']}/export/activity/{quote(task)}?pageStart="
    return {
        "links": [{"rel": rel, "href": f"{address}{start}"} for rel, start in counted.items()],
        "content": rows,
        "page": {
            "pageStart": (place.start - 1) // place.size + 1 if by_page else place.start,
            "pageSize": place.size,
            "totalPages": -(-place.total // place.size),
            "totalElements": place.total,
        },
    }


def _links(place: _Place) -> dict[str, int]:
    """Return where the other pages start; of a page that is the only one, itself alone, as in the document's sample."""
    start, size, total = place.start, place.size, place.total
    if not total:
        return {}
    if start == 1 and size >= total:
        return {"self": 1}
    links = {"first": 1, "prev": max(1, start - size), "self": start, "next": start + size}
    links["last"] = (total - 1) // size * size + 1
    if start == 1:
        del links["prev"]
    if start + size > total:
        del links["next"]
    return links


def _shown(call: Call, row: ExportRow, type_: str) -> dict[str, Any]:
    """Return an activity by column name, without what is not known of it."""
    kind = "communication" if type_ in _COMMUNICATIONS else type_.lower()
    columns = _renamed(row.columns, kind)
    zone = _COPENHAGEN if call.choice("export-row-times") == "copenhagen" else UTC
    columns[f"{kind}_timestamp"] = replace(call.mock.instance.dates, zone=zone).format_timestamp(row.moment)
    if "agillic_id" in columns:
        columns["agillic_id"] = columns.pop("agillic_id")  # the last one, as in the sample
    heading = call.choice("export-row-members")
    return {_heading(name, heading): value for name, value in columns.items()}


def _renamed(known: Mapping[str, Any], kind: str) -> dict[str, Any]:
    hidden = _NOT_SHOWN | {id_ for name, id_ in _NAMES.items() if name in known}
    names = {**_NAMES, "status": f"{kind}_status"}
    return {names.get(name, name): value for name, value in known.items() if name not in hidden and value is not None}


def _heading(name: str, option: str) -> str:
    """Write the name of a column by the assumption `export-row-members`.

    >>> _heading("communication_status", "camel-case"), _heading("EMAIL", "file-headings")
    ('communicationStatus', 'Email')
    """
    if option == "upper-case":
        return name.upper()
    words = [word.capitalize() for word in name.split("_")]
    if option == "file-headings":
        return " ".join(words)
    return words[0].lower() + "".join(words[1:])
