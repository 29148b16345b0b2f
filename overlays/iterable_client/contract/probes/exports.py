"""Export jobs, and exports that come at once: of kinds of data of which a project has few, for a limited time."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from iterable_client.contract.run import UNKNOWN_ID, Run
from sdk_core.contract.json_values import as_object, member, objects
from sdk_core.contract.probes import Probes, by_status
from sdk_core.contract.responses import Override
from sdk_core.contract.shapes import type_of

probes = Probes[Run]()

_OK, _BAD_REQUEST = 200, 400
_RARE = ("hostedUnsubscribeClick", "emailComplaint")
"""Kinds of data of which few projects have much."""
_FIELDS = ["email", "createdAt"]
_OWN_FORM = "%Y-%m-%d %H:%M:%S"
_A_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@probes("export-state-words")
def _words(run: Run) -> str | None:
    """Look at the state of a job, where its files are listed, or else in the list of jobs."""
    words = [member(run.seen("listExportFiles"), "jobState")]
    words += [each.get("jobState") for each in objects(member(run.seen("listExportJobs"), "jobs"))]
    word = next((each for each in words if isinstance(each, str) and each), "")
    return "lower-case" if word.islower() else "capitalized" if word.istitle() else None


@probes("export-job-members")
def _members(run: Run) -> str | None:
    for each in objects(member(run.seen("listExportJobs"), "jobs")):
        kinds = {type_of(each.get(name)) for name in ("dataTypeName", "jobState")}
        return {"string": "words", "object": "objects"}.get(kinds.pop()) if len(kinds) == 1 else None
    return None


@probes("export-error-statuses")
def _unknown_job(run: Run) -> str | None:
    status = run.status("listExportFiles", {"jobId": UNKNOWN_ID})
    return by_status(status, {_BAD_REQUEST: "as-elsewhere", 404: "unknown-404"})


@probes("export-only-fields")
def _only_fields(run: Run) -> str | None:
    """Export two fields of a rare kind of data by repeating the parameter, and if one is lost, by a comma."""
    for kind in _RARE:
        values = {"dataTypeName": kind, **_last_days(run, 30)}
        repeated = _first(run, {**values, "onlyFields": _FIELDS})
        if {*_FIELDS} <= repeated.keys():
            return "repeated"
        if {*_FIELDS} & repeated.keys():
            return "commas" if {*_FIELDS} <= _first(run, {**values, "onlyFields": [",".join(_FIELDS)]}).keys() else None
    return None


@probes("export-time-zone")
def _zone(run: Run) -> str | None:
    """Export the minutes around an event, in Coordinated Universal Time, with and without saying so.

    Where the event is in both, this may be the project's own time zone all the same.
    """
    for kind in _RARE:
        moment = _moment(_first(run, {"dataTypeName": kind, **_last_days(run, 30)}).get("createdAt"))
        if moment is None:
            continue
        window = (moment - _MINUTE, moment + _MINUTE)
        said, unsaid = ({"dataTypeName": kind, **_window(*window, zone)} for zone in (" +00:00", ""))
        return "project" if _first(run, said) and not _first(run, unsaid) else None
    return None


@probes("export-window-missing")
def _window_missing(run: Run) -> str | None:
    """Export a rare kind of data of an invented campaign with nothing more, where a range works."""
    values = {"dataTypeName": _RARE[0]}
    if run.read("exportData", {**values, "range": "Today"}).status != _OK:
        return None
    status = run.status("exportData", values)
    return {_OK: "today", _BAD_REQUEST: "status-400"}.get(status)


def _first(run: Run, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the first row of an export; an empty one when there is none."""
    response = run.calls.call("exportData", values, override=Override())
    lines = response.content.splitlines() if response.ok else []
    try:
        return as_object(orjson.loads(lines[0])) if lines else {}
    except orjson.JSONDecodeError:
        return {}


def _last_days(run: Run, days: int) -> dict[str, str]:
    return _window(run.now() - days * _A_DAY, run.now() + _A_DAY, " +00:00")


def _window(start: datetime, end: datetime, zone: str) -> dict[str, str]:
    return {"startDateTime": start.strftime(_OWN_FORM) + zone, "endDateTime": end.strftime(_OWN_FORM) + zone}


def _moment(text: object) -> datetime | None:
    """Read a moment of a row, which has its time zone behind it."""
    try:
        return datetime.strptime(str(text), f"{_OWN_FORM} %z").astimezone(UTC)
    except ValueError:
        return None
