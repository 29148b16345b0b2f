"""What requests get that are larger than the limits of the document."""

from agillic.contract.layouts import rows_layout
from agillic.contract.probes.writing_tasks import do, is_gone, is_there
from agillic.contract.round_trip import ROW, text_keyed_table
from agillic.contract.run import Run
from agillic.contract.temporary_recipients import TemporaryRecipients
from agillic_api.api import OPERATIONS
from sdk_core.contract.call_recorder import RunStopped
from sdk_core.contract.json_values import listed
from sdk_core.contract.probes import agreed
from sdk_core.contract.responses import Override

_BY_STATUS = {413: "status-413", 400: "status-400"}


def too_large(run: Run, _recipients: TemporaryRecipients) -> str | None:
    """Send an empty batch of recipients with more blanks in it than a body may have, twice."""
    most = OPERATIONS["batchUpsertRecipients"].traits["batch"]["max_bytes"]
    override = Override(content=b"[" + b" " * most + b"]")
    seen: list[str] = []
    for _ in range(2):
        try:
            status = run.calls.call("batchUpsertRecipients", body=[], override=override, once=True).status
        except RunStopped:  # a connection that is closed meanwhile tells nothing
            return None
        seen.append(_BY_STATUS.get(status, ""))
    return agreed(seen)


def batch_over_limit(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Upsert one recipient as often as a batch may have entries, and another one as the entry too many."""
    most = OPERATIONS["batchUpsertRecipients"].traits["batch"]["max_items"]
    first, last = recipients.new(), recipients.new()
    body = [*[recipients.person(first)] * most, recipients.person(last)]
    response = run.calls.call("batchUpsertRecipients", body=body, override=Override())
    if not response.ok:
        return _BY_STATUS.get(response.status)
    return "first-ones" if is_there(run, first) and is_gone(run, last) else None


def rows_over_limit(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Write one row more to a recipient than a batch may have entries."""
    most = OPERATIONS["asyncUpsertOneToManyRecords"].traits["batch"]["max_items"]
    found, layout = text_keyed_table(run), rows_layout(run)
    address = recipients.created() if found and layout else None
    if found is None or layout is None or address is None:
        return None
    table, key = found
    rows = [{key: f"{ROW}-{number}"} for number in range(most + 1)]
    started, ended = do(run, "asyncUpsertOneToManyRecords", layout(address, table, rows), override=Override())
    if started.status in _BY_STATUS:
        return "rows"
    if ended is None:
        return None
    kept = len(listed(run.calls.call("getOneToManyTable", {"recipientId": address, "tableId": table}).json))
    return {most + 1: "recipients", most: "rows", 0: "rows"}.get(kept)
