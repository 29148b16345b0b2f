"""What the mock must hold after a call, for every operation: reads against the state, and the state against writes.

Each entry returns two values that have to be equal. The first of them is what a read returned, or what the state holds
after a write; the second is what the state holds, or what was written. The calls are those of the document's examples.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from call_arguments import Arguments

from agillic.mock.calls import Mock
from agillic.mock.state.activities import Activity
from agillic.mock.state.consents import Consent
from agillic.mock.state.devices import Device
from agillic.mock.state.files import Files

Pair = tuple[Any, Any]
Compare = Callable[[Mock, Arguments, Any], Pair]

RUBY, JANE = "EMAIL=ruby@sweetmail.com", "EMAIL=jane@sweetmail.com"
_TASTING, _NEWSLETTER, _ARTICLES = "TastingPanel", "RoasteryNewsletter", "ARTICLES"


def _number(mock: Mock, address: str = RUBY) -> int:
    return mock.state.recipients.find(address)


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row as responses have it: all values are text, and those that were cleared are not there."""
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in row.items()
        if value not in ("", None)
    }


def _person(mock: Mock, person_data: Mapping[str, Any], address: str = "") -> Pair:
    return mock.state.recipients.read(address or person_data["EMAIL"], list(person_data)), _texts(person_data)


def _persons(mock: Mock, entries: list[Mapping[str, Any]]) -> Pair:
    pairs = [_person(mock, each["personData"]) for each in entries]
    return [found for found, _ in pairs], [expected for _, expected in pairs]


def _rows(mock: Mock, rows: list[Mapping[str, Any]], table: str = "PURCHASES") -> Pair:
    written = [{**_texts(row), "PAID": str(row["PAID"]).lower()} for row in rows]
    return mock.state.rows.read(_number(mock), table), written


def _achieve(mock: Mock) -> None:
    mock.state.achievements.add(_number(mock), "send_coupon")


def _achieved(mock: Mock, event: str) -> int:
    return mock.state.achievements.count(_number(mock), event)


def _sent(mock: Mock, address: str = RUBY) -> list[str]:
    return [each.flow for each in mock.state.communications.of(_number(mock, address))]


def _records(mock: Mock, table: str = _ARTICLES) -> list[dict[str, str]]:
    return [dict(each) for each in mock.state.global_data_tables.select(table)]


def _record(mock: Mock, key: str) -> dict[str, str]:
    return dict(mock.state.global_data_tables.get(_ARTICLES, key))


def _written_records(mock: Mock, records: list[Mapping[str, Any]]) -> Pair:
    held = [_record(mock, each["ID"]) for each in records]
    return [{name: row.get(name) for name in each} for row, each in zip(held, records, strict=True)], records


def _enqueue(mock: Mock) -> None:
    mock.state.flow_queues.add(mock.instance.flows[_NEWSLETTER], _number(mock))


def _queue(mock: Mock) -> int:
    status = mock.state.flow_queues.status(mock.instance.flows[_NEWSLETTER])
    return status.queued + status.active


def _asset(files: Files, arguments: Arguments) -> Pair:
    path = "/".join(filter(None, (arguments.body.get("folder"), arguments.file_name)))
    return files.content(path), arguments.body["file"]


def _entries(files: Files) -> list[str]:
    """Return the names in the top folder as the Assets API lists them: folders first."""
    return [each.name for each in sorted(files.entries(""), key=lambda each: (not each.is_folder, each.name))]


def _columns(table: Mapping[str, Any]) -> dict[str, str]:
    return {each["name"]: each["type"] for each in table["fields"]}


def _names(response: list[Mapping[str, Any]]) -> list[str]:
    return [each["name"] for each in response]


def _later(mock: Mock) -> Mock:
    """Return the mock when its tasks have ended."""
    mock.clock.advance(mock.instance.task_seconds)
    mock.run_due()
    return mock


def _members(mock: Mock) -> list[bool]:
    """Return whether Ruby and Jane are members of the static group."""
    return [_TASTING in [each.name for each in mock.state.groups.of(_number(mock, who))] for who in (RUBY, JANE)]


def _task(mock: Mock, response: Mapping[str, Any]) -> Pair:
    task = mock.state.tasks.get(response["taskId"])
    return response["status"], "completed" if task and task.outcome and not task.outcome.failures else None


