"""Starting exports of activities, which changes nothing but the list of tasks."""

from datetime import datetime, timedelta

from agillic.contract.moments import form_of_instance, rfc_3339
from agillic.contract.run import Run
from sdk_core.contract.json_values import listed, member
from sdk_core.contract.probes import Probes, by_status, one_or_either
from sdk_core.contract.responses import Override

probes = Probes[Run]()

_FILE_TYPE = "EVENT"
_OK, _BAD_REQUEST = 200, 400
_WINDOW = timedelta(hours=1)


@probes("export-not-finished-status")
def _not_finished(run: Run) -> str | None:
    """Start an export, and read its result at once."""
    run.export_window = (run.now() - _WINDOW, run.now())
    started = run.read("executeActivityExport", body=_body(run.export_window[0]))
    task = member(started.json, "taskId")
    if not isinstance(task, str):
        reason = "no export could be started"
        run.not_run |= dict.fromkeys(("getExportTaskStatus", "readExportPage"), reason)
        return None
    run.exports.append(task)
    response = run.calls.call("readExportPage", {"taskId": task})
    word = member(run.read("getExportTaskStatus", {"taskId": task}).json, "status")
    if not isinstance(word, str) or word == "completed":
        return None  # it may have been done already
    run.first_words.append(word)
    return by_status(response.status) if not response.ok else None if listed(response.json) else "empty-page"


@probes("export-window-format")
def _format(run: Run) -> str | None:
    """Start an export whose window is written in the instance's own format."""
    form, by_rfc = form_of_instance(run), run.last.get("executeActivityExport")
    if form is None or by_rfc is None:
        return None
    begin = run.now() - _WINDOW
    body = {"fileType": _FILE_TYPE, "from": begin.strftime(form), "to": (begin + _WINDOW).strftime(form)}
    other = run.calls.call("executeActivityExport", body=body, override=Override())
    forms = {"rfc3339": by_rfc, "instance-format": other}
    if any(not each.ok and each.status != _BAD_REQUEST for each in forms.values()):
        return None
    return one_or_either([option for option, response in forms.items() if response.ok])


@probes("export-window-status")
def _window(run: Run) -> str | None:
    """Start an export of last month, where one of the last hour can be started."""
    if not run.exports:
        return None
    status = run.status("executeActivityExport", body=_body(run.now() - timedelta(days=30)))
    return by_status(status, {200: "task-fails", 202: "task-fails"})


@probes("export-file-types")
def _file_types(run: Run) -> str | None:
    """Start an export of a type that only exports to files are said to have."""
    if not run.exports:
        return None
    response = run.calls.call("executeActivityExport", body=_body(run.now() - _WINDOW, "EMAIL"), override=Override())
    return "email-and-print" if response.ok else {_BAD_REQUEST: "twelve-only"}.get(response.status)


@probes("task-visibility")
def _visibility(run: Run) -> str | None:
    if not run.exports:
        return None
    status = run.status("getTaskStatus", {"taskId": run.exports[0]})
    return "every-task" if status == _OK else "recipients-only" if status in (_BAD_REQUEST, 404) else None


def _body(begin: datetime, type_: str = _FILE_TYPE) -> dict[str, str]:
    return {"fileType": type_, "from": rfc_3339(begin), "to": rfc_3339(begin + _WINDOW)}
