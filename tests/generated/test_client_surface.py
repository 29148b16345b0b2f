"""What the generated client offers is what the document has: operations, names, parameters, traits, words."""

import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from functools import cached_property
from types import ModuleType

import pytest
from client_surface import BY_ID, DOCUMENT, EVERY, Anything, every_operation, method_of

import agillic_api
from agillic_api import OPERATIONS, AsyncClient, Client, models
from generator.bundle.document import Operation, parameters, resolve
from generator.lint.names import snake_case

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(agillic_api.__path__, "agillic_api.")
    if not found.name.startswith("agillic_api.models.")
]


def test_exactly_the_operations_of_the_document() -> None:
    assert sorted(OPERATIONS) == sorted(BY_ID)
    assert len(OPERATIONS) == len(BY_ID) == len(EVERY)
    with pytest.raises(KeyError):
        OPERATIONS["getNothing"]


@every_operation
def test_the_table_of_operations_is_the_document(operation: Operation) -> None:
    found = OPERATIONS[operation.id]
    body = resolve(DOCUMENT, operation.value.get("requestBody", {}))
    assert (found.id, found.method, found.path) == (operation.id, operation.method.upper(), operation.path)
    assert (found.resource, found.name) == (snake_case(operation.tag), operation.traits["name"])
    assert found.traits == {name: value for name, value in operation.traits.items() if name != "intents"}
    assert found.body_types == tuple(body.get("content", {}))
    described = [
        (p["name"], p["in"], bool(p.get("required")), p["schema"].get("format", ""))
        for _, p in parameters(DOCUMENT, operation)
    ]
    assert sorted((p.name, p.place, p.required, p.format) for p in found.parameters) == sorted(described)


@every_operation
def test_help_names_what_people_import(operation: Operation) -> None:
    """The errors that `except` meets, and `by` where a recipient is named: a text `EMAIL=...` would be a key."""
    for prefix in ("", "Async"):
        shown = " ".join((inspect.getdoc(method_of(operation, prefix=prefix)) or "").split())
        assert "AgillicError: there was no response, or none with success." in shown
        formats = {p["schema"].get("format") for _, p in parameters(DOCUMENT, operation)}
        assert ("agillic.by(EMAIL=" in shown) == ("recipient-address" in formats)
        assert ("agillic.F`" in shown) == ("rsql" in formats)


@every_operation
def test_methods_take_the_documented_parameters(operation: Operation) -> None:
    """Required ones come by position or name, the others by name and are UNSET when they are left out."""
    taken = dict(inspect.signature(method_of(operation)).parameters)
    del taken["self"]
    body = resolve(DOCUMENT, operation.value.get("requestBody", {}))
    if body:
        default = inspect.Parameter.empty if body.get("required") else agillic_api.UNSET
        assert taken.pop("body").default is default
    for parameter in OPERATIONS[operation.id].parameters:
        found = taken.pop(parameter.python_name)
        assert found.default is (inspect.Parameter.empty if parameter.required else agillic_api.UNSET)
        by_position = inspect.Parameter.POSITIONAL_OR_KEYWORD
        assert found.kind is (by_position if parameter.place == "path" else inspect.Parameter.KEYWORD_ONLY)
    assert taken == {}


@every_operation
def test_both_clients_and_their_raw_twins_have_the_same_methods(operation: Operation) -> None:
    method = method_of(operation)
    signature = inspect.signature(method)
    raw = signature.replace(return_annotation=f"Response[{signature.return_annotation}]")
    assert inspect.signature(method_of(operation, prefix="Async")) == signature
    assert inspect.signature(method_of(operation, raw="Raw")) == raw
    assert inspect.signature(method_of(operation, prefix="Async", raw="Raw")) == raw
    for prefix in ("", "Async"):
        for kind in ("", "Raw"):
            assert inspect.iscoroutinefunction(method_of(operation, prefix=prefix, raw=kind)) == bool(prefix)