def _definitions(mock: Mock) -> list[dict[str, str]]:
    return [{"NAME": e.name, "TYPE": e.type, "DESCRIPTION": e.description} for e in mock.state.global_data.select()]


def _echo(_: Mock, arguments: Arguments, response: Any) -> Pair:  # noqa: ANN401 - JSON
    method, body = arguments.operation.method.upper(), arguments.body or None
    return response, {"method": method, "path": arguments.path["path"], "query": dict(arguments.query), "body": body}


def _history(mock: Mock) -> None:
    mock.state.flow_runs.run_for(mock.instance.flows[_NEWSLETTER], _number(mock), mock.clock.now())


def _happened(mock: Mock) -> list[Activity]:
    return mock.state.activities.between(datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC))


def _register(mock: Mock) -> None:
    device = Device("5f0c2a4e-8b1d-4c3e-9a57-2d6f1b7e8c90", "com.candystore.app", "token", {})
    mock.state.devices.register(_number(mock), device, "installation-and-app")


def _export(mock: Mock) -> None:
    for _ in range(3):
        mock.state.activities.record("EVENT", _number(mock), "ruby@sweetmail.com", {"event": "send_coupon"})
    mock.state.activity_exports.collect(1, _happened(mock))


BEFORE: Mapping[str, Callable[[Mock], object]] = {
    **dict.fromkeys(("listRecipientEvents", "getRecipientEvent"), _achieve),
    "listCommunicationHistory": _history,
    "removeFromStaticTargetGroup": lambda mock: mock.state.groups.add(_TASTING, [RUBY, JANE], key_only=False),
    **dict.fromkeys(("getFlowQueueStatus", "resetFlowQueue"), _enqueue),
    "unregisterDevice": _register,
    "withdrawConsent": lambda m: m.state.consents.add(_number(m), Consent("com.candystore.app", "NEWS", None)),
    "commitTemplate": lambda mock: mock.state.templates.put("email/automations/newsletter.html", b"<h1>New</h1>"),
    "readExportPage": _export,
}
"""What else must be there, so that there is something to read or to remove."""

