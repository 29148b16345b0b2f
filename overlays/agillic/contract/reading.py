"""Calls every operation that only reads and for which the instance has names."""

from contextlib import suppress

from agillic.contract.run import Run, sendable
from sdk_core.contract.json_values import as_object, listed, member, objects, texts

MAX_RECORDS = 1000
"""So many records of a table are read; one of fewer is known as a whole."""
_NO_RECIPIENT = "no recipient could be read from the list"


def read_everything(run: Run) -> None:
    """Discover what there is, then read one of everything.

    Raises:
        RunStopped: No more calls can be made.
    """
    for step in (_discover, _read_recipients, _read_one_recipient, _read_global_data, _read_files, _read_groups):
        with suppress(ValueError):  # a name of the instance that the client does not send, such as :batch
            step(run)
    run.not_run |= {
        "evaluatePromotion": "no operation tells the name of a promotion",
        "getFlowQueueStatus": "no operation tells the id of a flow",
        "downloadExportFile": "export files may be large and hold personal data",
        "getMessageTaskStatus": "only work on campaigns starts such a task, which this command does not do",
    }


def _discover(run: Run) -> None:
    known = run.known
    for each in objects(listed(run.read("discoverPersonData").json)):
        name = each.get("name")
        if isinstance(name, str) and sendable(name):
            known.fields[name] = str(each.get("type", ""))
            known.key = name if each.get("identifier") is True else known.key
    known.one_to_many = _names(run.read("discoverOneToManyTables").json)
    _discover_table(run, "discoverOneToManyTable", known.one_to_many)
    _discover_table(run, "discoverHistoricalTable", _names(run.read("discoverHistoricalTables").json))
    run.read("discoverGlobalData")
    known.tables = _names(run.read("discoverGlobalDataTables").json)
    _discover_table(run, "discoverGlobalDataTable", known.tables)
    known.groups = objects(listed(run.read("discoverTargetGroups").json))


def _discover_table(run: Run, operation_id: str, names: list[str]) -> None:
    if not names:
        run.not_run[operation_id] = "the instance has no such table"
        return
    read_columns(run, operation_id, names[0])


def read_columns(run: Run, operation_id: str, table: str) -> None:
    """Discover the columns of a table.

    Args:
        run: Keeps them in what is known.
        operation_id: What tells them.
        table: The name.

    Raises:
        RunStopped: No more calls can be made.
    """
    columns = objects(listed(run.read(operation_id, {"tableId": table}).json))
    run.known.columns[table] = {str(each.get("name")): str(each.get("type", "")) for each in columns}
    key = next((each.get("name") for each in columns if each.get("identifier") is True), None)
    if isinstance(key, str):
        run.known.columns[table][""] = key


def _read_recipients(run: Run) -> None:
    page = run.read("listRecipients", {"objectResponse": True, "pageSize": 2}).json
    run.known.population = member(page, "page", "totalElements")
    run.known.recipients = [as_object(member(each, "personData")) for each in listed(page)[:2]]


def _read_one_recipient(run: Run) -> None:
    operations = (
        "getRecipient",
        "listCommunicationHistory",
        "listOneToManyTables",
        "listRecipientEvents",
        "listRecipientTargetGroups",
    )
    recipient = run.known.recipient
    if recipient is None:
        run.not_run |= dict.fromkeys((*operations, "getOneToManyTable", "getRecipientEvent"), _NO_RECIPIENT)
        return
    for operation_id in operations:
        run.read(operation_id, {"recipientId": recipient})
    if run.known.one_to_many:
        run.read("getOneToManyTable", {"recipientId": recipient, "tableId": run.known.one_to_many[0]})
    else:
        run.not_run["getOneToManyTable"] = "the instance has no one-to-many table"
    events = objects(listed(run.last["listRecipientEvents"].json))
    event = next((each["eventId"] for each in events if sendable(each.get("eventId"))), None)
    if event:
        run.read("getRecipientEvent", {"recipientId": recipient, "eventId": event})
    else:
        run.not_run["getRecipientEvent"] = "the recipient that was read has no events"


def _read_global_data(run: Run) -> None:
    data = objects(listed(run.read("listGlobalData").json))
    name = next((each["NAME"] for each in data if sendable(each.get("NAME"))), None)
    if name:
        run.read("getGlobalData", {"globalDataName": name})
    else:
        run.not_run["getGlobalData"] = "the instance has no Global Data"
    run.read("listGlobalDataTables")
    of_tables = ("getGlobalDataTable", "getGlobalDataTableWithLimit", "getGlobalDataTableRecord")
    if not run.known.tables:
        run.not_run |= dict.fromkeys(of_tables, "the instance has no Global Data Table")
        return
    table = run.known.tables[0]
    run.read("getGlobalDataTable", {"tableId": table})
    values = {"tableId": table, "rowNum": MAX_RECORDS}
    records = run.known.records[table] = objects(listed(run.read("getGlobalDataTableWithLimit", values).json))
    key = run.known.columns.get(table, {}).get("")
    record = next((each[key] for each in records if key and sendable(each.get(key))), None)
    if record is None:
        run.not_run["getGlobalDataTableRecord"] = "the table that was read has no record whose key is known"
    else:
        run.read("getGlobalDataTableRecord", {"tableId": table, "recordId": str(record)})


def _read_files(run: Run) -> None:
    for operation_id in ("listAssetResources", "listAssetTemplates", "listExportFiles"):
        run.read(operation_id)


def _read_groups(run: Run) -> None:
    name = next((each["name"] for each in run.known.groups if sendable(each.get("name"))), None)
    if name:
        run.read("getTargetGroupPopulation", {"targetGroupName": name})
    else:
        run.not_run["getTargetGroupPopulation"] = "the instance has no target group"


def _names(value: object) -> list[str]:
    """Return the names of tables; those that stand in objects, too."""
    names = [member(each, "name") or each for each in listed(value)]
    return [each for each in texts(names) if sendable(each)]
