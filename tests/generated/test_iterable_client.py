"""The generated client of Iterable: every operation is called and its documented responses are read, by both halves."""

import asyncio
import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from typing import Any, NamedTuple

import httpx
import pytest

import iterable_api
from generator.bundle.document import Operation, media_types, operations, resolve
from generator.lint.names import snake_case
from generator.load.json_values import is_list
from generator.wire.examples import example_parameters
from iterable_api import AsyncClient, Client, models

DOCUMENT: dict[str, Any] = json.loads(files("iterable_api").joinpath("openapi.json").read_text("utf-8"))
EVERY = operations(DOCUMENT)
HOST = "api.iterable.test"
MAY_BE_EMPTY = ("createCatalog", "replaceCatalogItem", "bulkWriteCatalogItems", "cancelExport")
"""Writes of which the vendor documents a success without a body."""
DONE = {"code": "Success", "msg": "", "params": None}

sync_and_async = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
every_operation = pytest.mark.parametrize("operation", EVERY, ids=lambda operation: operation.id)


class Example(NamedTuple):
    """One documented success: its status, its media type, and the value of its example."""

    status: int
    media_type: str
    value: Any


def responses_of(operation: Operation) -> Iterator[Example]:
    for what, _, media_type, content in media_types(DOCUMENT, operation):
        if what.startswith("2"):
            for example in content["examples"].values():
                yield Example(int(what), media_type, resolve(DOCUMENT, example)["value"])


def arguments_of(operation: Operation) -> dict[str, Any]:
    """Return the examples of the parameters of one call, and the first one of the body."""
    names = {p.name: p.python_name for p in iterable_api.OPERATIONS[operation.id].parameters}
    given: dict[str, Any] = {names[p["name"]]: p["example"] for p in example_parameters(DOCUMENT, operation)}
    for what, _, _, content in media_types(DOCUMENT, operation):
        if what == "request":
            given["body"] = resolve(DOCUMENT, next(iter(content["examples"].values())))["value"]
    return given


def call(operation: Operation, response: httpx.Response, *, asynchronous: bool) -> tuple[Any, httpx.Request]:
    """Call an operation against a transport that gives one response; return what was read and what was sent."""
    sent: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return response

    transport = httpx.MockTransport(respond)
    client: Client | AsyncClient
    if asynchronous:
        client = AsyncClient(f"https://{HOST}", http_client=httpx.AsyncClient(transport=transport))
    else:
        client = Client(f"https://{HOST}", http_client=httpx.Client(transport=transport))
    method = getattr(getattr(client, snake_case(operation.tag)), operation.traits["name"])
    result = method(**arguments_of(operation))
    read = asyncio.run(result) if inspect.iscoroutine(result) else result
    (request,) = sent
    return read, request


def response_of(response: Example) -> httpx.Response:
    if response.media_type == "application/json":
        return httpx.Response(response.status, json=response.value)
    return httpx.Response(response.status, text=response.value, headers={"Content-Type": response.media_type})


def plain(value: Any) -> Any:
    """Return what was read as the JSON or text it came from."""
    if is_list(value):
        return [plain(item) for item in value]
    return value.to_dict() if hasattr(value, "to_dict") else value


@sync_and_async
@every_operation
def test_every_operation_is_sent_where_the_document_says_and_its_responses_are_read(
    operation: Operation, *, asynchronous: bool
) -> None:
    responses = [*responses_of(operation)]
    assert responses
    for response in responses:
        read, request = call(operation, response_of(response), asynchronous=asynchronous)
        path = request.url.raw_path.decode().partition("?")[0]
        assert (request.method, request.url.host) == (operation.method.upper(), HOST)
        for sent, described in zip(path.split("/"), operation.path.split("/"), strict=True):
            assert sent == described or described.startswith("{")
        assert plain(read) == response.value


@sync_and_async
@every_operation
def test_a_success_without_content_is_none_where_the_vendor_documents_one(
    operation: Operation, *, asynchronous: bool
) -> None:
    if next(responses_of(operation)).media_type != "application/json":
        assert call(operation, httpx.Response(200), asynchronous=asynchronous)[0] == ""
        return
    for status in (200, 201, 202, 204):
        if operation.id in MAY_BE_EMPTY:
            assert call(operation, httpx.Response(status), asynchronous=asynchronous)[0] is None
            assert call(operation, httpx.Response(status, json=DONE), asynchronous=asynchronous)[0].to_dict() == DONE
        else:
            with pytest.raises(iterable_api.ResponseParseError) as caught:
                call(operation, httpx.Response(status), asynchronous=asynchronous)
            assert caught.value.outcome == "done"


@sync_and_async
@every_operation
def test_every_operation_raises_its_errors(operation: Operation, *, asynchronous: bool) -> None:
    for status in (400, 401, 403, 404, 409, 429, 500, 503):
        body = {"code": "GenericError", "msg": "No", "params": None}
        with pytest.raises(iterable_api.StatusError) as caught:
            call(operation, httpx.Response(status, json=body), asynchronous=asynchronous)
        assert (caught.value.status_code, caught.value.operation) == (status, operation.id)


@pytest.mark.parametrize("literal", ["getByEmail", "byUserId", "forgotten", "forgottenUserIds", "getSentMessages"])
def test_an_email_that_reads_like_another_call_is_rejected_before_it_is_sent(literal: str) -> None:
    client = Client(f"https://{HOST}", http_client=httpx.Client(transport=httpx.MockTransport(_nothing)))
    with pytest.raises(ValueError, match=literal):
        client.users.get_by_email(literal)


def _nothing(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.url} was called")


def test_a_delete_of_such_a_name_is_no_other_call() -> None:
    """The paths of other calls compete by method: there is no DELETE of /api/users/forgotten."""
    done = httpx.Response(200, json={"code": "Success", "msg": ""})
    client = Client(f"https://{HOST}", http_client=httpx.Client(transport=httpx.MockTransport(lambda _: done)))
    assert client.users.delete_by_email("forgotten").code == "Success"


def test_both_forms_of_a_page_of_catalogs_are_told_apart() -> None:
    (operation,) = [each for each in EVERY if each.id == "listCatalogs"]
    envelope, bare = [call(operation, response_of(response), asynchronous=False)[0] for response in responses_of(operation)]
    assert isinstance(envelope, models.CatalogPageEnvelope)
    assert isinstance(bare, models.CatalogPage)


def test_the_token_of_a_webhook_is_in_no_repr() -> None:
    update = models.WebhookUpdate(id=12, auth_token="0f3c9d1ab2")
    assert "0f3c9d1ab2" not in repr(update)
    assert update.to_dict()["authToken"] == "0f3c9d1ab2"


@pytest.mark.parametrize("webhook", [*DOCUMENT["webhooks"]])
def test_samples_of_webhooks_are_read_by_their_models(webhook: str) -> None:
    model = getattr(models, f"{webhook[0].upper()}{webhook[1:]}Webhook")
    for example in DOCUMENT["webhooks"][webhook]["post"]["requestBody"]["content"]["application/json"][
        "examples"
    ].values():
        assert model.from_dict(example["value"]).to_dict() == example["value"]


def test_the_package_loads_its_models_and_resources_when_they_are_used() -> None:
    command = "import iterable_api, sys; print(*(n for n in sys.modules if n.startswith('iterable_api.')))"
    loaded = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    ).stdout.split()
    assert [name for name in loaded if name.startswith(("iterable_api.models.", "iterable_api.api."))] == []
    assert import_module("iterable_api.models").Campaign is models.Campaign
