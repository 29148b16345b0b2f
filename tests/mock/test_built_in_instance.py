"""The built-in instance holds what the examples of the document name, so that all of them are accepted."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, cast

import pytest

from agillic.mock.instance import load_instance
from agillic.wire.rsql import parse_filter

DOCUMENT: dict[str, Any] = json.loads(files("agillic_api").joinpath("openapi.json").read_bytes())
STORE = load_instance()
PEOPLE = {str(recipient.person_data["EMAIL"]) for recipient in STORE.recipients}


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        target: Any = DOCUMENT
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def values_in(node: dict[str, Any]) -> list[Any]:
    """Return the examples of a parameter or a media type."""
    node = resolved(node)
    named = [resolved(each)["value"] for each in node.get("examples", {}).values()]
    return [node["example"], *named] if "example" in node else named


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for operation in item.values():
            yield path, operation


OPERATIONS = {operation["operationId"]: operation for _, operation in operations()}
PARAMETERS = [
    (path, str(parameter["name"]), value)
    for path, operation in operations()
    for parameter in map(resolved, operation.get("parameters", []))
    for value in values_in(parameter)
]
BODIES = [
    (operation["operationId"], value)
    for _, operation in operations()
    for content in resolved(operation.get("requestBody", {})).get("content", {}).values()
    for value in values_in(content)
]


def responses(operation_id: str) -> list[Any]:
    """Return the examples of an operation's success."""
    (success,) = [response for status, response in OPERATIONS[operation_id]["responses"].items() if status == "200"]
    return [value for content in resolved(success)["content"].values() for value in values_in(content)]


