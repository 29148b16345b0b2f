"""What the tests of the command line share: a transport that keeps requests, and commands made from examples."""

import json
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import httpx

from generator.bundle.document import Operation, operations
from generator.wire.examples import Call, example_calls
from generator.wire.golden import golden_folder
from generator.wire.sender import FILE_NAME
from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.tables import Entry, in_path, kebab, option, others, read_table
from sdk_core.transport.http.response_body import SINK, Sink
from sdk_core.wire.media_types import is_json

ROOT = Path(__file__).resolve().parents[2]
APIS = ("agillic", "iterable")
MAIN: Mapping[str, Callable[[list[str]], int]] = {
    "agillic": import_module("agillic.cli.main").main,
    "iterable": import_module("iterable_client.cli.main").main,
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    api: json.loads(files(f"{api}_api").joinpath("openapi.json").read_text("utf-8")) for api in APIS
}
ENTRIES: dict[tuple[str, str], Entry] = {
    (api, each["id"]): each for api in APIS for each in read_table(api)["operations"]
}
CALLS: dict[tuple[str, str], Call] = {(api, call["id"]): call for api in APIS for call in example_calls(DOCUMENTS[api])}
OPERATIONS: dict[tuple[str, str], Operation] = {
    (api, each.id): each for api in APIS for each in operations(DOCUMENTS[api])
}
GOLDEN: dict[tuple[str, str], dict[str, Any]] = {
    (api, name): request
    for api in APIS
    for path in sorted(golden_folder(ROOT, api).glob("*.json"))
    for name, request in json.loads(path.read_text("utf-8")).items()
}
"""What each operation sends, as `make golden` has it."""
CREDENTIALS = {
    "AGILLIC_KEY": "candystore-key",
    "AGILLIC_SECRET": "candystore-secret",
    "ITERABLE_API_KEY": "bookshop-0123456789-key",
}

URL = "http://127.0.0.1:9"
"""Where all clients call: nobody listens, and no certificates are loaded, which would take the time of a test."""


class Wire:
    """Stands for the network: keeps requests, and responds with what it is told."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.respond: Callable[[httpx.Request], httpx.Response] = lambda _: httpx.Response(200)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        response = self.respond(request)
        sink: Sink | None = request.extensions.get(SINK)
        if sink is not None and response.is_success:
            sink.restart()
            sink.write(response.read())
        return response

    def client(self, *_: object) -> httpx.Client:
        """Return an HTTP client of a line, without credentials."""
        return httpx.Client(transport=httpx.MockTransport(self), headers={"Accept": "application/json"})


def texts(value: object) -> Iterator[str]:
    """Yield what people type for the value of a parameter: again for each item of a list or a map."""
    if isinstance(value, dict):
        yield from (f"{name}={each}" for name, each in cast("dict[str, object]", value).items())
    elif isinstance(value, list):
        yield from map(str, cast("list[object]", value))
    else:
        yield str(value).lower() if isinstance(value, bool) else str(value)


def uploads(entry: Entry) -> set[str]:
    """Return the members of a form that are files."""
    return {each["name"] for each in others(entry) if each.get("format") == "binary"}


def given(api: str, name: str, folder: Path) -> tuple[dict[str, list[str]], list[str]]:
    """Return the example of an operation: texts by the names of what is given, and the arguments of its body.

    Args:
        api: the API.
        name: the operationId.
        folder: where files are written that the command reads.
    """
    call, entry = CALLS[api, name], ENTRIES[api, name]
    found = {each: list(texts(value)) for place in call["arguments"].values() for each, value in place.items()}
    body, kind = call["body"], call["body_type"]
    if not kind:
        return found, []
    path = folder / "body.json"
    if is_json(kind):
        ordered = json.loads(GOLDEN[api, name]["body"])  # the same in the order of the models, which is no matter
        assert ordered == body
        path.write_text(json.dumps(ordered, indent=3, ensure_ascii=False), "utf-8")
        return found, ["--body", str(path)]
    for member, value in body.items():
        if member in uploads(entry):
            (folder / FILE_NAME).write_text(value, "utf-8")
            value = str(folder / FILE_NAME)  # noqa: PLW2901 - what is typed instead
        found[member] = [value]
    secret = [each["name"] for each in others(entry) if each.get("format") == "password"]
    hidden = {member: found.pop(member)[0] for member in secret if member in found}
    path.write_text(json.dumps(hidden), "utf-8")
    return found, ["--body", str(path)] if hidden else []


def by_method(api: str, name: str, folder: Path) -> list[str]:
    """Return the command of a resource that makes the example call of an operation."""
    entry = ENTRIES[api, name]
    values, body = given(api, name, folder)
    command = [kebab(entry["resource"]), kebab(entry["name"])]
    for each in others(entry):
        command += [f"--{option(each)}={text}" for text in values.get(each["name"], [])]
    return [*command, *body, "--", *(values[each["name"]][0] for each in in_path(entry))]


def by_id(api: str, name: str, folder: Path) -> list[str]:
    """Return the command `call` that makes the example call of an operation."""
    values, body = given(api, name, folder)
    return ["call", name, *(f"--param={each}={text}" for each, them in values.items() for text in them), *body]


def tree(parser: LazyParser) -> Iterator[LazyParser]:
    """Yield a parser and all below it."""
    yield parser
    for each in parser.commands.values():
        yield from tree(each)