HELD: Mapping[str, Compare] = {
    "getOAuthToken": lambda m, a, r: (
        getattr(m.state.credentials.authenticate(f"Bearer {r['access_token']}"), "key", None),
        a.body["client_id"],
    ),
    "listRecipients": lambda m, _, r: ([each["personData"] for each in r], list(m.state.recipients.select())),
    "createRecipient": lambda m, a, _: _person(m, a.body["personData"]),
    "getRecipient": lambda m, _, r: (r["personData"], m.state.recipients.read(RUBY)),
    "updateRecipient": lambda m, a, _: _person(m, a.body["personData"], RUBY),
    "deleteRecipient": lambda m, _, __: (m.state.recipients.number_of(RUBY), None),
    "batchUpsertRecipients": lambda m, a, _: _persons(m, a.body),
    "asyncBatchUpsertRecipients": lambda m, a, _: _persons(_later(m), a.body["data"]),
    "asyncBatchDeleteRecipients": lambda m, _, __: (_later(m).state.recipients.count(), 0),
    "listCommunicationHistory": lambda m, _, r: (
        [each["communicationId"] for each in r],
        [each.name for each in m.state.communications.of(_number(m))] or "nothing was sent",
    ),
    "listOneToManyTables": lambda m, _, r: (r, m.state.rows.tables()),
    "getOneToManyTable": lambda m, _, r: (r["recordList"], m.state.rows.read(_number(m), "PURCHASES")),
    "batchUpdateOneToManyRecords": lambda m, a, _: _rows(m, a.body),
    **dict.fromkeys(
        ("batchDeleteOneToManyRecords", "truncateOneToManyTable"),
        lambda m, _, __: (m.state.rows.read(_number(m), "PURCHASES"), []),
    ),
    "asyncUpsertOneToManyRecords": lambda m, a, _: _rows(_later(m), a.body["data"][0]["oneToManyTables"]["PURCHASES"]),
    "listRecipientEvents": lambda m, _, r: (
        [each["eventId"] for each in r if each["achieved"]],
        m.state.achievements.events(_number(m)),
    ),
    "getRecipientEvent": lambda m, _, r: (r["achieved"], _achieved(m, "send_coupon") > 0),
    **dict.fromkeys(("achieveEvent", "achieveEventWithContext"), lambda m, _, __: (_achieved(m, "send_coupon"), 1)),
    "asyncAchieveEvent": lambda m, _, __: (_achieved(_later(m), "order_placed"), 1),
    "evaluatePromotion": lambda m, _, r: (
        [each["fields"] for each in r["propositionList"]],
        [each.fields for each in m.state.promotions.fitting(m.instance.promotions["CoffeeOffers"], _number(m))],
    ),
    "listRecipientTargetGroups": lambda m, _, r: (_names(r), [each.name for each in m.state.groups.of(_number(m))]),
    "addToStaticTargetGroup": lambda m, _, __: (_members(m), [True, True]),
    "removeFromStaticTargetGroup": lambda m, _, __: (_members(m), [True, False]),
    "getTargetGroupPopulation": lambda m, _, r: (r["population"], m.state.groups.population("ChocolateLovers")),
    **dict.fromkeys(("getTaskStatus", "getExportTaskStatus", "getMessageTaskStatus"), lambda m, _, r: _task(m, r)),
    **dict.fromkeys(("listGlobalData", "discoverGlobalData"), lambda m, _, r: (r, _definitions(m))),
    "getGlobalData": lambda m, _, r: (r["VALUE"], m.state.global_data.get("COMPANY").value),
    "updateGlobalData": lambda m, a, _: (m.state.global_data.get("COMPANY").value, a.body["VALUE"]),
    "listGlobalDataTables": lambda m, _, r: (r, m.state.global_data_tables.names()),
    "getGlobalDataTable": lambda m, _, r: (r["records"], _records(m)),
    "getGlobalDataTableWithLimit": lambda m, a, r: (r["records"], _records(m)[: int(str(a.path["rowNum"]))]),
    "getGlobalDataTableRecord": lambda m, a, r: (r, _record(m, str(a.path["recordId"]))),
    "updateGlobalDataTableRecord": lambda m, a, _: _written_records(m, [{"ID": a.path["recordId"], **a.body}]),
    "deleteGlobalDataTableRecord": lambda m, a, _: (
        m.state.global_data_tables.contains(_ARTICLES, a.path["recordId"]),
        False,
    ),
    "createGlobalDataTableRecord": lambda m, a, _: _written_records(m, [a.body]),
    **dict.fromkeys(
        ("batchCreateGlobalDataRecords", "batchUpdateGlobalDataRecords"), lambda m, a, _: _written_records(m, a.body)
    ),
    **dict.fromkeys(("batchDeleteGlobalDataRecords", "truncateGlobalDataTable"), lambda m, _, __: (_records(m), [])),
    **dict.fromkeys(
        ("queueFlowForRecipient", "queueFlowWithContext", "queueFlowWithGlobalData"), lambda m, _, __: (_queue(m), 1)
    ),
    "getFlowQueueStatus": lambda _, __, r: (r["queuedCount"] + r["activeCount"], 1),
    "resetFlowQueue": lambda m, _, __: (_queue(m), 0),
    "executeFlow": lambda m, _, __: (_sent(m), [_NEWSLETTER]),
    "executeFlowWithContext": lambda m, _, __: ((_sent(m), _sent(m, JANE)), ([_NEWSLETTER], [_NEWSLETTER])),
    "discoverTargetGroups": lambda m, _, r: (_names(r), list(m.instance.target_groups)),
    "discoverPersonData": lambda m, _, r: (
        [(each["name"], each["type"]) for each in r["fields"][:-3]],  # but what Agillic keeps by itself
        [(each.name, each.type) for each in m.instance.person_data.values()],
    ),
    "discoverOneToManyTables": lambda m, _, r: (r, list(m.instance.one_to_many)),
    "discoverOneToManyTable": lambda m, _, r: (_columns(r), m.instance.one_to_many["PURCHASES"].columns),
    "discoverHistoricalTables": lambda m, _, r: (r, list(m.instance.historical)),
    "discoverHistoricalTable": lambda m, a, r: (_columns(r), m.instance.historical[str(a.path["tableId"])].columns),
    "discoverGlobalDataTables": lambda m, _, r: (r, list(m.instance.global_data_tables)),
    "discoverGlobalDataTable": lambda m, _, r: (
        _columns(r),
        {each.name: each.type for each in m.instance.global_data_tables[_ARTICLES].columns.values()},
    ),
    "registerDevice": lambda m, a, _: (
        [(each.installation, each.app, each.token) for each in m.state.devices.of(_number(m))],
        [tuple(a.body[name] for name in ("appInstallationId", "clientAppId", "pushNotificationToken"))],
    ),
    "unregisterDevice": lambda m, _, __: ([each.token for each in m.state.devices.of(_number(m)) if each.token], []),
    "addConsent": lambda m, a, _: (
        [(each.app, each.type) for each in m.state.consents.of(_number(m))],
        [(a.body["clientAppId"], a.body["type"])],
    ),
    "withdrawConsent": lambda m, _, __: (m.state.consents.of(_number(m)), []),
    "recordFeedback": lambda m, _, __: ([each.type for each in _happened(m)], ["PUSH_NOTIFICATION"]),
    "listAssetResources": lambda m, _, r: (_names(r), _entries(m.state.resources)),
    **dict.fromkeys(("uploadResource", "updateResource"), lambda m, a, _: _asset(m.state.resources, a)),
    "deleteResource": lambda m, a, _: (m.state.resources.has_file(a.body["file"]), False),
    "listAssetTemplates": lambda m, _, r: (_names(r), _entries(m.state.templates)),
    **dict.fromkeys(("uploadTemplate", "updateTemplate"), lambda m, a, _: _asset(m.state.templates, a)),
    "commitTemplate": lambda m, a, _: (m.state.templates.in_use(a.body["file"]), "<h1>New</h1>"),
    **dict.fromkeys(("uploadExtension", "updateExtension"), lambda m, a, _: _asset(m.state.extension_files, a)),
    **dict.fromkeys(
        ("uploadContextSchema", "updateContextSchema"),
        lambda m, a, _: (
            list(m.state.context_schemas.get("coffee") or ()),
            list(json.loads(a.body["file"])),
        ),
    ),
    **dict.fromkeys(
        ("uploadWebapp", "updateWebapp"), lambda m, a, _: (m.state.webapps.content(a.file_name), a.body["file"])
    ),
    "listExportFiles": lambda m, _, r: (_names(r), [each.name for each in m.state.export_files.entries("")]),
    "downloadExportFile": lambda m, a, r: (r, m.state.export_files.content(a.query["file"])),
    "deleteExportFile": lambda m, a, _: (m.state.export_files.has_file(a.query["file"]), False),
    "executeActivityExport": lambda m, a, r: (
        getattr(m.state.tasks.get(r["taskId"]), "work", {}).get("type"),
        a.body["fileType"],
    ),
    "readExportPage": lambda m, _, r: (
        (r["page"]["totalElements"], len(r["content"])),
        (m.state.activity_exports.total(1), 3),
    ),
    **dict.fromkeys(
        ("stageEmailCampaign", "editEmailCampaign"),
        lambda m, a, _: (_subject(_later(m), a.body["details"]), a.body["details"]["subject"]),
    ),
    **dict.fromkeys(
        ("stageEmailCampaignV1", "editEmailCampaignV1"),
        lambda m, a, r: (
            (_subject(m, a.body), _campaign(m, r["data"]["campaignId"]).details["subject"]),
            (a.body["subject"], a.body["subject"]),
        ),
    ),
    "publishEmailCampaign": lambda m, a, _: (_campaign(_later(m), a.body["campaignId"]).published is not None, True),
    "testEmailCampaign": lambda m, a, r: (
        r["data"]["subject"],
        _campaign(m, a.body["campaignId"]).details["subject"].replace("<globaldata>YEAR</globaldata>", "2025"),
    ),
    **dict.fromkeys(("getExtension", "putExtension", "postExtension", "deleteExtension"), _echo),
}


def _campaign(mock: Mock, id_: str) -> Any:  # noqa: ANN401 - the state's own
    return mock.state.campaigns.get(id_)


def _subject(mock: Mock, details: Mapping[str, Any]) -> str:
    named = mock.state.campaigns.named(details["name"]) if "name" in details else None
    return str((named or _campaign(mock, details["campaignId"])).details["subject"])
