"""Path parameters of the generated client: each value arrives as one segment, or nothing is sent."""

import re
from contextlib import suppress
from typing import Any
from urllib.parse import quote, unquote

import pytest
from client_surface import DOCUMENT, EVERY, HOST, Wire, arguments_of, every_operation, sync_and_async
from hypothesis import given, settings
from hypothesis import strategies as st

import agillic_api
from agillic import by
from agillic.wire.path_encoding import UniqueField
from generator.bundle.document import Operation

Rejected = [
    *(
        "",
        " ",
        "\t",
        ".",
        "..",
        "%2e",
        "%2E%2e",
        ".%2e",
        "%252e%252e",
        "..%2f",
        "../x",
        "a/../b",
        "a/..",
        "..\\",
        "\\..",
    ),
    *("\x00", "a\r\nb", "a\nb", "\x7f", "\x85", "\ufeffa", "\ud800", "a" * 10_000),
]
NO_TEXT: list[object] = [None, agillic_api.UNSET, 1.5, True, [], b"x"]
SENT = [
    "...",
    ".hidden",
    "a..b",
    "a:b",
    "a/b",
    "ä",
    "%20",
    "a b",
    "a+b",
    "a?b#c",
    "a@b",
    "*~_-",
    "//evil.test",
    "{x}",
    "😀",
]


def path_parameters(operation: Operation) -> list[agillic_api.Parameter]:
    return [p for p in agillic_api.OPERATIONS[operation.id].parameters if p.place == "path"]


WITH_PATH_PARAMETERS = [operation for operation in EVERY if path_parameters(operation)]
every_path = pytest.mark.parametrize("operation", WITH_PATH_PARAMETERS, ids=lambda operation: operation.id)


def segments(target: str) -> list[str]:
    return target.split("?", maxsplit=1)[0].split("/")


def rejection(operation: Operation, arguments: dict[str, Any], *, asynchronous: bool = False) -> ValueError | None:
    """Return why a call is rejected, None when it is sent; a rejected call sends nothing."""
    wire = Wire(500)
    try:
        wire.call(operation, arguments, asynchronous=asynchronous)
    except ValueError as error:
        assert wire.requests == []
        return error
    except agillic_api.StatusError:
        pass
    return None


def test_most_operations_have_path_parameters() -> None:
    """The tests below are empty otherwise."""
    assert len(WITH_PATH_PARAMETERS) >= 50


@sync_and_async
@every_path
def test_values_that_would_retarget_a_call_are_rejected(operation: Operation, *, asynchronous: bool) -> None:
    for parameter in path_parameters(operation):
        for value in Rejected:
            arguments = {**arguments_of(operation), parameter.python_name: value}
            error = rejection(operation, arguments, asynchronous=asynchronous)
            assert error is not None, (parameter.name, value)
            assert parameter.name in str(error)
            assert len(str(error)) < 500, "the message repeats a long value"


@every_path
def test_missing_values_are_rejected(operation: Operation) -> None:
    for parameter in path_parameters(operation):
        for value in NO_TEXT:
            assert rejection(operation, {**arguments_of(operation), parameter.python_name: value}), value


@every_path
def test_values_are_encoded_twice_and_stay_one_segment(operation: Operation) -> None:
    template = operation.path.split("/")
    for parameter in path_parameters(operation):
        for value in SENT:
            wire = Wire()
            wire_call(wire, operation, {**arguments_of(operation), parameter.python_name: value})
            sent = segments(wire.target)
            assert len(sent) == len(template)
            assert sent[template.index(f"{{{parameter.name}}}")] == quote(quote(value, safe="*"), safe="*")
            assert wire.sent.url.host == HOST


def wire_call(wire: Wire, operation: Operation, arguments: dict[str, Any]) -> None:
    """Call an operation for what is sent; an empty response is not always one that can be read."""
    with suppress(agillic_api.ResponseParseError):
        wire.call(operation, arguments)


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ("ruby@sweetmail.com", "ruby%2540sweetmail.com"),
        (by(EMAIL="ruby@sweetmail.com"), "EMAIL=ruby%2540sweetmail.com"),
        (by(AGILLIC_ID=".EbrB"), "AGILLIC_ID=.EbrB"),
        ("EMAIL=ruby@sweetmail.com", "EMAIL%253Druby%2540sweetmail.com"),
        ("a%2Fb", "a%25252Fb"),
    ],
)
def test_a_recipient_is_addressed_by_key_or_by_a_unique_field(value: str | UniqueField, sent: str) -> None:
    wire = Wire()
    wire.client().recipients.delete(value)
    assert wire.target == f"/recipients/{sent}"


@settings(deadline=None)
@given(st.data())
def test_any_text_is_one_segment_that_decodes_to_itself_or_is_rejected(data: st.DataObject) -> None:
    operation = data.draw(st.sampled_from(WITH_PATH_PARAMETERS))
    parameter = data.draw(st.sampled_from(path_parameters(operation)))
    value = data.draw(st.text(max_size=30) | st.text("./\\%2e:?#@", min_size=1, max_size=12))
    wire = Wire()
    try:
        wire_call(wire, operation, {**arguments_of(operation), parameter.python_name: value})
    except ValueError:
        assert wire.requests == []
        return
    template, sent = operation.path.split("/"), segments(wire.target)
    assert len(sent) == len(template)
    for part, segment in zip(template, sent, strict=True):
        assert part == segment or part.startswith("{")
    assert unquote(unquote(sent[template.index(f"{{{parameter.name}}}")])) == value


@every_operation
def test_literal_parts_of_paths_are_sent_as_they_are(operation: Operation) -> None:
    """A custom method's colon is not encoded, and no brace is left over."""
    wire = Wire()
    wire_call(wire, operation, arguments_of(operation))
    for part, segment in zip(operation.path.split("/"), segments(wire.target), strict=True):
        assert part == segment or part.startswith("{")
    assert not re.search("[{}]|%7B|%7D", wire.target.split("?")[0])


@pytest.mark.parametrize("pair", DOCUMENT["x-custom-methods"], ids=lambda pair: pair["literal"])
def test_values_that_read_as_another_call_are_rejected(pair: dict[str, str]) -> None:
    values = {
        part[1:-1]: segment
        for part, segment in zip(pair["swallowed_by"].split("/"), pair["literal"].split("/"), strict=True)
        if part.startswith("{")
    }
    swallowing = [operation for operation in EVERY if operation.path == pair["swallowed_by"]]
    assert swallowing
    for operation in swallowing:
        named = {p.python_name: values[p.name] for p in path_parameters(operation)}
        error = rejection(operation, {**arguments_of(operation), **named})
        assert error is not None
        assert pair["literal"] in str(error)
