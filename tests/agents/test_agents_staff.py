"""Of operations without personal data, an agent sees no person either: who of the staff made what, who gets copies."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from agents_apis import CATALOGS, EVERY
from agents_calls import one_api

from sdk_core.agents.catalog.operations import CatalogOperation
from sdk_core.agents.catalog.schemas import Described, every_schema, of_items
from sdk_core.agents.policy.model import ApiPolicy
from sdk_core.agents.privacy.pseudonyms import Pseudonyms
from sdk_core.agents.privacy.shown_values import ShownValues
from sdk_core.wire.references import resolved

IMPERSONAL = [(api, id_) for api, id_ in EVERY if not CATALOGS[api].operations[id_].personal]
_PERSON = re.compile(r"user|e?mails?$|by$|owner|author|creator|editor|phone|mobile|member$|person$", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
SENDERS = {"orders@books.example", "help@books.example"}
"""Mailboxes that whoever gets a message sees."""


def bodies(operation: CatalogOperation) -> Iterator[Mapping[str, Any]]:
    """Yield what the document says of each body of a success."""
    document = CATALOGS[operation.api].document
    for status, response in operation.content["responses"].items():
        if status.startswith("2"):
            yield from resolved(document, response).get("content", {}).values()


def members(document: Mapping[str, Any], schema: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[str, bool]]:
    """Yield the members of a schema, with whether the document says if they are a person's."""
    every = every_schema(document, [schema])
    for each in every if depth < 8 else ():
        for name, member in each.get("properties", {}).items():
            yield name, any("x-personal" in one for one in every_schema(document, [member]))
            yield from members(document, member, depth + 1)
    for item in of_items(every):
        yield from members(document, item, depth + 1)


@pytest.mark.parametrize(("api", "id_"), IMPERSONAL)
def test_of_each_member_that_is_named_like_a_person_the_document_says_whether_it_is(api: str, id_: str) -> None:
    catalog = CATALOGS[api]
    found = {each for body in bodies(catalog.operations[id_]) for each in members(catalog.document, body["schema"])}
    assert not {name for name, is_said in found if _PERSON.search(name) and not is_said}


def examples() -> Iterator[tuple[str, str, Any, Mapping[str, Any]]]:
    for api, id_ in IMPERSONAL:
        for body in bodies(CATALOGS[api].operations[id_]):
            for each in body.get("examples", {}).values():
                example = resolved(CATALOGS[api].document, each)["value"]
                if _ADDRESS.search(json.dumps(example)):
                    yield api, id_, example, body["schema"]


@pytest.mark.parametrize(("api", "id_", "example", "schema"), list(examples()))
def test_no_address_but_a_senders_is_seen(api: str, id_: str, example: object, schema: Mapping[str, Any]) -> None:
    values = ShownValues(ApiPolicy(api=api), Pseudonyms(b"key", "helper"))
    described = Described(CATALOGS[api].document, [schema])
    shown = json.dumps(values.of(example, described, personal=CATALOGS[api].operations[id_].personal))
    assert {*_ADDRESS.findall(shown)} <= SENDERS


def test_campaigns_stay_readable_and_what_was_hidden_is_not_written_back(tmp_path: Path) -> None:
    confirmation = '[apis.iterable.confirmation]\nwrite = "none"\nsend = "none"\n'
    policy = f'agent = "reader"\n[apis.iterable]\naccess = "full"\n{confirmation}'
    with one_api("iterable", tmp_path, policy) as iterable:
        assert not iterable.call("call_operation", "getCampaign").is_error
        body = {"clientTemplateId": "receipt", "ccEmails": ["***"]}
        asked = {"operation": "upsertEmailTemplate", "arguments": {"body": body}}
        answer = iterable.gateway.call("call_operation", asked, iterable)
        assert "would be written as it is" in answer.data["error"]
        body["ccEmails"] = ["copies@books.example"]
        assert not iterable.gateway.call("call_operation", asked, iterable).is_error
