"""Of both APIs: no agent has results sent to another host, and one that has messages copied to somebody sends."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from agents_apis import CATALOGS, EVERY
from agents_calls import OneApi, arguments_of, one_api

from sdk_core.agents.catalog.arguments import schemas_of
from sdk_core.agents.catalog.elsewhere import callback_of, members_that_send
from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.catalog.schemas import every_schema
from sdk_core.agents.gateway.own_tools import CALL, LOAD, PLAN
from sdk_core.agents.gateway.policy_cases import run_cases
from sdk_core.agents.policy.policy_file import policy_of
from sdk_core.agents.recipes.rooms import room_of
from sdk_core.agents.tools.model import Answer

AGILLIC = CATALOGS["agillic"]
CALLBACK = {"on": "every", "url": "https://elsewhere.example/"}
WITH_CALLBACK = [id_ for api, id_ in EVERY if "callbacks" in CATALOGS[api].operations[id_].content]
ADDRESS = re.compile(r"ur[il]$|host|endpoint|webhook|callback", re.IGNORECASE)
COPY = re.compile(r"^b?cc|copy|forward", re.IGNORECASE)


def policy(api: str, access: str = "full", send: str = "none") -> str:
    words = f'read = "none"\nwrite = "none"\ndelete = "none"\nsend = "{send}"'
    return (
        f'agent = "helper"\n[apis.{api}]\naccess = "{access}"\npersonal_data = "plain"\n'
        f"[apis.{api}.confirmation]\n{words}\n"
    )


def asked(api: OneApi, tool: str, id_: str, **arguments: object) -> Answer:
    return api.gateway.call(tool, {"operation": id_, "arguments": arguments}, api)


def members(catalog: Catalog, schema: Mapping[str, Any], place: str = "", depth: int = 0) -> Iterator[str]:
    """Yield the place of each parameter and member that a schema describes."""
    for each in every_schema(catalog.document, [schema]) if depth < 8 else ():
        for name, inner in each.get("properties", {}).items():
            yield f"{place}/{name}".removeprefix("/")
            yield from members(catalog, inner, f"{place}/{name}", depth + 1)
        for word in ("items", "additionalProperties"):
            if isinstance(each.get(word), Mapping):
                yield from members(catalog, each[word], place, depth + 1)


@pytest.mark.parametrize(("api", "id_"), EVERY)
def test_no_member_with_an_address_or_copies_is_forgotten(api: str, id_: str) -> None:
    catalog, operation = CATALOGS[api], CATALOGS[api].operations[id_]
    if operation.has_secrets:  # no agent calls it
        return
    refused, sending = callback_of(catalog, operation), members_that_send(catalog, operation)
    places = set(members(catalog, {"properties": schemas_of(catalog, operation)}))
    addresses = {each for each in places if ADDRESS.search(each.rpartition("/")[2])}
    assert {each for each in addresses if not (refused and f"{each}/".startswith(f"{refused}/"))} == set()
    assert {each for each in places if COPY.search(each.rpartition("/")[2])} == {*sending}


def test_the_document_says_which_operations_take_callbacks() -> None:
    assert len(WITH_CALLBACK) == 8
    for id_, operation in AGILLIC.operations.items():
        expected = "body/configuration/callback" if id_ in WITH_CALLBACK else ""
        assert callback_of(AGILLIC, operation) == expected


@pytest.mark.parametrize("id_", WITH_CALLBACK)
def test_no_agent_gives_a_callback(id_: str, tmp_path: Path) -> None:
    given = arguments_of(AGILLIC, AGILLIC.operations[id_])
    body = {**given["body"], "configuration": {"callback": CALLBACK}}
    with one_api("agillic", tmp_path, policy("agillic")) as agillic:
        for tool in (CALL, PLAN):
            answer = asked(agillic, tool, id_, **{**given, "body": body})
            assert answer.data["kind"] == "denied"
            assert "body/configuration/callback is a callback: it sends results to another host" in answer.data["error"]
            assert f"poll the task by {AGILLIC.operations[id_].operation.traits['task']['status']}" in str(answer.data)
        assert not agillic.network.sent
        assert "is a callback" in agillic.gateway.call(LOAD, {"operation": id_}, agillic).data["notes"][0]
        answer = asked(agillic, CALL, id_, **{**given, "body": {**body, "configuration": {}}})
        assert "is a callback" not in str(answer.data)


def test_a_callback_is_refused_where_the_document_does_not_know_of_one(tmp_path: Path) -> None:
    with one_api("agillic", tmp_path, policy("agillic")) as agillic:
        answer = asked(
            agillic, CALL, "createRecipient", body={"personData": {}, "configuration": {"callback": CALLBACK}}
        )
        assert "call createRecipient without it" in answer.data["error"]
        assert not agillic.network.sent


def test_a_case_of_a_policy_with_a_callback_is_denied(tmp_path: Path) -> None:
    given = arguments_of(AGILLIC, AGILLIC.operations["asyncBatchDeleteRecipients"])
    body = json.dumps({**given["body"], "configuration": {"callback": CALLBACK}}).replace(": ", " = ")
    cases = tmp_path / "cases.toml"
    cases.write_text(
        f'[[cases]]\noperation = "asyncBatchDeleteRecipients"\narguments = {{ body = {body} }}\n'
        'expect = "denied"\nreason = "is a callback"\n'
    )
    rules = {"agent": "helper", "apis": {"agillic": {"access": "full", "personal_data": "plain"}}}
    found = policy_of(rules, {"agillic": lambda: AGILLIC})
    assert [
        each.problem for each in run_cases(cases, found, {"agillic": AGILLIC}, {"agillic": room_of(AGILLIC.api)})
    ] == [""]


@pytest.mark.parametrize("member", ["ccEmails", "bccEmails"])
def test_whoever_has_messages_copied_sends(member: str, tmp_path: Path) -> None:
    def body(*addresses: str) -> dict[str, object]:
        return {"clientTemplateId": "receipt", member: [*addresses]}

    with one_api("iterable", tmp_path, policy("iterable", "write")) as writer:
        answer = asked(writer, CALL, "upsertEmailTemplate", body=body("spy@elsewhere.example"))
        assert answer.data["kind"] == "denied"
        assert f"upsertEmailTemplate with body/{member} may send a message to people" in answer.data["error"]
        assert not writer.network.sent
        assert not asked(writer, CALL, "upsertEmailTemplate", body=body()).is_error
        (note,) = writer.gateway.call(LOAD, {"operation": "upsertEmailTemplate"}, writer).data["notes"]
        assert f"body/{member}" in note
    (tmp_path / "full").mkdir()
    with one_api("iterable", tmp_path / "full", policy("iterable", send="token")) as sender:
        plan = asked(sender, CALL, "upsertEmailTemplate", body=body("spy@elsewhere.example")).data
        assert plan["nothing_was_done_yet"] is True
        assert "It sends no message" not in plan["what"]
        assert f"messages go to whom body/{member} names, now or later" in plan["what"]
        assert not sender.network.sent
