"""Models of the generated client: what the document's examples hold goes in and comes out as it was."""

import copy
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from client_surface import DOCUMENT, EVERY, Anything

from agillic_api import UNSET, models
from generator.bundle.document import media_types, resolve
from generator.load.json_values import Json, is_list


def examples() -> Iterator[tuple[str, str, Json]]:
    """Yield (where it stands, model, value) of each example of a body whose schema has a name, or is a list of such."""
    for operation in EVERY:
        for what, _, media_type, content in media_types(DOCUMENT, operation):
            schema: Json = content.get("schema", {})
            model = schema.get("$ref", schema.get("items", {}).get("$ref", "")).rpartition("/")[2]
            if model and media_type == "application/json" and hasattr(models, model):
                for name, example in content.get("examples", {}).items():
                    yield f"{operation.id} {what} {name}", model, resolve(DOCUMENT, example)["value"]


EXAMPLES = list(examples())
FREE_MAPS = [
    name
    for name in models.__all__
    if attrs.has(getattr(models, name))
    and [field.name for field in attrs.fields(getattr(models, name))] == ["additional_properties"]
]
every_free_map = pytest.mark.parametrize("name", FREE_MAPS)
MAPS_OF_PLAIN_VALUES = [
    name
    for name in FREE_MAPS
    if not any(model in str(attrs.fields(getattr(models, name))[0].type) for model in models.__all__)
]


def test_there_are_examples_and_free_maps() -> None:
    assert len({model for _, model, _ in EXAMPLES}) >= 40
    assert {"PersonData", "OneToManyRow", "GlobalDataRecord"} <= set(MAPS_OF_PLAIN_VALUES)


@pytest.mark.parametrize(("model", "value"), [pytest.param(m, v, id=i) for i, m, v in EXAMPLES])
def test_examples_survive_models(model: str, value: Json) -> None:
    class_: Anything = getattr(models, model)
    for item in value if is_list(value) else [value]:
        before = copy.deepcopy(item)
        made = class_.from_dict(item)
        assert item == before, "reading changed what was read"
        assert made.to_dict() == item
        assert class_.from_dict(made.to_dict()) == made
        assert copy.deepcopy(made) == made


@pytest.mark.parametrize(("model", "value"), [pytest.param(m, v, id=i) for i, m, v in EXAMPLES])
def test_members_that_nobody_documents_are_kept(model: str, value: Json) -> None:
    class_: Anything = getattr(models, model)
    closed = DOCUMENT["components"]["schemas"][model].get("additionalProperties") is False
    for item in value if is_list(value) else [value]:
        more: Json = {**item, "aNewMember": {"of": ["the", 2027, None]}}
        assert class_.from_dict(more).to_dict() == (item if closed else more)


@pytest.mark.parametrize("name", MAPS_OF_PLAIN_VALUES)
def test_free_maps_are_copied(name: str) -> None:
    """The values themselves are handed on, so that a map of plain values costs one copy and no loop."""
    class_: Anything = getattr(models, name)
    inner = ["x"]
    source: dict[str, Any] = {"EMAIL": "ruby@sweetmail.com", "AGE": 20, "NONE": None, "LIST": inner, "": 1, "a-b": 2}
    made = class_.from_dict(source)
    written = made.to_dict()
    assert written == source
    assert list(written) == list(source)
    assert written["LIST"] is inner
    written["EMAIL"] = "changed"
    made["AGE"] = 21
    del made["NONE"]
    assert (source["EMAIL"], source["AGE"]) == ("ruby@sweetmail.com", 20)
    assert "NONE" in source
    assert made.to_dict() == {**{k: v for k, v in source.items() if k != "NONE"}, "AGE": 21}


@every_free_map
def test_free_maps_can_be_made_from_a_dict(name: str) -> None:
    class_: Anything = getattr(models, name)
    made = class_(additional_properties={"EMAIL": "ruby@sweetmail.com"})
    assert made["EMAIL"] == "ruby@sweetmail.com"
    assert "EMAIL" in made
    assert made.additional_keys == ["EMAIL"]
    assert class_().to_dict() == {}
    assert class_().additional_properties is not class_().additional_properties


def test_what_is_left_out_is_not_sent() -> None:
    token = models.AccessToken(access_token="t")  # noqa: S106 - no real one
    assert token.token_type is UNSET
    assert token.to_dict() == {"access_token": "t"}
