"""Tasks, as activity exports show them: starting one changes nothing but the list of tasks."""

from datetime import datetime, timedelta

from agillic.contract.json_values import as_object, items, member, objects
from agillic.contract.probes.table import Probes, by_status
from agillic.contract.run import Run

probes = Probes()

_FILE_TYPE = "EVENT"
_OK = 200


@probes("export-window-status")
def _window(run: Run) -> str | None:
    month_ago = run.now() - timedelta(days=30)
    status = run.status("executeActivityExport", body=_export(month_ago))
    return by_status(status, {200: "task-fails", 202: "task-fails"})


@probes("export-not-finished-status")
def _not_finished(run: Run) -> str | None:
    """Start an export, and read its result at once."""
    started = run.read("executeActivityExport", body=_export(run.now() - timedelta(hours=1)))
    task = member(started.json, "taskId")
    if not isinstance(task, str):
        reason = "no export could be started"
        run.not_run |= dict.fromkeys(("getExportTaskStatus", "readExportPage"), reason)
        return None
    run.exports.append(task)
    answer = run.calls.call("readExportPage", {"taskId": task})
    if answer.ok:
        return None if items(answer.json) or items(member(answer.json, "content")) else "empty-page"
    return by_status(answer.status)


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
    read = run.last.get("readExportPage")
    if read is None or not read.ok:
        return None
    status = run.status("readExportPage", {"taskId": run.exports[0], "pageStart": 1_000_000})
    return by_status(status, {200: "empty-page"})


@probes("task-visibility")
def _visibility(run: Run) -> str | None:
    if not run.exports:
        return None
    status = run.status("getTaskStatus", {"taskId": run.exports[0]})
    return "every-task" if status == _OK else "recipients-only" if status in (400, 404) else None


@probes("export-row-members")
def _row_members(run: Run) -> str | None:
    read = run.last.get("readExportPage")
    rows = objects(member(read.json, "content")) or objects(read.json) if read else []
    for name in rows[0] if rows else ():
        if "_" in name:
            return "upper-case" if name.isupper() else None
        if " " in name:
            return "file-headings"
        if not name.isupper() and name[:1].islower():
            return "camel-case"
    return None


def _export(begin: datetime) -> dict[str, str]:
    end = begin + timedelta(hours=1)
    return {"fileType": _FILE_TYPE, "from": _moment(begin), "to": _moment(end)}


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
