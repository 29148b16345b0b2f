"""Small specs made by a test, and the packages that the pipeline writes from them."""

import importlib
import json
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.bundle.bundler import Bundle, bundle
from generator.generate.client import write_client
from generator.generate.settings import Settings
from generator.load.json_values import Json
from generator.load.source import Source

TRAITS: Json = {
    "name": "get",
    "access": "read",
    "keys": ["public"],
    "pii": False,
    "idempotent": True,
    "evidence": {"level": "confirmed", "sources": ["DOC"]},
}


def small_operation(id_: str = "getThing", /, *, name: str = "get", **members: Json) -> dict[str, Json]:
    """Return an operation that responds nothing; `members` are added to it or replace its own."""
    return {
        "operationId": id_,
        "tags": ["Things"],
        "summary": "Read a thing",
        "description": "Reads it.",
        "x-traits": {**TRAITS, "name": name},
        "security": [],
        "responses": {"200": {"description": "Here it is."}},
        **members,
    }


def small_document(
    paths: Mapping[str, Json], schemas: Mapping[str, Json] | None = None, **members: Json
) -> dict[str, Json]:
    """Return a document with these paths and schemas; `members` replace members of its root."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Small API", "version": "1.0.0"},
        "servers": [{"url": "https://small.example"}],
        "tags": [{"name": "Things", "description": "All there is."}],
        "paths": dict(paths),
        "components": {"schemas": dict(schemas or {})},
        **members,
    }


def answering(schema: Json, media_type: str = "application/json") -> dict[str, Json]:
    """Return `responses` with one success of this schema."""
    return {"200": {"description": "Here it is.", "content": {media_type: {"schema": schema}}}}


def taking(schema: Json, media_type: str = "application/json") -> dict[str, Json]:
    """Return a `requestBody` of this schema."""
    return {"required": True, "content": {media_type: {"schema": schema}}}


def parameter(name: str, place: str = "query", **schema: Json) -> dict[str, Json]:
    """Return a parameter, of text unless `schema` says otherwise."""
    described = {"type": "string", "description": "A word.", **schema}
    return {"name": name, "in": place, "required": place == "path", "schema": described}


def bundled(folder: Path, document: Mapping[str, Json]) -> Bundle:
    """Write a document as the spec `small` into a folder, and bundle it."""
    path = folder / "spec" / "small" / "openapi.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    # JSON is YAML, but for characters that YAML takes for line breaks.
    text = json.dumps(document, ensure_ascii=False, indent=1)
    for character in "\x7f\x85\u2028\u2029\ufeff":
        text = text.replace(character, f"\\u{ord(character):04x}")
    path.write_text(text, "utf-8")
    return bundle(Source(folder / "spec", "small"))


def generated(folder: Path, document: Mapping[str, Json], settings: Settings | None = None) -> Path:
    """Generate the package of a document into a folder."""
    package = folder / "out" / "small_api"
    package.parent.mkdir(exist_ok=True)
    write_client(bundled(folder, document), settings or Settings("small"), package)
    return package


@contextmanager
def imported(package: Path) -> Generator[Any]:
    """Import a generated package, and forget it afterwards."""
    sys.path.insert(0, str(package.parent))
    importlib.invalidate_caches()
    try:
        yield importlib.import_module(package.name)
    finally:
        sys.path.remove(str(package.parent))
        for name in [name for name in sys.modules if name.split(".")[0] == package.name]:
            del sys.modules[name]


def calling(package: ModuleType, library: ModuleType, *, content: bytes = b"") -> tuple[Any, list[Any]]:
    """Return a client of an imported package that talks to nobody, and the list in which its requests appear.

    Args:
        package: what `imported` gave.
        library: httpx or httpx2, whichever the package was generated for.
        content: the body of every response.
    """
    http: Any = library
    requests: list[Any] = []

    def response(request: Any) -> Any:  # noqa: ANN401 - of either library
        requests.append(request)
        return http.Response(200, content=content)

    return package.Client(http_client=http.Client(transport=http.MockTransport(response))), requests


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder by their relative names, those of Python's cache left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
