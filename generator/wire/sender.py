"""Makes calls with a generated client and prints the requests that would have left the machine.

A script for a process of its own, started by `canonical.py`: two versions of one package cannot live in one process.
It imports nothing of this project but the package that is named, and what that imports. It responds to every request
itself.

Each call is made three times: by the synchronous client and by the asynchronous one with the body as a model, and with
the body as plain values. All three must send the same.
"""

import asyncio
import base64
import inspect
import json
import re
import sys
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

UNTOLD = {"host", "connection", "accept-encoding", "user-agent", "content-length"}
"""Headers that say nothing of the call: the HTTP library sets them, and they change with its version."""

Foreign: TypeAlias = Any
"""An object of the package or of its HTTP library, which are known only when this runs; or any JSON for them."""

FILE_NAME = "example.bin"
FILE_TYPE = "application/octet-stream"


def main() -> None:
    """Read {"package", "search_path", "calls"} from standard input; write the requests by operationId as JSON."""
    order: dict[str, Any] = json.load(sys.stdin)
    sys.path[:0] = order["search_path"]
    package = import_module(order["package"])
    home = Path(order["search_path"][0]).resolve()
    if not Path(str(package.__file__)).resolve().is_relative_to(home):
        sys.exit(f"the package was imported from {package.__file__} instead of {home}")
    called = [call["id"] for call in order["calls"]]
    if sorted(called) != sorted(package.OPERATIONS):
        odd = ", ".join(sorted({*called} ^ {*package.OPERATIONS}))
        sys.exit(f"the package and its openapi.json do not have the same operations: {odd}")
    json.dump(asyncio.run(Sender(order["package"]).send_all(order["calls"])), sys.stdout)


class Sender:
    """Both clients of a package, on a transport that keeps the requests and responds with the documented example."""

    def __init__(self, package: str) -> None:
        self.package = import_module(package)
        self.types = import_module(f"{package}.types")
        self.models = import_module(f"{package}.models")
        # Packages of old revisions name the HTTP library themselves.
        self.http = getattr(import_module(f"{package}.client"), "http", None) or import_module("sdk_core.client").http
        self.sent: list[Any] = []
        self.call: dict[str, Any] = {}

    def respond(self, request: Foreign) -> Foreign:
        """Keep a request and respond to it."""
        self.sent.append(request)
        kind, value = self.call["response_type"], self.call["response"]
        if not kind:
            return self.http.Response(200)
        content = json.dumps(value).encode() if self.call["is_json_response"] else str(value).encode()
        return self.http.Response(200, headers={"Content-Type": kind}, content=content)

    async def send_all(self, calls: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """Make every call and return what was sent, by operationId."""
        transport = self.http.MockTransport(self.respond)
        with self.http.Client(transport=transport) as http_client:
            async with self.http.AsyncClient(transport=transport) as async_http_client:
                client = self.package.Client(http_client=http_client)
                async_client = self.package.AsyncClient(http_client=async_http_client)
                return {call["id"]: await self.send(client, async_client, call) for call in calls}

    async def send(self, client: Foreign, async_client: Foreign, call: dict[str, Any]) -> dict[str, Any]:
        """Make one call in all its ways and return the one request that they all send."""
        self.call = call
        self.sent.clear()
        operation = self.package.OPERATIONS[call["id"]]
        method = getattr(getattr(client, operation.resource), operation.name)
        async_method = getattr(getattr(async_client, operation.resource), operation.name)
        ways = ["the synchronous client", "the asynchronous client"]
        try:
            arguments = {
                parameter.python_name: argument(parameter.format, given[parameter.name])
                for parameter in operation.parameters
                if parameter.name in (given := call["arguments"].get(parameter.place, {}))
            }
            method(**arguments, **self.body(method))
            await async_method(**arguments, **self.body(async_method))
            if call["is_json_body"]:
                ways.append("the body as plain values")
                method(**arguments, body=call["body"])
        except Exception as error:
            error.add_note(f"while {call['id']} was called with the examples of the document")
            raise
        if len(self.sent) != len(ways):
            sys.exit(f"{call['id']}: {len(ways)} calls sent {len(self.sent)} requests")
        first, *others = [normalized(request) for request in self.sent]
        for way, other in zip(ways[1:], others, strict=True):
            same = meaning(other) == meaning(first) if way != ways[1] else other == first
            if not same:
                sys.exit(f"{call['id']}: {way} sends {other}, {ways[0]} sends {first}")
        return first

    def body(self, method: Foreign) -> dict[str, Any]:
        """Return the argument `body` as the method's signature has it: a model where it names one."""
        value = self.call["body"]
        if not self.call["body_type"]:
            return {}
        name = str(inspect.signature(method).parameters["body"].annotation).split(" | ")[0]
        model = getattr(self.models, name.removeprefix("builtins.list[").removesuffix("]"), None)
        if model is None:
            return {"body": value}
        if name.startswith("builtins.list["):
            return {"body": [model.from_dict(entry) for entry in value]}
        files: list[str] = self.call["files"]
        body = model.from_dict({key: v.encode() if key in files else v for key, v in value.items()})
        for field in body.__attrs_attrs__:
            if isinstance(file := getattr(body, field.name), self.types.File):
                # Without a file name a part is no file to a server; the document's examples have no place for one.
                file.file_name, file.mime_type = FILE_NAME, FILE_TYPE
        return {"body": body}


def argument(kind: str, value: Foreign) -> Foreign:
    """Return the value of a parameter as callers give it: moments are datetimes in Python, text in the document."""
    return datetime.fromisoformat(value) if kind == "date-time" else value


def normalized(request: Foreign) -> dict[str, Any]:
    """Return what counts of a request, as JSON."""
    headers: Mapping[str, str] = {k: v for k, v in request.headers.items() if k not in UNTOLD}
    content: bytes = request.content
    if boundary := re.search(r"boundary=([0-9A-Za-z'()+_,./:=?-]+)", headers.get("content-type", "")):
        headers = {name: value.replace(boundary[1], "BOUNDARY") for name, value in headers.items()}
        content = content.replace(boundary[1].encode(), b"BOUNDARY")
    result = {"method": request.method, "raw_path": request.url.raw_path.decode("ascii"), "headers": headers}
    if content:
        try:
            result["body"] = content.decode()
        except UnicodeDecodeError:
            result["body_base64"] = base64.b64encode(content).decode()
    return result


def meaning(request: dict[str, Any]) -> dict[str, Any]:
    """Return a request without the order of members in its JSON body, which models and dicts may have differently."""
    if request["headers"].get("content-type", "").startswith("application/json") and "body" in request:
        return {**request, "body": json.loads(request["body"])}
    return request


if __name__ == "__main__":
    main()
