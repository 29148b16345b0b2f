"""Results of activity exports: their pages, and the activities in them."""

from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from agillic.contract.moments import form_of
from agillic.contract.run import Run
from sdk_core.contract.json_values import as_object, items, listed, member, objects
from sdk_core.contract.probes import Probes, by_status
from sdk_core.contract.responses import Override

probes = Probes[Run]()

_OK, _USUAL_SIZE = 200, 1000
_ZONES = {"utc": UTC, "copenhagen": ZoneInfo("Europe/Copenhagen")}


@probes("export-page-members")
def _page_members(run: Run) -> str | None:
    """Wait for the export to end, and read its result."""
    for task in run.exports:
        ended = run.ended("getExportTaskStatus", task)
        if member(ended, "status") != "completed":
            run.not_run["readExportPage"] = "the export did not end, or failed"
            return None
        page = run.read("readExportPage", {"taskId": task}).json
        if isinstance(page, list):
            return "array"
        names = set(as_object(page))
        if {"columns", "rows"} <= names:
            return "columns-and-rows"
        return "as-recipient-pages" if "content" in names else None
    return None


@probes("export-page-beyond-end-status")
def _beyond_end(run: Run) -> str | None:
    if not _is_read(run):
        return None
    response = run.calls.call("readExportPage", {"taskId": run.exports[0], "pageStart": 1_000_000})
    if response.status == _OK:
        return None if _rows(response.json) else "empty-page"
    return by_status(response.status)


@probes("export-page-start")
def _page_start(run: Run) -> str | None:
    """Read from 2 on a result of several activities that fit into one page."""
    rows = _rows(run.seen("readExportPage")) if _is_read(run) else []
    if not 1 < len(rows) < _USUAL_SIZE:
        return None
    response = run.calls.call("readExportPage", {"taskId": run.exports[0], "pageStart": 2})
    if response.ok and _rows(response.json) == rows[1:]:
        return "items"
    is_beyond = not _rows(response.json) if response.ok else response.status in (400, 404)
    return "pages" if is_beyond else None


@probes("export-page-size")
def _page_size(run: Run) -> str | None:
    """Ask for pages of one activity; more than 1,000 activities are needed to tell what holds if that does nothing."""
    page = run.seen("readExportPage") if _is_read(run) else None
    rows = _rows(page)
    if len(rows) < 2:  # noqa: PLR2004 - several
        return None
    target = Override(target=f"/export/activity/{run.exports[0]}?pageStart=1&pageSize=1")
    response = run.calls.call("readExportPage", {"taskId": run.exports[0]}, override=target)
    if not response.ok or len(_rows(response.json)) not in (1, len(rows)):
        return None
    if len(_rows(response.json)) == 1:
        return "caller"
    total = member(page, "page", "totalElements")
    is_cut = len(rows) == _USUAL_SIZE and isinstance(total, int) and total > _USUAL_SIZE
    return "everything" if len(rows) > _USUAL_SIZE else "thousand" if is_cut else None


@probes("export-row-members")
def _row_members(run: Run) -> str | None:
    columns: list[Any] = items(member(run.seen("readExportPage"), "columns"))
    rows = objects(_rows(run.seen("readExportPage")))
    for name in map(str, columns or (rows[0] if rows else ())):
        if "_" in name:
            return "upper-case" if name.isupper() else None
        if " " in name:
            return "file-headings"
        if not name.isupper() and name[:1].islower():
            return "camel-case"
    return None


@probes("export-row-times")
def _row_times(run: Run) -> str | None:
    """Probe in which zone the times of activities lie in the window that was asked for."""
    found: set[str] = set()
    for row in _rows(run.seen("readExportPage")):
        values = as_object(row).values() or items(row)
        for value in values:
            found |= {_zones_of(run, value)} if form_of(value) else set()
    return found.pop() or None if len(found) == 1 else None


def _zones_of(run: Run, text: object) -> str:
    """Return the one zone in which a moment lies in the window; nothing when that may be either or neither."""
    begin, end = run.export_window
    moment = datetime.strptime(str(text), cast("str", form_of(text)))  # noqa: DTZ007 - its zone is the question
    zones = [name for name, zone in _ZONES.items() if begin <= moment.replace(tzinfo=zone) <= end]
    return zones[0] if len(zones) == 1 else ""


def _is_read(run: Run) -> bool:
    read = run.last.get("readExportPage")
    return read is not None and read.ok


def _rows(page: object) -> list[Any]:
    """Return the activities of a page, whatever its layout."""
    return items(member(page, "rows")) or listed(page)
