"""What is read of results, documents and tasks when they have expired. It takes a quarter of an hour of waiting."""

from agillic.contract.probes.token import ask_for_token
from agillic.contract.run import Run
from sdk_core.contract.json_values import listed, member
from sdk_core.contract.probes import Probes, by_status
from sdk_core.contract.responses import Override

probes = Probes[Run]()

MINUTES = 17
"""Documents are said to live for 5 minutes when nobody reads them, results of exports for 15."""
_OK, _GONE = 200, (400, 404)


@probes("expired-document-status")
def _document(run: Run) -> str | None:
    """Make a document that can be read again, wait for it and the results of exports to expire, and read it."""
    page = run.calls.call("listRecipients", {"objectResponse": True, "pageSize": 1}, should_succeed=True)
    document = member(page.json, "page", "documentId")
    values = {"objectResponse": True, "documentId": document, "pageStart": 1, "pageSize": 1}
    is_kept = isinstance(document, str) and run.calls.call("listRecipients", values, override=Override()).ok
    run.wait(MINUTES * 60)
    token = member(ask_for_token(run), "access_token")  # the one before may have expired, too
    if isinstance(token, str) and token.isprintable():
        run.calls.headers = (("Authorization", f"Bearer {token}"),)
    return by_status(run.calls.call("listRecipients", values, override=Override()).status) if is_kept else None


@probes("export-result-expired-status")
def _result(run: Run) -> str | None:
    read = run.last.get("readExportPage")
    if not run.exports or read is None or not read.ok:
        return None
    response = run.calls.call("readExportPage", {"taskId": run.exports[0]})
    if response.status == _OK:
        return "empty-page" if listed(read.json) and not listed(response.json) else None
    return by_status(response.status)


@probes("task-lifetime")
def _task(run: Run) -> str | None:
    """Read a task that ended before; one that can still be read may be so for a day or for ever."""
    read = run.last.get("getExportTaskStatus")
    if not run.exports or read is None or not read.ok:
        return None
    status = run.status("getExportTaskStatus", {"taskId": run.exports[0]})
    return "quarter-hour" if status in _GONE else None
