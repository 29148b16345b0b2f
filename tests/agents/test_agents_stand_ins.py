"""A stand-in becomes a value nowhere but where it names a person, and no decoy makes a call of thousands one of one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from agents_apis import CATALOGS
from transcript import CUSTOMERS, NoSteps, gateway_of, shop

from agillic.mock.local import LocalServer
from sdk_core.agents.caps.people import people_in
from sdk_core.agents.gateway.gateway import Gateway

POLICY = """\
agent = "lifecycle"
[apis.agillic]
access = "full"
personal_data = "pseudonyms"
[apis.agillic.named]
group = ["Reactivation"]
[apis.agillic.confirmation]
write = "none"
"""


@pytest.fixture
def gateway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    monkeypatch.setenv("AGILLIC_STATE_DIRECTORY", str(tmp_path / "limits"))
    with LocalServer() as server, shop(server) as mock, gateway_of(mock, tmp_path, POLICY) as opened:
        yield opened


def call(gateway: Gateway, operation: str, **arguments: object) -> str:
    return str(gateway.call("call_operation", {"operation": operation, "arguments": arguments}, NoSteps()).data)


def stand_in(gateway: Gateway) -> str:
    page = gateway.call(
        "call_operation",
        {"operation": "listRecipients", "arguments": {"filter": f"EMAIL=={CUSTOMERS[0]}", "objectResponse": True}},
        NoSteps(),
    )
    found: str = page.data["content"]["content"][0]["personData"]["EMAIL"]
    return found


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("getTargetGroupPopulation", {"targetGroupName": "{}"}),
        ("updateGlobalData", {"globalDataName": "COMPANY", "body": {"VALUE": "{}"}}),
        ("getGlobalData", {"globalDataName": "{}"}),
        ("getRecipient", {"recipientId": "X_{}=.."}),
        ("getRecipient", {"recipientId": "{}="}),
        ("getRecipient", {"recipientId": "{}={}"}),
        ("updateRecipient", {"recipientId": CUSTOMERS[1], "body": {"personData": {"FIRSTNAME": "{}"}}}),
    ],
)
def test_no_answer_turns_a_stand_in_into_its_value(gateway: Gateway, operation: str, arguments: dict[str, Any]) -> None:
    name = stand_in(gateway)
    assert name.startswith("person-")

    filled = json.loads(json.dumps(arguments).replace("{}", name))
    answer = call(gateway, operation, **filled)
    assert CUSTOMERS[0] not in answer
    assert "error" in answer


def test_it_names_the_person_where_one_is_named(gateway: Gateway) -> None:
    name = stand_in(gateway)
    for address in (name, f"EMAIL={name}"):
        assert name in call(gateway, "getRecipient", recipientId=address)


@pytest.mark.parametrize(
    ("api", "operation", "body"),
    [
        ("iterable", "triggerCampaign", {"campaignId": 1, "listIds": [5], "dataFields": {"email": "x"}}),
        ("agillic", "queueFlowWithGlobalData", {"preGlobalDataUpdates": {"T": [{"recipientId": "x"}]}}),
        ("agillic", "postExtension", {"recipientId": "x"}),
        ("iterable", "cancelEmail", {"campaignId": 1, "email": ""}),
    ],
)
def test_a_decoy_makes_no_call_one_of_a_single_person(api: str, operation: str, body: dict[str, Any]) -> None:
    catalog = CATALOGS[api]
    assert people_in(catalog, catalog.operations[operation], {"body": body}) is None


def test_each_entry_counts_though_all_are_of_one_person() -> None:
    catalog = CATALOGS["agillic"]
    body: dict[str, Any] = {"schemaName": "order", "recipients": [{"recipientId": "x", "contextData": {}}] * 500}
    assert people_in(catalog, catalog.operations["executeFlowWithContext"], {"flowId": "F", "body": body}) == 500
