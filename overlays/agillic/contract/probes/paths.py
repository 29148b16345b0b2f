"""What paths name, how they are written, and what unknown names get."""

from urllib.parse import quote
from uuid import UUID

from agillic.contract.run import Run
from agillic.wire.path_encoding import by, path_value
from sdk_core.contract.probes import Probes, by_status
from sdk_core.contract.responses import Override

probes = Probes[Run]()

_OK, _NOT_FOUND = 200, 404
_Rejected = (400, _NOT_FOUND)


@probes("trailing-slash")
def _trailing_slash(run: Run) -> str | None:
    return by_status(run.calls.call("listGlobalData", override=Override(target="/globaldata/")).status, {200: "same"})


@probes("accept-header")
def _accept_header(run: Run) -> str | None:
    return by_status(
        run.calls.call("listGlobalData", override=Override(headers={"Accept": "text/plain"})).status,
        {200: "ignored"},
    )


@probes("unknown-query-parameters")
def _unknown_query(run: Run) -> str | None:
    target = f"/globaldata?{run.nothing}=1"
    return by_status(run.calls.call("listGlobalData", override=Override(target=target)).status, {200: "ignored"})


@probes("path-space")
def _space(run: Run) -> str | None:
    groups = [str(each.get("name", "")) for each in run.known.groups]
    for operation_id, path, parameter, names in (
        ("discoverOneToManyTable", "/discovery/onetomany/", "tableId", run.known.one_to_many),
        ("discoverGlobalDataTable", "/discovery/globaldata/tables/", "tableId", run.known.tables),
        ("getTargetGroupPopulation", "/targetgroups/", "targetGroupName", groups),
    ):
        name = next((each for each in names if " " in each), None)
        if name:
            twice = path + path_value(parameter, name)
            forms = {"percent-twice": twice, "plus": twice.replace("%2520", "%2B")}
            works = {
                form
                for form, target in forms.items()
                if run.calls.call(operation_id, {parameter: name}, override=Override(target=target)).status == _OK
            }
            return "plus" if len(works) > 1 else {"percent-twice": "percent-twice"}.get(next(iter(works), ""))
    return None


@probes("path-lenient-decoding")
def _lenient(run: Run) -> str | None:
    recipient = run.known.recipient
    if recipient is None or quote(recipient, safe="*") == recipient or not run.seen("getRecipient"):
        return None
    once = "/recipients/" + quote(recipient, safe="*")
    status = run.calls.call("getRecipient", {"recipientId": recipient}, override=Override(target=once)).status
    return "lenient" if status == _OK else "strict" if status in _Rejected else None


@probes("recipient-address-forms")
def _address_forms(run: Run) -> str | None:
    person = run.known.person
    email = person.get("EMAIL")
    if not email or run.known.key in (None, "EMAIL"):
        return None
    status = run.status("getRecipient", {"recipientId": str(email)})
    return "email-or-phone" if status == _OK else "key-only" if status in _Rejected else None


@probes("path-encoded-equals")
def _encoded_equals(run: Run) -> str | None:
    """Read a recipient by a field and its value with the `=` between them encoded, where that works without it."""
    key, recipient = run.known.key, run.known.recipient
    if not key or not recipient or run.status("getRecipient", {"recipientId": by(**{key: recipient})}) != _OK:
        return None
    target = f"/recipients/{path_value('recipientId', key)}%3D{path_value('recipientId', recipient)}"
    status = run.calls.call("getRecipient", {"recipientId": recipient}, override=Override(target=target)).status
    if status == _OK:
        return "field-and-value"
    takes_once = run.settled.get("path-lenient-decoding") == "lenient"  # else nothing encoded once is an address
    return "value" if status == run.status_of_nobody and takes_once else None


@probes("path-field-not-unique-status")
def _not_unique(run: Run) -> str | None:
    name = run.known.text_field()
    if name is None:
        return None
    status = run.status("getRecipient", {"recipientId": by(**{name: run.nothing})})
    return {400: "status-400", 409: "status-409"}.get(status)


@probes("unknown-recipient-status")
def _unknown_recipient(run: Run) -> str | None:
    status = run.status("getRecipient", {"recipientId": run.nobody})
    run.status_of_nobody = status if status in _Rejected else _NOT_FOUND
    return by_status(status)


@probes("unknown-table-status")
def _unknown_table(run: Run) -> str | None:
    return by_status(run.status("discoverOneToManyTable", {"tableId": run.nothing}))


@probes("unknown-target-group-status")
def _unknown_group(run: Run) -> str | None:
    known = run.last.get("getTargetGroupPopulation")
    return (
        by_status(run.status("getTargetGroupPopulation", {"targetGroupName": run.nothing}))
        if known and known.ok
        else None
    )


@probes("unknown-task-status")
def _unknown_task(run: Run) -> str | None:
    return by_status(run.status("getTaskStatus", {"taskId": str(UUID(int=int(run.mark, 16)))}))


@probes("message-api-not-bought")
def _message_api(run: Run) -> str | None:
    """Read a task of the Message API that does not exist; 404 would be returned in either case."""
    status = run.status("getMessageTaskStatus", {"taskId": str(UUID(int=int(run.mark, 16)))})
    return {403: "status-403"}.get(status)


@probes("unknown-folder-status")
def _unknown_folder(run: Run) -> str | None:
    return by_status(run.status("listAssetResources", {"folder": run.nothing}), {200: "empty-list"})


@probes("unknown-file-status")
def _unknown_file(run: Run) -> str | None:
    return by_status(run.status("downloadExportFile", {"file": f"{run.nothing}.ZIP"}))


@probes("unknown-flow-status")
def _unknown_flow(run: Run) -> str | None:
    return by_status(run.status("getFlowQueueStatus", {"flowId": run.nothing}))


@probes("unknown-event-status")
def _unknown_event(run: Run) -> str | None:
    if run.known.recipient is None:
        return None
    return by_status(run.status("getRecipientEvent", {"recipientId": run.known.recipient, "eventId": run.nothing}))
