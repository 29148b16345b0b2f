"""Names that schemas, properties and parameters share with generated code: carried without loss or rejected by name."""

import importlib
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from small_specs import answering, calling, generated, imported, parameter, small_document, small_operation, taking

from generator.generate.problems import GenerationError
from generator.load.json_values import Json

TEXT: Json = {"type": "string"}
INNER: Json = {"$ref": "#/components/schemas/Inner"}


def document_of(schemas: dict[str, Json], *parameters: Json) -> dict[str, Json]:
    """Return a document with an operation for each schema, which takes it and responds it."""
    paths: dict[str, Json] = {}
    for number, name in enumerate(schemas):
        body = {"$ref": f"#/components/schemas/{name}"}
        operation = small_operation(
            f"send{number}",
            name=f"send{number}",
            parameters=list(parameters),
            requestBody=taking(body),
            responses=answering(body),
        )
        paths[f"/t{number}"] = {"post": operation}
    return small_document(paths, schemas)


def rejected(folder: Path, document: dict[str, Json]) -> list[str]:
    """Return the findings for which a document is rejected, each as one line."""
    with pytest.raises(GenerationError) as caught:
        generated(folder, document)
    assert not (folder / "out" / "small_api" / "openapi.json").exists()
    return [" ".join(found.split()) for found in re.split(r"\n(?=spec/)", str(caught.value))]