@pytest.mark.parametrize("tag", [tag["name"] for tag in DOCUMENT["tags"]])
def test_resources_have_the_names_of_traits_and_nothing_else(tag: str) -> None:
    names = {operation.traits["name"] for operation in EVERY if operation.tag == tag}
    for client in (Client(), AsyncClient()):
        resource: Anything = getattr(client, snake_case(tag))
        assert public(resource) == names | {"with_raw_response"}
        assert public(resource.with_raw_response) == names
        assert resource is getattr(client, snake_case(tag))


def public(thing: object) -> set[str]:
    return {name for name in dir(thing) if not name.startswith("_")}


def test_resources_are_the_tags() -> None:
    tags = {snake_case(tag["name"]) for tag in DOCUMENT["tags"]}
    for class_ in (Client, AsyncClient):
        assert {name for name, value in vars(class_).items() if isinstance(value, cached_property)} == tags


@every_operation
def test_methods_are_explained_in_the_document_s_words(operation: Operation) -> None:
    text = method_of(operation).__doc__
    first_line = text.split("\n")[0]
    assert first_line == f"{operation.value['summary']}."
    assert f"``{operation.method.upper()} {operation.path}``" in text
    assert "Raises:" in text
    for parameter in OPERATIONS[operation.id].parameters:
        assert re.search(rf"^ +{parameter.python_name} \(", text, re.MULTILINE)  # Python 3.13 takes the margin away
    description = "".join(operation.value["description"].split())
    assert description in "".join(text.split())


@pytest.mark.parametrize("module", [*MODULES, agillic_api], ids=lambda module: module.__name__)
def test_everything_public_is_explained(module: ModuleType) -> None:
    assert module.__doc__
    things: dict[str, Anything] = {name: getattr(module, name) for name in public(module)}
    for name, thing in things.items():
        if (not inspect.isclass(thing) and not inspect.isfunction(thing)) or thing.__module__ != module.__name__:
            continue
        assert inspect.getdoc(thing), f"{module.__name__}.{name}"
        for member, method in inspect.getmembers(thing, inspect.isfunction):
            assert member.startswith("_") or method.__doc__, f"{module.__name__}.{name}.{member}"


class TestImports:
    @pytest.mark.parametrize(
        ("code", "absent"),
        [
            ("import agillic_api", "httpx orjson attr attrs asyncio ssl agillic agillic_api.models agillic_api.client"),
            ("from agillic_api import OPERATIONS; len(OPERATIONS)", "httpx agillic_api.client agillic_api.models"),
            ("from agillic_api.errors import ApiError", "httpx orjson attr agillic_api.types"),
            ("from agillic_api import StatusError, DOCUMENT_HASH", "httpx orjson attr agillic_api.types"),
            ("from agillic_api.models import PersonData", "httpx agillic_api.models.recipient agillic_api.client"),
            ("from agillic_api import Client; Client().recipients", "agillic_api.models agillic_api.api.events"),
        ],
    )
    def test_nothing_is_imported_before_it_is_used(self, code: str, absent: str) -> None:
        command = f"{code}\nimport sys\nprint(*(name for name in {absent.split()!r} if name in sys.modules))"
        done = subprocess.run([sys.executable, "-I", "-c", command], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
        assert done.stdout.split() == []

    @pytest.mark.parametrize("module", [agillic_api, models], ids=lambda module: module.__name__)
    def test_names_that_are_not_there_are_rejected(self, module: ModuleType) -> None:
        with pytest.raises(AttributeError, match=f"module '{module.__name__}' has no attribute 'Nothing'"):
            _ = module.Nothing
        assert not hasattr(module, "client_")

    @pytest.mark.parametrize("module", [agillic_api, models], ids=lambda module: module.__name__)
    def test_every_name_that_is_promised_is_there(self, module: Anything) -> None:
        assert len(module.__all__) == len(set(module.__all__)) > 0
        assert set(module.__all__) <= set(dir(module))
        for name in module.__all__:
            assert getattr(module, name) is getattr(module, name)

    def test_the_package_knows_its_document(self) -> None:
        assert len(agillic_api.DOCUMENT_HASH) == 64
