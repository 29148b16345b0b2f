"""Calls of every operation with arguments that its document gives, through a gateway over a network that keeps them."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import httpx
from agents_apis import CATALOGS

from sdk_core.agents.catalog.elsewhere import callback_of
from sdk_core.agents.catalog.operations import Catalog, CatalogOperation
from sdk_core.agents.folders import Folders
from sdk_core.agents.gateway.gateway import Gateway
from sdk_core.agents.opening import Surroundings, open_gateway
from sdk_core.agents.tools.model import Answer
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.wire.references import resolved

NOW = 1_796_000_400.0
_PLAIN = {"integer": 1, "number": 1.5, "boolean": True}


def arguments_of(catalog: Catalog, operation: CatalogOperation) -> dict[str, Any]:
    """Return arguments that fit an operation: what is required of its parameters, and the first example of its body.

    A callback, which no agent gives, is left out of the example.
    """
    found: dict[str, Any] = {}
    for each in operation.content["parameters"]:
        parameter = resolved(catalog.document, each)
        if parameter.get("required"):
            given = {"example": parameter["example"]} if "example" in parameter else {}
            found[parameter["name"]] = _sample(catalog.document, {**parameter["schema"], **given})
    body = resolved(catalog.document, operation.content.get("requestBody", {}))
    for media in cast("Mapping[str, Any]", body.get("content", {})).values():
        examples = [resolved(catalog.document, each) for each in media.get("examples", {}).values()]
        values = [each["value"] for each in examples if "value" in each]
        found["body"] = values[0] if values else _sample(catalog.document, media["schema"])
    return cast("dict[str, Any]", without(found, callback_of(catalog, operation)))


def without(value: Any, place: str) -> Any:  # noqa: ANN401 - as JSON has it
    """Return a value without a member of it, or of an object in it, such as `body/configuration/callback`."""
    name, _, rest = place.partition("/")
    if name not in value:
        return value
    return {k: without(v, rest) if k == name else v for k, v in value.items() if rest or k != name}


def _sample(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a value of any type
    schema = resolved(document, schema)
    for word in ("example", "default", "const"):
        if word in schema:
            return schema[word]
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        return {name: _sample(document, schema["properties"][name]) for name in schema.get("required", ())}
    if schema.get("type") == "array":
        return [_sample(document, schema["items"])]
    return _PLAIN.get(str(schema.get("type")), "x")


class Network:
    """What stands in the place of an API: it keeps what is sent, and answers with nothing."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request.method)
        return httpx.Response(200, json={})


class OneApi:
    """What a gateway over one API is called by, and the network below it.

    Args:
        catalog: the API's catalog.
        gateway: the gateway.
        network: what its calls reach.
    """

    def __init__(self, catalog: Catalog, gateway: Gateway, network: Network) -> None:
        self.catalog, self.gateway, self.network = catalog, gateway, network

    def call(self, tool: str, id_: str) -> Answer:
        """Call a tool for an operation."""
        given = arguments_of(self.catalog, self.catalog.operations[id_])
        return self.gateway.call(tool, {"operation": id_, "arguments": given}, self)

    def done(self, done: int, total: int | None, what: str) -> None:
        """Take how far a call is."""


@contextmanager
def one_api(api: str, folder: Path, policy: str) -> Generator[OneApi]:
    """Open a gateway over one API, whose calls reach no server.

    Args:
        api: its name.
        folder: where policy, state and audit log are.
        policy: the policy's text.
    """
    network, catalog = Network(), CATALOGS[api]
    (folder / "policy.toml").write_text(policy)

    def client(_: str) -> SyncAPIClient:
        http_client = httpx.Client(transport=RetryTransport(httpx.MockTransport(network)))
        return SyncAPIClient("https://api.example.com", http_client)

    around = Surroundings(now=lambda: NOW, clock=lambda: 0.0, opening=lambda _: client)
    folders = Folders(folder / "state", folder / "audit")
    with open_gateway(folder / "policy.toml", {api: lambda: catalog.api}, folders, around) as gateway:
        yield OneApi(catalog, gateway, network)
