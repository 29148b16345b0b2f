"""What a pipeline is configured by: mistakes are told with what to do, and no secret is taken or repeated."""

from typing import Any

import pytest

from agillic.pipelines.options import ALL, Options, StreamOptions
from agillic.pipelines.streams import Stream
from sdk_core.pipelines.errors import PipelineError


@pytest.mark.parametrize("name", ["key", "secret"])
def test_a_secret_is_refused_and_not_repeated(name: str) -> None:
    with pytest.raises(PipelineError) as caught:
        Options.read({name: "hunter2"})
    assert f"AGILLIC_{name.upper()}" in str(caught.value)
    assert "profile" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"base_url": "https://x.invalid"}, "base_url is a setting of the client: set AGILLIC_BASE_URL"),
        ({"max_error": 5}, "there is no option max_error; did you mean max_errors?"),
        ({"max_errors": 5}, "name a folder by dead_letters"),
        ({"max_errors": -1, "dead_letters": "x"}, "max_errors is a whole number from 0 on"),
        ({"max_errors": True, "dead_letters": "x"}, "max_errors is a whole number from 0 on"),
        ({"dead_letters": 7}, "dead_letters is a text"),
        ({"empty": "drop"}, "empty is 'drop': give leave or clear"),
        ({"profile": ""}, "profile is a text that is not empty"),
        ({"streams": {}}, "streams is an object with an entry for each stream"),
        ({"streams": {"a": "recipients"}}, "streams, a: an entry is an object"),
        ({"streams": {"a": {"target": "people"}}}, "streams, a: target is 'people': give one of recipients"),
        ({"streams": {"a": {"tables": "X"}}}, "streams, a: there is no option tables; did you mean table?"),
        ({"streams": {"a": {"target": "one_to_many"}}}, "the target one_to_many needs table"),
        ({"streams": {"a": {"target": "audience"}}}, "the target audience needs group"),
        ({"streams": {"a": {"group": "VIP"}}}, "the target recipients has no group"),
        ({"streams": {"a": {"fields": ["EMAIL"]}}}, "fields is an object of names"),
        ({"streams": {"a": {"fields": {"EMAIL": 1}}}}, "fields is an object of names"),
    ],
)
def test_a_mistake_is_told(config: dict[str, Any], said: str) -> None:
    with pytest.raises(PipelineError) as caught:
        Options.read(config)
    assert said in str(caught.value)


def test_a_stream_without_an_entry_takes_the_one_for_all_or_is_refused() -> None:
    assert Options.read({}).stream("any") == StreamOptions()
    assert Options.read({"streams": {ALL: {"key_field": "ID"}, "a": {}}}).stream("b").key_field == "ID"
    with pytest.raises(PipelineError, match="no entry for the stream b in streams"):
        Options.read({"streams": {"a": {}}}).stream("b")


@pytest.mark.parametrize(
    ("options", "known", "keys", "said"),
    [
        (
            StreamOptions(),
            ["EMAIL"],
            [],
            "has no key properties, and one field identifies a recipient: name it by key_",
        ),
        (StreamOptions(), ["A", "B"], ["A", "B"], r"has 2 key properties \(A, B\)"),
        (StreamOptions(key_field="EMAIL"), ["email"], ["email"], "its schema has no EMAIL"),
        (StreamOptions(key_field="EMAIL", fields={"AGE": "age"}), ["age"], [], "fields does not name EMAIL"),
        (StreamOptions(target="one_to_many", table="T"), ["ID"], ["ID"], "Name the field by recipient_field"),
    ],
)
def test_a_stream_that_does_not_say_whose_rows_it_has_is_refused(
    options: StreamOptions, known: list[str], keys: list[str], said: str
) -> None:
    with pytest.raises(PipelineError, match=said):
        Stream("s", options, "leave", known, keys)


def test_the_one_key_property_is_the_key_by_its_name_in_agillic() -> None:
    options = StreamOptions(fields={"EMAIL": "email", "AGE": "age"})
    stream = Stream("s", options, "leave", ["email", "age", "other"], ["email"])
    assert stream.key == "EMAIL"
    assert stream.row({"email": "a@example.com", "age": 1, "other": 2}) == {"EMAIL": "a@example.com", "AGE": 1}