CARRIED: dict[str, tuple[Json, Json]] = {
    # A list beside a text that is called like an entry of it.
    "Parts": (
        {"parts": {"type": "array", "items": INNER}, "partsItem": TEXT, "parts_item_data": TEXT},
        {"parts": [{"a": "x"}, {"a": "y"}], "partsItem": "z", "parts_item_data": "w"},
    ),
    "Kinds": (
        {
            "kinds": {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
            "kinds_item": TEXT,
            "days": {"type": "array", "items": {"type": "string", "format": "date"}},
            "days_item": {"type": "string", "format": "date"},
            "rows": {"type": "array", "items": {"type": "array", "items": INNER}},
            "rows_item_item": TEXT,
        },
        {
            "kinds": ["b", "a"],
            "kinds_item": "z",
            "days": ["2025-12-01"],
            "days_item": "2025-12-02",
            "rows": [[{"a": "x"}]],
            "rows_item_item": "u",
        },
    ),
    # Names of parameters, of other languages, of modules, and of what generated code used to be called.
    "Words": (
        dict.fromkeys((words := "params headers cookies client body kwargs response data self json types files url"
                       " datetime made module_name result value name error class list dict object").split(), TEXT),
        {word: f"its {word}" for word in words.split()},
    ),
    "D": ({"x": TEXT}, {"x": "y"}),
    "FieldDict": ({"field": TEXT}, {"field": "y"}),
    "SrcDict": ({"src": TEXT}, {"src": "y"}),
    "Cls": ({"x": INNER}, {"x": {"a": "z"}}),
    "Inner": ({"a": TEXT, "inner": TEXT}, {"a": "x", "inner": "y"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    schemas = {name: {"type": "object", "properties": properties} for name, (properties, _) in CARRIED.items()}
    words = ("params", "headers", "cookies", "client", "kwargs", "response", "url", "operation")
    parameters = [parameter(name) for name in words]
    return generated(tmp_path_factory.mktemp("carried"), document_of(schemas, *parameters))


@pytest.mark.parametrize("name", CARRIED)
def test_values_are_read_and_sent_as_they_are(carried: Path, name: str) -> None:
    value = CARRIED[name][1]
    with imported(carried) as package:
        client, requests = calling(package, httpx, content=json.dumps(value).encode())
        call = getattr(client.things, f"send{list(CARRIED).index(name)}")
        models = importlib.import_module(f"{package.__name__}.models")
        model: Any = getattr(models, name).from_dict(value)
        assert model.to_dict() == value
        assert call(model).to_dict() == value
        assert json.loads(requests[0].content) == value


def test_parameters_may_be_called_like_what_other_clients_use(carried: Path) -> None:
    with imported(carried) as package:
        client, requests = calling(package, httpx, content=b"{}")
        given = {"params": "a", "headers": "b", "cookies": "c", "kwargs": "e", "response": "f", "operation": "g"}
        named = {p.python_name: p.name for p in package.OPERATIONS["send0"].parameters}
        assert named.keys() >= given.keys()
        client.things.send0({}, **given)
        assert dict(requests[0].url.params) == given


def test_schemas_may_not_take_the_names_of_what_generated_code_imports(tmp_path: Path) -> None:
    taken = ("File", "Response", "Operation", "Parameter", "Any", "Mapping", "Unset", "Client", "T", "TypeVar")
    schemas: dict[str, Json] = {name: {"type": "object", "properties": {"a": TEXT}} for name in (*taken, "Fine")}
    found = rejected(tmp_path, document_of(schemas))
    lines = (tmp_path / "spec" / "small" / "openapi.yaml").read_text("utf-8").splitlines()
    for name in taken:
        (problem,) = {
            each.partition(" the class ")[0] for each in found if f" the class {name} would take the name of" in each
        }
        place, pointer = problem.split(" ")
        assert pointer == f"#/components/schemas/{name}"
        assert lines[int(place.partition(":")[2]) - 1].strip().startswith(f'"{name}":'), "it is the line of the schema"
    assert not any("Fine" in each for each in found)
    assert all("give the schema (or the tag) another name" in each for each in found)


LOST: list[tuple[Json, str, str]] = [
    (
        {"rows": {"type": "array", "items": {"type": "array", "items": INNER}}, "rows_item": TEXT},
        "rows_item",
        "the code of its property 'rows'",
    ),
    ({"d": TEXT}, "d", "code of its own"),
    ({"cls": TEXT}, "cls", "code of its own"),
    ({"src_dict": TEXT}, "src_dict", "code of its own"),
    ({"fieldDict": TEXT}, "fieldDict", "code of its own"),
    ({"to_dict": TEXT}, "to_dict", "code of its own"),
    ({"additionalProperties": TEXT}, "additionalProperties", "code of its own"),
    ({"additional_keys": TEXT}, "additional_keys", "code of its own"),
    ({"cast": {"type": "array", "items": TEXT}}, "cast", "code of its own"),
    ({"cast": TEXT, "tags": {"type": "array", "items": TEXT}}, "cast", "the code of its property 'tags'"),
    ({"enum_value": TEXT, "kind": {"enum": ["a"]}}, "enum_value", "the code of its property 'kind'"),
    ({"memberDict": TEXT, "one": INNER}, "memberDict", "the code of its property 'one'"),
    (
        {"sizes": {"type": "array", "items": {"oneOf": [INNER, TEXT]}}, "sizesItem": TEXT},
        "sizesItem",
        "the code of its property 'sizes'",
    ),
]
"""Properties of which one has a name that generated code uses, that name, and what uses it."""


def test_properties_may_not_have_names_by_which_a_value_would_be_lost(tmp_path: Path) -> None:
    """All in one document, which is rejected for each of them and for nothing else."""
    things: dict[str, Json] = {
        f"Thing{number}": {"type": "object", "properties": properties} for number, (properties, _, _) in enumerate(LOST)
    }
    found = rejected(tmp_path, document_of({**things, "Inner": {"type": "object"}}))
    assert all(each.startswith("spec/small/openapi.yaml:") for each in found)
    told = [re.sub(r"^\S+ ", "", each).partition(", as a map")[0] for each in found]
    assert sorted(told) == sorted(
        f"#/components/schemas/Thing{number}/properties/{name} the property {name!r} of Thing{number} "
        f"has a name that generated code uses in {user} [reserved-name] -> describe it differently"
        for number, (_, name, user) in enumerate(LOST)
    )


def test_methods_and_their_parameters_may_not_have_names_that_methods_use(tmp_path: Path) -> None:
    thing = {"Thing": {"type": "object", "properties": {"born": {"type": "string", "format": "date"}}}}
    document = document_of(thing, parameter("body"), parameter("since", format="date"))
    for number, name in enumerate(("with_raw_response", "datetime", "builtins")):
        response = answering({"type": "array", "items": TEXT})
        document["paths"][f"/m{number}"] = {"get": small_operation(f"get{number}", name=name, responses=response)}
    found = rejected(tmp_path, document)
    told = {re.sub(r"^\S+ ", "", each).partition(" [")[0] for each in found}
    uses = "is one that generated code uses in the same class"
    assert told == {
        "#/paths/~1t0/post/parameters/0 send0 has a parameter 'body', and its method uses that name for itself",
        f"#/paths/~1m0/get/x-traits/name the name 'with_raw_response' of get0 {uses}",
        f"#/paths/~1m1/get/x-traits/name the name 'datetime' of get1 {uses}",
        f"#/paths/~1m2/get/x-traits/name the name 'builtins' of get2 {uses}",
    }


def test_nothing_of_the_search_is_left_in_the_package(carried: Path) -> None:
    assert [path for path in carried.rglob("*.py") if "# names of the" in path.read_text("utf-8")] == []
