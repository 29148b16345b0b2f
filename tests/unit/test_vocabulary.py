"""The words of spec/traits.schema.json, and which of them the small specs show."""

import json
import re
from collections.abc import Iterator

from conftest import ROOT

from generator.bundle.bundler import bundle
from generator.bundle.document import operations
from generator.load.json_values import Json, is_list, is_mapping, mapping
from generator.load.source import Source, apis

VOCABULARY: dict[str, Json] = json.loads((ROOT / "spec" / "traits.schema.json").read_text("utf-8"))
SMALL = ROOT / "tests" / "specs"


def words(schema: Json) -> Iterator[str]:
    """Yield the members that a schema describes, at any depth, and the words that it takes as a value."""
    for name, inner in mapping(mapping(schema).get("properties")).items():
        yield name
        yield from words(inner)
        if "const" in mapping(inner):
            yield inner["const"]
    for value in mapping(schema).get("enum", []):
        if isinstance(value, str):
            yield value
    for keyword in ("items", "$defs", "anyOf"):
        inner = mapping(schema).get(keyword, {} if keyword == "$defs" else [])
        for each in inner.values() if keyword == "$defs" else inner if is_list(inner) else [inner]:
            yield from words(each)


def shown(value: Json) -> Iterator[str]:
    """Yield the members and the texts of traits."""
    if is_mapping(value):
        for name, inner in value.items():
            yield name
            yield from shown(inner)
    elif is_list(value):
        for inner in value:
            yield from shown(inner)
    elif isinstance(value, str):
        yield value


def test_the_readme_names_the_words_that_no_small_spec_shows() -> None:
    documents = [bundle(Source(SMALL, api)).document for api in apis(SMALL)]
    told = {word for document in documents for each in operations(document) for word in shown(each.traits)}
    missing = {*words(VOCABULARY)} - told
    readme = " ".join((ROOT / "spec" / "README.md").read_text("utf-8").split())
    named = re.search(r"examples of the words of `traits.schema.json` but for (.*?): those", readme)
    assert named
    assert set(re.findall(r"`([\w-]+)`", named[1])) == missing
