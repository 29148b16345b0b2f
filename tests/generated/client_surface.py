"""What the tests of the generated client share: its document, arguments for every operation, a recording transport."""

import asyncio
import inspect
import json
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.resources import files
from io import BytesIO
from typing import Any

import httpx
import pytest

import agillic_api
from agillic_api import AsyncClient, Client, File, models
from generator.bundle.document import Operation, operations, parameters, resolve
from generator.lint.names import snake_case
from generator.load.json_values import Json

DOCUMENT: dict[str, Any] = json.loads(files("agillic_api").joinpath("openapi.json").read_text("utf-8"))
EVERY = operations(DOCUMENT)
BY_ID = {operation.id: operation for operation in EVERY}
HOST = "api.agillic.test"

Auth = httpx.Auth | tuple[str, str] | None
Anything = Any
"""What is found by name at run time, so that no type of it is known here."""

every_operation = pytest.mark.parametrize("operation", EVERY, ids=lambda operation: operation.id)
sync_and_async = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])


class Wire:
    """Stands for the network: keeps every request that reaches it, and responds all of them alike."""

    def __init__(
        self,
        status: int = 200,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
        *,
        response: Callable[[httpx.Request], httpx.Response] | None = None,
    ) -> None:
        self.status = status
        self.content = content
        self.headers = dict(headers or {})
        self.requests: list[httpx.Request] = []
        self._response = response

    def handle(self, request: httpx.Request) -> httpx.Response:
        request.read()
        return self._record(request)

    async def handle_async(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        return self._record(request)

    def _record(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self._response is not None:
            return self._response(request)
        return httpx.Response(self.status, content=self.content, headers=self.headers)

    def client(self, auth: Auth = None, headers: Mapping[str, str] | None = None) -> Client:
        http_client = httpx.Client(transport=httpx.MockTransport(self.handle))
        return Client(f"https://{HOST}", auth=auth, headers=headers, http_client=http_client)

    def async_client(self, auth: Auth = None, headers: Mapping[str, str] | None = None) -> AsyncClient:
        http_client = httpx.AsyncClient(transport=httpx.MockTransport(self.handle_async))
        return AsyncClient(f"https://{HOST}", auth=auth, headers=headers, http_client=http_client)

    def call(
        self, operation: Operation, arguments: Mapping[str, Any], *, asynchronous: bool = False, raw: bool = False
    ) -> Anything:
        """Call an operation by a new client."""
        return invoke(self.async_client() if asynchronous else self.client(), operation, arguments, raw=raw)

    @property
    def sent(self) -> httpx.Request:
        """The one request that was sent."""
        assert len(self.requests) == 1
        return self.requests[0]

    @property
    def target(self) -> str:
        """The raw path and query of the one request that was sent."""
        return self.sent.url.raw_path.decode()


def invoke(
    client: Client | AsyncClient, operation: Operation, arguments: Mapping[str, Any], *, raw: bool = False
) -> Anything:
    """Call an operation through the method that its resource has for it."""
    resource: Anything = getattr(client, snake_case(operation.tag))
    method = getattr(resource.with_raw_response if raw else resource, operation.traits["name"])
    result = method(**arguments)
    return asyncio.run(result) if isinstance(client, AsyncClient) else result


def arguments_of(operation: Operation, *, optional: bool = False) -> dict[str, Any]:
    """Return arguments for the method of an operation, made from the document's examples."""
    names = {p.name: p.python_name for p in agillic_api.OPERATIONS[operation.id].parameters}
    given: dict[str, Any] = {}
    for _, parameter in parameters(DOCUMENT, operation):
        if (parameter.get("required") or optional) and parameter["schema"].get("format") != "date-time":
            given[names[parameter["name"]]] = parameter["example"]
    if body := body_of(operation):
        given["body"] = body[0]
    return given


def body_of(operation: Operation) -> list[Any]:
    """Return the first example of an operation's body, in a list that is empty when it takes none."""
    content = resolve(DOCUMENT, operation.value.get("requestBody", {})).get("content", {})
    for media_type, described in content.items():
        example = next(iter(described["examples"].values()))
        value = resolve(DOCUMENT, example)["value"]
        return [_multipart(operation, value) if media_type == "multipart/form-data" else value]
    return []


def _multipart(operation: Operation, value: Mapping[str, Any]) -> Anything:
    """Return the model of a multipart body, its files taken from the text that examples have in their place."""
    model = getattr(models, str(inspect.signature(method_of(operation)).parameters["body"].annotation))
    is_file = model.__annotations__["file"] == "File"
    made = model.from_dict({**value, "file": value["file"].encode() if is_file else value["file"]})
    if is_file:
        made.file = File(BytesIO(value["file"].encode()), "example.txt", "text/plain")
    return made


def method_of(operation: Operation, *, prefix: str = "", raw: str = "") -> Anything:
    """Return the method of an operation, from the class of its resource."""
    resource = snake_case(operation.tag)
    name = "".join(word.capitalize() for word in resource.split("_"))
    module = import_module(f"agillic_api.api.{resource}")
    return getattr(getattr(module, f"{prefix}{name}{raw}Resource"), operation.traits["name"])


def responses_of(operation: Operation) -> list[tuple[int, Any]]:
    """Return the documented successes of an operation with the value of each JSON example."""
    found: list[tuple[int, Any]] = []
    for status, response in operation.responses.items():
        content: Json = resolve(DOCUMENT, response).get("content") if status.startswith("2") else None
        examples: Json = content["application/json"]["examples"] if "application/json" in (content or ()) else {}
        found += [(int(status), resolve(DOCUMENT, example)["value"]) for example in examples.values()]
    return found
