"""What the operations on export jobs do."""

from typing import Any
from urllib.parse import quote

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.exporting.jobs import end_due, wanted_by
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.operations.responses import done
from iterable_client.mock.state.errors import FieldError
from iterable_client.mock.state.exports import Job
from iterable_client.mock.state.moments import from_milliseconds
from sdk_core.mock.app import MockResponse, Routes

routes = Routes(document())
DOWNLOADS = "/__admin/exports"
"""Below it are the files, which are read without a key."""
_STATES = {
    **{each: each for each in ("enqueued", "running", "completed", "failed", "cancelled")},
    "queued": "enqueued",
    "cancelling": "cancelled",
}
"""Words of the query, and the states that they are for."""


@routes("startExport")
def start_export(call: Call) -> MockResponse:
    """Start a job, which waits where four are at work."""
    exports, body = call.state.exports, call.body
    if len(body.get("delimiter", ",")) != 1 or body.get("delimiter") in ("\n", "\r", '"'):
        raise FieldError("delimiter", "write one character, no quotation mark and no line break")
    job_id = exports.start(body, call.task_end)
    try:
        wanted_by(call.mock, _known(call, job_id))
    except ValueError as error:
        raise FieldError("startDateTime, endDateTime", str(error)) from error
    end_due(call.mock)
    return MockResponse(200, {"jobId": job_id})


@routes("listExportJobs")
def list_export_jobs(call: Call) -> MockResponse:
    """Respond with all jobs, or those in one state."""
    word = call.query.get("jobState", "").lower()
    if word and word not in _STATES:
        raise FieldError("jobState", f"there is no such state; write one of {', '.join(_STATES)}")
    jobs = [each for each in call.state.exports.all() if not word or _STATES[word] == each.state]
    return MockResponse(200, {"jobs": [_shown(call, each) for each in jobs]})


@routes("listExportFiles")
def list_export_files(call: Call) -> MockResponse:
    """Respond with how a job stands, and links to its files."""
    exports, job = call.state.exports, _known(call, call.path["jobId"])
    base = f"http://{call.headers['host']}{DOWNLOADS}"
    files = [
        {"file": name, "url": f"{base}/{exports.link(job, name)}/{quote(name)}"}
        for name in exports.names(job, call.query.get("startAfter", ""))
    ]
    described = {"jobId": job.id, "jobState": _word(call, job), "exportTruncated": False, "files": files}
    return MockResponse(200, described)


@routes("cancelExport")
def cancel_export(call: Call) -> MockResponse:
    """End a job that waits or works; one that has ended stays as it is."""
    job = _known(call, call.path["jobId"])
    if job.state in ("enqueued", "running"):
        as_failed = call.choice("export-cancelled-state") == "failed"
        call.state.exports.cancel(job, "failed" if as_failed else "cancelled")
    return done() if call.choice("export-cancel-response") == "envelope" else MockResponse(204)


def _known(call: Call, job_id: int) -> Job:
    job = call.state.exports.get(job_id)
    if job is None:
        status = 404 if call.choice("export-error-statuses") == "unknown-404" else 400
        raise IterableHTTPError(
            status,
            "there is no such job; list the jobs for their ids",
            code="NotFound" if status != 400 else "BadParams",  # noqa: PLR2004 - the status above
            rule="unknown-job",
            field="jobId",
            assumption="export-error-statuses",
        )
    return job


def _word(call: Call, job: Job) -> str:
    return job.state if call.choice("export-state-words") == "lower-case" else job.state.capitalize()


def _shown(call: Call, job: Job) -> dict[str, Any]:
    kind = job.request["dataTypeName"]
    shown: dict[str, Any] = {"id": job.id, "dataTypeName": kind, "jobState": _word(call, job)}
    if call.choice("export-job-members") == "objects":
        final = job.state in ("completed", "failed", "cancelled")
        shown |= {"dataTypeName": {"send": kind.endswith("Send"), "updatable": kind == "user"}}
        shown |= {"jobState": {"final": final}}
    shown["scheduledStartTime"] = from_milliseconds(job.created).isoformat(timespec="milliseconds")
    if job.ended is not None:
        shown["endTime"] = from_milliseconds(job.ended).isoformat(timespec="milliseconds")
    if job.state == "completed":
        shown["bytesExported"] = job.bytes
    return shown