def members(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any JSON
    """Walk through a body: each member of each object in it."""
    pairs = cast("dict[str, Any]", value).items() if isinstance(value, dict) else ()
    yield from pairs
    items: list[Any] = []
    items += value if isinstance(value, list) else [each for _, each in pairs]
    for each in items:
        yield from members(each)


EVERY_MEMBER = [pair for _, body in BODIES for pair in members(body)]


def told(name: str) -> list[Any]:
    """Return every value of a member in the examples of requests; there must be some."""
    values = [value for member, value in EVERY_MEMBER if member == name]
    assert values, f"no example has {name!r} any more"
    return values


def fits(row: dict[str, Any], types: dict[str, str]) -> bool:
    """Whether a row of a request names known columns, and its dates are written in the formats of the instance."""
    for name, value in row.items():
        if types[name] == "DATE":
            STORE.dates.parse_date(value)
    return True


def known_in_paths(path: str, parameter: str) -> set[str] | None:
    """Return what a path parameter may name, None for what comes into being only when the mock runs."""
    tables: dict[str, set[str]] = {
        "/recipients": set(STORE.one_to_many),
        "/discovery/onetomany": set(STORE.one_to_many),
        "/discovery/historical": set(STORE.historical),
        "/discovery/globaldata": set(STORE.global_data_tables),
        "/globaldata": set(STORE.global_data_tables),
    }
    return {
        "recipientId": PEOPLE,
        "tableId": next((names for start, names in tables.items() if path.startswith(start)), set[str]()),
        "recordId": {str(row["ID"]) for row in STORE.global_data_tables["ARTICLES"].records},
        "eventId": set(STORE.events),
        "promotionId": set(STORE.promotions),
        "targetGroupName": set(STORE.target_groups),
        "globalDataName": set(STORE.global_data),
        "flowId": set(STORE.flows),
        "extensionId": set(STORE.extensions),
        "taskId": None,
        "rowNum": None,
        "path": None,
    }[parameter]


@pytest.mark.parametrize(
    ("path", "name", "value"), [each for each in PARAMETERS if f"{{{each[1]}}}" in each[0]], ids=str
)
def test_what_examples_name_in_paths_is_there(path: str, name: str, value: object) -> None:
    known = known_in_paths(path, name)
    assert known is None or value in known


@pytest.mark.parametrize(("path", "value"), [(path, value) for path, name, value in PARAMETERS if name == "filter"])
def test_filters_of_examples_name_what_is_there(path: str, value: str) -> None:
    tables = STORE.global_data_tables
    columns = {
        "/recipients": set(STORE.fields),
        "/globaldata": {"NAME", "TYPE"},
        "/discovery/globaldata": {"NAME", "TYPE"},
    }
    known = columns.get(path, {column for table in tables.values() for column in table.columns})
    parse_filter(value)  # it is of the dialect
    assert set(re.findall("([A-Z_]+)[=<>]", value)) <= known


def test_folders_and_files_of_examples_are_there() -> None:
    trees = {"/assets/resources": STORE.resources, "/assets/templates": STORE.html_templates}
    seen = 0
    for path, name, value in PARAMETERS:
        if name in ("folder", "file"):
            tree = next((files for start, files in trees.items() if path.startswith(start)), STORE.export_files)
            assert value in tree if name == "file" else any(each.startswith(f"{value}/") for each in tree)
            seen += 1
    assert seen
    (deleted,) = [body["file"] for operation, body in BODIES if operation == "deleteResource"]
    assert deleted in STORE.resources
    (committed,) = [body["file"] for operation, body in BODIES if operation == "commitTemplate"]
    assert committed in STORE.html_templates


def test_the_key_of_the_token_example_is_there() -> None:
    pairs = {(key.key, key.secret) for key in STORE.keys if key.scope == "public"}
    assert set(zip(told("client_id"), told("client_secret"), strict=True)) <= pairs
    assert {key.scope for key in STORE.keys} == {"app", "public"}


def test_person_data_of_examples_is_of_known_fields() -> None:
    types = {name: str(each.type) for name, each in STORE.person_data.items()}
    assert all(fits(row, types) for row in told("personData"))
    received = [value for name, value in members(responses("getRecipient")) if name == "personData"]
    assert all(set(row) <= set(STORE.fields) for row in received)
    assert set().union(*received) >= {"AGILLIC_ID", "CREATED", "LAST_UPDATED"}


def test_recipients_of_bodies_are_there() -> None:
    named = [each for ids in told("recipientIds") for each in ids]
    assert {*named, *told("recipientId"), *told("viewAsRecipientId")} <= PEOPLE


def test_rows_of_bodies_fit_their_one_to_many_table() -> None:
    types = {
        name: {column: str(type_) for column, type_ in table.columns.items()}
        for name, table in STORE.one_to_many.items()
    }
    for tables in told("oneToManyTables"):
        assert all(fits(row, types[table]) for table, rows in tables.items() for row in rows)
    rows = [row for operation, body in BODIES if operation == "batchUpdateOneToManyRecords" for row in body]
    assert rows
    assert all(fits(row, types["PURCHASES"]) for row in rows)


def test_records_of_bodies_fit_their_global_data_table() -> None:
    types = {
        name: {column.name: str(column.type) for column in table.columns.values()}
        for name, table in STORE.global_data_tables.items()
    }
    bodies: list[Any] = [body for operation, body in BODIES if re.search("GlobalData.*Record", operation)]
    records: list[dict[str, Any]] = []
    for body in bodies:
        records += body if isinstance(body, list) else [body]
    assert len(records) > 5
    assert all(fits(row, types["ARTICLES"]) for row in records)
    for tables in [*told("preGlobalDataUpdates"), *told("postGlobalDataUpdates")]:
        assert all(fits(row, types[table]) for table, rows in tables.items() for row in rows)
    created = {body["ID"] for operation, body in BODIES if operation == "createGlobalDataTableRecord"}
    assert not created & {row["ID"] for row in STORE.global_data_tables["ARTICLES"].records}


def test_events_and_static_groups_of_bodies_are_there() -> None:
    assert set(told("eventId")) <= set(STORE.events)
    for operation, body in BODIES:
        if operation.endswith("StaticTargetGroup"):
            assert STORE.target_groups[body["targetGroupName"]].filter is None


def contexts() -> Iterator[tuple[str, dict[str, Any]]]:
    """Return the name of each context schema that the examples choose, and the data that must fit it."""
    for data in [*told("context_parameters"), *told("context")]:
        yield data["name"], {name: value for name, value in data.items() if name != "name"}
    for operation, body in BODIES:
        if operation == "executeFlowWithContext":
            yield from ((body["schemaName"], recipient["contextData"]) for recipient in body["recipients"])


def test_contextual_data_of_examples_fit_their_schema() -> None:
    kinds: dict[str, type | tuple[type, ...]] = {"string": str, "number": (int, float)}
    for schema, data in contexts():
        parameters = STORE.context_schemas[schema]
        assert {name for name, each in parameters.items() if each.required} <= set(data)
        for name, value in data.items():
            columns = parameters[name].fields
            assert columns or isinstance(value, kinds[str(parameters[name].data_type)])
            rows: list[dict[str, Any]] = value if columns else []
            for row in rows:
                assert {column for column, each in columns.items() if each.required} <= set(row)
                assert all(isinstance(each, kinds[columns[column].data_type]) for column, each in row.items())


def test_campaigns_of_examples_are_made_of_what_is_there() -> None:
    campaigns = [
        body["details"] for operation, body in BODIES if operation in ("stageEmailCampaign", "editEmailCampaign")
    ]
    assert len(campaigns) > 2
    assert set(told("flowTemplate")) <= set(STORE.flow_templates)
    assert set(told("targetGroupName")) <= set(STORE.target_groups)
    assert all(STORE.target_groups[name].global_ for name in told("limitToTargetGroupName"))
    for schedule in told("schedule"):
        STORE.parse_schedule(schedule)
    template_fields = {field for template in STORE.message_templates.values() for field in template}
    for campaign in campaigns:
        staged = "templateName" in campaign
        for group in campaign["blockGroups"]:
            for message in group["messages"]:
                if staged:
                    blocks = STORE.html_templates[campaign["templateName"]].block_groups[group["blockGroupId"]]
                    assert message["blockId"] in blocks
                    template_fields = set(STORE.message_templates[message["messageTemplate"]])
                assert all(set(variant["fields"]) <= template_fields for variant in message["variants"])


def test_apps_and_consents_of_examples_are_set_up() -> None:
    assert set(told("clientAppId")) <= set(STORE.client_apps)
    consents = [body for operation, body in BODIES if operation in ("addConsent", "withdrawConsent")]
    assert {each["type"] for each in [*consents, *(each for many in told("consent") for each in many)]} <= set(
        STORE.consent_types
    )
    for until in told("validUntil"):
        STORE.dates.parse_date(until)


def test_what_examples_discover_is_there() -> None:
    for group in responses("discoverTargetGroups")[0]:
        ours = STORE.target_groups[group["name"]]
        assert (ours.description, ours.filter is None, ours.global_) == (
            group["description"],
            group["static"],
            group["global"],
        )
    for each in responses("discoverPersonData")[0]["fields"]:
        assert STORE.person_data[each["name"]].type == each["type"]
        assert each["identifier"] == (each["name"] == STORE.recipient_key)
    assert set(responses("discoverOneToManyTables")[0]) <= set(STORE.one_to_many)
    assert set(responses("listOneToManyTables")[0]) <= set(STORE.one_to_many)
    assert set(responses("discoverHistoricalTables")[0]) <= set(STORE.historical)
    assert set(responses("discoverGlobalDataTables")[0]) <= set(STORE.global_data_tables)
    for operation, tables in (
        ("discoverOneToManyTable", STORE.one_to_many),
        ("discoverHistoricalTable", STORE.historical),
    ):
        for response in responses(operation):
            table = tables[response["name"]]
            assert [(each["name"], each["type"], each["identifier"]) for each in response["fields"]] == [
                (name, type_, name == table.key) for name, type_ in table.columns.items()
            ]


def test_global_data_of_examples_is_there() -> None:
    for each in [*responses("discoverGlobalData")[0], *responses("getGlobalData")]:
        ours = STORE.global_data[each["NAME"]]
        assert (ours.type, ours.description) == (each["TYPE"], each["DESCRIPTION"])
        assert each.get("VALUE", ours.value) == ours.value
    (defined,) = responses("discoverGlobalDataTable")
    table = STORE.global_data_tables[defined["name"]]
    assert table.description == defined["description"]
    assert [
        (each["name"], each["type"], each["index"], each.get("description", ""), each["identifier"])
        for each in defined["fields"]
    ] == [(name, each.type, each.index, each.description, name == table.key) for name, each in table.columns.items()]
    assert [dict(row) for row in table.records] == responses("getGlobalDataTable")[0]["records"]


def test_promotions_groups_and_messages_of_responses_are_there() -> None:
    (offer,) = responses("evaluatePromotion")[0]["propositionList"]
    assert offer["fields"] in [each.fields for each in STORE.promotions["CoffeeOffers"].propositions]
    for group in responses("listRecipientTargetGroups")[0]:
        assert STORE.target_groups[group["name"]].description == group["description"]
    sent = {(flow.communication.name, flow.communication.type) for flow in STORE.flows.values() if flow.communication}
    for message in responses("listCommunicationHistory")[0]:
        assert (message["communicationId"], message["communicationType"]) in sent
    for row in responses("readExportPage")[0]["content"]:
        assert row["FLOW"] in {flow.name for flow in STORE.flows.values()}


def test_the_built_in_instance_is_one_that_people_can_start_with() -> None:
    assert {"EMAIL", "FIRSTNAME", "LASTNAME", "MOBILE", "CUSTOMER_ID"} <= set(STORE.person_data)
    assert STORE.recipient_key == "EMAIL"
    assert STORE.assumptions.options == {}
    assert {group.filter is None for group in STORE.target_groups.values()} == {True, False}
