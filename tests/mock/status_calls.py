"""For each operation and each of its statuses, a call that provokes it.

The statuses that the application decides for all operations alike are in `shared_status_calls`.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from app_calls import Received
from operation_calls import JANE
from sample_calls import ready, sample

from agillic.mock.document import document
from agillic.mock.instance import load_instance

Provoke = Callable[[str], Received]
"""Makes a call of an operation, on a mock of its own."""
NOBODY = "nobody@sweetmail.com"


def example(operation: str) -> Received:
    """Call as in the document."""
    return sample(operation).send(ready(operation))


def changed(
    body: Any = ...,  # noqa: ANN401 - a body
    query: Mapping[str, Any] | None = None,
    options: dict[str, str] | None = None,
    first: str | None = None,
    **path: str,
) -> Provoke:
    """Call as in the document, but for some values, after another call or under options of assumptions."""

    def provoke(operation: str) -> Received:
        api = ready(operation, options)
        if first is not None:
            sample(first).send(api)
            api.mock.clock.advance(api.mock.instance.task_seconds)
        return sample(operation).changed(body, query, **path).send(api)

    return provoke


def merged(body: Mapping[str, Any]) -> Provoke:
    """Call as in the document with other values for some members of the body."""
    return lambda operation: changed({**sample(operation).body, **body})(operation)


def unprepared(**options: str) -> Provoke:
    """Call as in the document, without what the example needs, under options of assumptions."""
    chosen = {name.replace("_", "-"): option for name, option in options.items()}
    return lambda operation: sample(operation).send(ready("", chosen))


def unreadable_path(operation: str) -> Received:
    """Call with a value in the path that cannot be decoded."""
    call = sample(operation)
    return replace(call, raw_path={next(iter(call.path)): "%ZZ"}).send(ready(operation))


def unreadable_query(operation: str) -> Received:
    """Call with a query that is no UTF-8."""
    known = document().operations[operation]
    return ready(operation).call(known.method, f"{known.path}?word=%FF")


def unreadable_body(operation: str) -> Received:
    """Call with a body that is not JSON, or is a form without its parts."""
    media_type = next(iter(document().operations[operation].bodies))
    known = document().operations[operation]
    return ready(operation).call(known.method, sample(operation).target, b"{", content_type=media_type)


def file_that_is_used(operation: str) -> Received:
    """Delete a file to which a template refers."""
    api, call = ready(operation), sample(operation)
    api.mock.state.templates.put("uses.html", f"<img src='{call.body['file']}'>".encode())
    return call.send(api)


def mobile_that_is_taken(operation: str) -> Received:
    """Give a recipient the mobile number of another."""
    api, call = ready(operation), sample(operation).changed({"personData": {"MOBILE": "4711"}})
    assert call.send(api).status == 200
    return call.changed(recipientId=JANE).send(api)


def title_that_is_taken(operation: str) -> Received:
    """Give a record the title of another, where titles are unique."""
    tables = dict(load_instance().global_data_tables)
    columns = tables["ARTICLES"].columns
    unique = {**columns, "TITLE": replace(columns["TITLE"], index="UNIQUE")}
    tables["ARTICLES"] = replace(tables["ARTICLES"], columns=unique)
    return sample(operation).changed({"TITLE": "Meet the roaster"}).send(ready(operation, global_data_tables=tables))


def message_name_that_is_taken(operation: str) -> Received:
    """Rename a message to the name that a message of another campaign has."""
    options = {"edit-message-match": "by-position", "message-name-taken": "status-409"}
    api, call = ready(operation, options), sample(operation)
    other = sample("stageEmailCampaignV1")
    assert other.send(api).status == 200
    body = deepcopy(call.body)
    details = body.get("details", body)
    details["blockGroups"][0]["messages"][0]["name"] = other.body["blockGroups"][0]["messages"][0]["name"]
    return call.changed(body).send(api)


NOT_UNIQUE = changed(recipientId="LASTNAME=Blue")
NO_RECIPIENT = changed(recipientId=NOBODY)
NO_TABLE = changed(tableId="NO_SUCH")
NO_TASK = changed(taskId="00000000-0000-4000-8000-000000000000")
NO_EVENT = changed(eventId="no_such")
NO_FLOW = changed(flowId="NoSuch")
NO_EXTENSION = changed(extensionId="no-such")
NO_FOLDER = changed(query={"folder": "No/Such"})
UNKNOWN_SELECTOR = changed(query={"filter": "NO_SUCH==1"})
UNREADABLE_FILTER = changed(query={"filter": "=="})
GROUP_MISSING = merged({"targetGroupName": "NoSuch"})
GROUP_DYNAMIC = merged({"targetGroupName": "ChocolateLovers"})
FILE_MISSING = changed({"folder": "Images"})
RECIPIENT = {200: example, 400: NOT_UNIQUE, 404: NO_RECIPIENT}
LIST = {200: example, 400: unreadable_query}
BATCH = {200: example, 400: unreadable_body}
WORK = {202: example, 400: unreadable_body}
TABLE = {200: example, 400: unreadable_path, 404: NO_TABLE}
TABLE_BATCH = {200: example, 400: unreadable_body, 404: NO_TABLE}
TASK = {200: example, 400: unreadable_path, 404: NO_TASK}
FLOW = {200: example, 400: unreadable_path, 404: NO_FLOW}
EXTENSION = {200: example, 400: unreadable_body, 404: NO_EXTENSION}
FOLDER = {200: example, 400: unreadable_query, 404: NO_FOLDER}
UPLOAD = {201: example, 400: FILE_MISSING}

_CALLS: Mapping[str, Mapping[int, Provoke]] = {
    "getOAuthToken": {200: example, 400: merged({"grant_type": "password"}), 401: merged({"client_secret": "wrong"})},
    "listRecipients": {
        200: example,
        400: UNREADABLE_FILTER,
        404: changed(query={"objectResponse": True, "documentId": "none"}),
        422: UNKNOWN_SELECTOR,
    },
    "createRecipient": {
        201: example,
        400: changed({"personData": {"FIRSTNAME": "Ruby"}}),
        409: changed({"personData": {"EMAIL": JANE}}),
    },
    "getRecipient": RECIPIENT,
    "updateRecipient": {
        **RECIPIENT,
        201: NO_RECIPIENT,
        404: changed(recipientId=f"MOBILE={NOBODY}"),
        409: mobile_that_is_taken,
    },
    "deleteRecipient": RECIPIENT,
    "batchUpsertRecipients": BATCH,
    "asyncBatchUpsertRecipients": WORK,
    "asyncBatchDeleteRecipients": WORK,
    "listCommunicationHistory": RECIPIENT,
    "listOneToManyTables": RECIPIENT,
    "getOneToManyTable": {**RECIPIENT, 404: NO_TABLE},
    "batchUpdateOneToManyRecords": {**RECIPIENT, 404: NO_TABLE},
    "batchDeleteOneToManyRecords": {**RECIPIENT, 404: NO_TABLE},
    "truncateOneToManyTable": {**RECIPIENT, 404: NO_TABLE},
    "asyncUpsertOneToManyRecords": WORK,
    "listRecipientEvents": RECIPIENT,
    "getRecipientEvent": {**RECIPIENT, 404: NO_EVENT},
    "achieveEvent": {**RECIPIENT, 404: NO_EVENT},
    "achieveEventWithContext": {
        200: example,
        400: changed({"context_parameters": {"name": "no such"}}),
        404: NO_EVENT,
    },
    "asyncAchieveEvent": WORK,
    "evaluatePromotion": {**RECIPIENT, 404: changed(promotionId="NoSuch")},
    "listRecipientTargetGroups": RECIPIENT,
    "addToStaticTargetGroup": {200: example, 400: GROUP_DYNAMIC, 404: GROUP_MISSING},
    "removeFromStaticTargetGroup": {200: example, 400: GROUP_DYNAMIC, 404: GROUP_MISSING},
    "getTargetGroupPopulation": {200: example, 400: unreadable_path, 404: changed(targetGroupName="NoSuch")},
    "getTaskStatus": TASK,
    "listGlobalData": {200: example, 400: UNREADABLE_FILTER, 422: UNKNOWN_SELECTOR},
    "getGlobalData": {200: example, 400: unreadable_path, 404: changed(globalDataName="NO_SUCH")},
    "updateGlobalData": {200: example, 400: changed({"VALUE": []}), 404: changed(globalDataName="NO_SUCH")},
    "listGlobalDataTables": LIST,
    "getGlobalDataTable": {200: example, 400: UNREADABLE_FILTER, 404: NO_TABLE, 422: UNKNOWN_SELECTOR},
    "getGlobalDataTableWithLimit": {200: example, 400: UNREADABLE_FILTER, 404: NO_TABLE, 422: UNKNOWN_SELECTOR},
    "getGlobalDataTableRecord": {200: example, 400: unreadable_path, 404: changed(recordId="none")},
    "updateGlobalDataTableRecord": {
        200: example,
        201: changed({"TITLE": "Beans of the season"}, recordId="none"),
        400: merged({"NO_SUCH": "1"}),
        404: NO_TABLE,
        409: title_that_is_taken,
    },
    "deleteGlobalDataTableRecord": {200: example, 400: unreadable_path, 404: changed(recordId="none")},
    "createGlobalDataTableRecord": {
        201: example,
        400: merged({"NO_SUCH": "1"}),
        404: NO_TABLE,
        409: merged({"ID": "7f3a91c2"}),
    },
    "batchCreateGlobalDataRecords": TABLE_BATCH,
    "batchUpdateGlobalDataRecords": TABLE_BATCH,
    "batchDeleteGlobalDataRecords": TABLE_BATCH,
    "truncateGlobalDataTable": TABLE,
    "queueFlowForRecipient": {**RECIPIENT, 404: NO_FLOW},
    "queueFlowWithContext": {
        200: example,
        400: changed({"context_parameters": {"name": "no such"}}),
        404: NO_FLOW,
    },
    "getFlowQueueStatus": FLOW,
    "queueFlowWithGlobalData": {200: example, 400: unreadable_body, 404: NO_FLOW},
    "resetFlowQueue": FLOW,
    "executeFlow": FLOW,
    "executeFlowWithContext": {200: example, 400: merged({"schemaName": "no such"}), 404: NO_FLOW},
    "discoverTargetGroups": LIST,
    "discoverPersonData": LIST,
    "discoverOneToManyTables": LIST,
    "discoverOneToManyTable": TABLE,
    "discoverHistoricalTables": LIST,
    "discoverHistoricalTable": TABLE,
    "discoverGlobalData": {200: example, 400: UNREADABLE_FILTER, 422: UNKNOWN_SELECTOR},
    "discoverGlobalDataTables": LIST,
    "discoverGlobalDataTable": TABLE,
    "registerDevice": RECIPIENT,
    "unregisterDevice": RECIPIENT,
    "addConsent": RECIPIENT,
    "withdrawConsent": RECIPIENT,
    "recordFeedback": RECIPIENT,
    "listAssetResources": FOLDER,
    "uploadResource": {**UPLOAD, 409: changed(first="uploadResource")},
    "updateResource": {200: example, 201: merged({"folder": "New"}), 400: FILE_MISSING},
    "deleteResource": {
        200: example,
        400: unreadable_body,
        404: changed({"file": "none.png"}),
        409: file_that_is_used,
    },
    "listAssetTemplates": FOLDER,
    "uploadTemplate": {**UPLOAD, 409: changed(first="uploadTemplate")},
    "updateTemplate": {200: example, 201: merged({"folder": "New"}), 400: FILE_MISSING},
    "commitTemplate": {200: example, 400: unreadable_body, 404: changed({"file": "none.html"})},
    "uploadExtension": {**UPLOAD, 409: changed(first="uploadExtension")},
    "updateExtension": {200: example, 400: FILE_MISSING, 404: merged({"folder": "None"})},
    "uploadContextSchema": {**UPLOAD, 409: changed(first="uploadContextSchema")},
    "updateContextSchema": {
        200: example,
        201: unprepared(),
        400: FILE_MISSING,
        409: merged({"file": '{"ORDER_ID": {"type": "person_data", "data_type": "number"}}'}),
    },
    "uploadWebapp": {**UPLOAD, 409: changed(first="uploadWebapp")},
    "updateWebapp": {200: example, 201: unprepared(), 400: FILE_MISSING},
    "listExportFiles": FOLDER,
    "downloadExportFile": {200: example, 400: unreadable_query, 404: changed(query={"file": "none.zip"})},
    "deleteExportFile": {
        200: example,
        400: unreadable_query,
        404: changed(query={"file": "none.zip"}),
        409: changed(query={"file": "ExportFlow"}, options={"export-delete-folder": "status-409"}),
    },
    "executeActivityExport": {200: example, 400: merged({"fileType": "NO_SUCH"})},
    "readExportPage": TASK,
    "getExportTaskStatus": TASK,
    "stageEmailCampaign": {
        200: example,
        400: changed({"details": {}}),
        409: changed(options={"campaign-exists": "status-409"}, first="stageEmailCampaign"),
    },
    "editEmailCampaign": {
        200: example,
        400: changed({"details": {}}),
        404: unprepared(campaign_unknown="status-404"),
        409: message_name_that_is_taken,
    },
    "stageEmailCampaignV1": {200: example, 400: changed({}), 409: changed(first="stageEmailCampaignV1")},
    "editEmailCampaignV1": {200: example, 400: changed({}), 404: unprepared(), 409: message_name_that_is_taken},
    "publishEmailCampaign": {200: example, 400: changed({}), 404: unprepared(campaign_unknown="status-404")},
    "testEmailCampaign": {200: example, 400: changed({}), 404: unprepared(test_failure_response="status-404")},
    "getMessageTaskStatus": TASK,
    "getExtension": {200: example, 400: unreadable_path, 404: NO_EXTENSION},
    "putExtension": EXTENSION,
    "postExtension": EXTENSION,
    "deleteExtension": EXTENSION,
}


def _with_the_documents_success(operation: str, calls: Mapping[int, Provoke]) -> Mapping[int, Provoke]:
    """Return the calls with the status that the document has, where one success stands on both sides.

    So a status that is corrected in the document is not stated here once more.
    """
    there = [int(status) for status in document().operations[operation].responses if status.startswith("2")]
    here = [status for status in calls if status in range(200, 300)]
    if not len(there) == len(here) == 1:
        return calls
    return {there[0] if status == here[0] else status: call for status, call in calls.items()}


PROVOKED = {operation: _with_the_documents_success(operation, calls) for operation, calls in _CALLS.items()}
"""For each operation and each of its statuses, a call that provokes it."""
