"""What export jobs do when their time has come."""

from zoneinfo import ZoneInfo

from iterable_client.mock.calls import Mock
from iterable_client.mock.exporting.rows import END_OF_TIME, Wanted, rows_of
from iterable_client.mock.exporting.texts import csv_lines, in_files, json_lines
from iterable_client.mock.state.exports import Job
from iterable_client.mock.state.moments import parse_own_form, to_milliseconds
from sdk_core.mock.reasons import Reason, log

_CSV = "text/csv"


def end_due(mock: Mock) -> None:
    """End the jobs whose time has come, one after the other, so that those that wait follow them."""
    while job := mock.state.exports.next_end():
        with mock.state.transaction():
            _end(mock, job)


def wanted_by(mock: Mock, job: Job) -> Wanted:
    """Return what a job exports."""
    request = job.request

    def fields(member: str) -> tuple[str, ...]:
        return tuple(each.strip() for each in request.get(member, "").split(",") if each.strip())

    def moment(member: str, otherwise: int) -> int:
        if member not in request:
            return otherwise
        return to_milliseconds(parse_own_form(request[member], zone_of(mock)))

    return Wanted(
        request["dataTypeName"],
        moment("startDateTime", 0),
        moment("endDateTime", END_OF_TIME),
        request.get("campaignId"),
        fields("onlyFields"),
        frozenset(fields("omitFields")),
    )


def zone_of(mock: Mock) -> ZoneInfo:
    """Return the time zone of times without one, by the assumption `export-time-zone`."""
    of_project = mock.assumptions.choice("export-time-zone") == "project"
    return ZoneInfo(mock.instance.time_zone if of_project else "UTC")


def _end(mock: Mock, job: Job) -> None:
    if job.end_as == "fails":
        package = mock.backend.api.package
        log(package, f"startExport {job.id}", Reason("injected-fault", "the job was to fail; nothing was written"))
        mock.state.exports.end(job, "failed")
        return
    rows = rows_of(mock, wanted_by(mock, job))
    if job.request["outputFormat"] == _CSV:
        files, ending = in_files(csv_lines(rows, job.request.get("delimiter", ",")), head=True), "csv"
    else:
        files, ending = in_files(json_lines(rows), head=False), "json"
    mock.state.exports.end(job, "completed", files, ending)
