"""Bodies as JSON: what is native, what is made plain, and what would clear a field."""

import doctest
import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic.wire.json_bodies import json_writer, rejected, write_json
from agillic_api.models import (
    CampaignStage,
    DeviceRegistration,
    DeviceUnregistration,
    EventAchievementTask,
    Recipient,
)
from agillic_api.models.device_registration_os_name import DeviceRegistrationOsName
from agillic_api.types import json_bytes, read_json
from sdk_core.wire.plain_values import is_missing, members, scalar

NAN = float("nan")


@pytest.mark.parametrize(
    "name", ["agillic.wire.json_bodies", "sdk_core.wire.json_values", "sdk_core.wire.plain_values"]
)
def test_the_examples_in_the_docstrings_run(name: str) -> None:
    failed, attempted = doctest.testmod(importlib.import_module(name))
    assert attempted
    assert not failed


@dataclass
class Box:
    value: Any


class Odd(Enum):
    NOTHING = NAN
    LIST = (1, NAN)


class Angry:
    def to_dict(self) -> dict[str, Any]:
        raise AttributeError("no such attribute")


WRAPS: list[Callable[[object], object]] = [
    lambda v: {"A": v},
    lambda v: [v],
    Box,
    lambda v: {"A": [{"B": v}]},
    lambda v: (1, v),
]


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize("outer", WRAPS)
@pytest.mark.parametrize("value", [NAN, float("-inf"), Odd.NOTHING, Odd.LIST, {NAN}], ids=repr)
def test_no_number_that_is_none_becomes_null(wrap: Any, outer: Any, value: object) -> None:  # noqa: ANN401 - functions
    for body in (outer(wrap(value)), {"A": iter([outer(wrap(value))])}):
        with pytest.raises(ValueError, match="leave the member out, or give None to clear it"):
            json_bytes(body)


@pytest.mark.parametrize(
    ("body", "error", "place"),
    [
        ({"A": {"B": [1, object()]}}, TypeError, "A.B[1]: a object cannot stand in a JSON body"),
        ({"A": Box({"B": 2**64})}, TypeError, "A.value.B: it cannot be written as JSON"),
        ({"A": Box(b"x")}, TypeError, "A.value: a bytes cannot stand"),
        ({"A": "\ud800"}, TypeError, "A: it cannot be written as JSON"),
        ({"A": {"B": Box(Box(NAN))}}, ValueError, "A.B.value.value: nan cannot stand"),
        ({"A": {5: 6}}, TypeError, "A: it cannot be written as JSON"),
        ({"A": Angry()}, TypeError, "no such attribute"),
        ({"A": Box}, TypeError, "A: a type cannot stand in a JSON body"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_an_error_names_the_member(body: object, error: type[Exception], place: str) -> None:
    with pytest.raises(error) as caught:
        json_bytes(body)
    assert place in str(caught.value)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_json_is_written_as_it_is(value: object) -> None:
    assert json.loads(json_writer(rejected)(value)) == value
    assert read_json(write_json(value, rejected)) == value


ANYTHING = st.recursive(
    st.none()
    | st.floats()
    | st.text()
    | st.binary()
    | st.decimals()
    | st.datetimes()
    | st.dates()
    | st.timedeltas()
    | st.uuids()
    | st.complex_numbers()
    | st.builds(object)
    | st.sampled_from([*Odd, Box, Angry()])
    | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.builds(Box, inner)
        | st.tuples(inner)
        | st.dictionaries(st.text() | st.integers(), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(ANYTHING)
def test_anything_is_written_or_rejected_by_one_of_two_errors(value: object) -> None:
    try:
        text = json_bytes(value)
    except (TypeError, ValueError) as error:
        assert str(error)  # noqa: PT017 - either outcome is right
    else:
        assert isinstance(text, bytes)
    assert is_missing(value) in (True, False)
    scalar(value)
    if not isinstance(value, Angry):
        members(value)


@pytest.mark.parametrize(
    "number",
    [2**63, 2**64, -(2**63) - 1, 10**30, 123456789012345678901234567890],
)
def test_an_integer_of_a_response_keeps_its_digits(number: int) -> None:
    value = {"ID": number, "TEXT": "9" * 30, "list": [number, 1.5]}
    assert read_json(json.dumps(value).encode()) == value
    assert type(read_json(str(number).encode())) is int


def test_what_is_no_json_is_rejected_though_it_has_a_long_number() -> None:
    for content in (b'{"A": 123456789012345678901234567890', b"[NaN, 123456789012345678901234567890]"):
        with pytest.raises(ValueError):  # noqa: PT011 - of the library
            read_json(content)


def test_the_writer_imports_nothing_that_makes_values() -> None:
    code = "import sys, agillic.wire.json_bodies; print(*{'numpy', 'pandas', 'polars', 'pyarrow'} & set(sys.modules))"
    assert not subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout.split()  # noqa: S603


# --- models given something else --------------------------------------------------------------------------------------


def registration(os_name: Any) -> DeviceRegistration:  # noqa: ANN401 - that is the point
    return DeviceRegistration("installation", "com.candystore.app", os_name, "token")


def test_the_text_of_a_member_is_taken_for_the_member() -> None:
    member = DeviceRegistrationOsName.IOS
    assert registration(member.value).to_dict() == registration(member).to_dict()
    assert json.loads(json_bytes(registration(member.value)))["osName"] == member.value


@pytest.mark.parametrize(
    "value", ["symbian", None, 5, ["iOS"], DeviceRegistrationOsName, object()], ids=lambda each: type(each).__name__
)
def test_what_is_no_member_of_an_enum_is_rejected_by_name(value: object) -> None:
    allowed = ", ".join(member.value for member in DeviceRegistrationOsName)
    for write in (DeviceRegistration.to_dict, json_bytes):
        with pytest.raises(ValueError, match=rf"^osName cannot be this {type(value).__name__}: give one of {allowed}$"):
            write(registration(value))
    assert DeviceUnregistration("i", "c", "symbian").os_name == "symbian", "it is rejected where it is written"  # type: ignore[arg-type]  # that is the point


def test_a_dict_is_taken_for_a_model_and_what_is_neither_is_rejected_by_name() -> None:
    assert Recipient({"EMAIL": "a"}).to_dict() == {"personData": {"EMAIL": "a"}}  # type: ignore[arg-type]  # that is the point
    for value in (5, None, "EMAIL=a", [("EMAIL", "a")]):
        with pytest.raises(
            TypeError, match=rf"^personData cannot be a {type(value).__name__}: give its model, or a dict"
        ):
            Recipient(value).to_dict()  # type: ignore[arg-type]  # that is the point
    with pytest.raises(TypeError, match="details cannot be a NoneType"):
        CampaignStage(None).to_dict()  # type: ignore[arg-type]  # that is the point


def test_what_is_no_list_is_rejected_by_name() -> None:
    for value in (5, None, "ruby@sweetmail.com", {"recipientId": "ruby@sweetmail.com"}):
        with pytest.raises(TypeError, match=rf"cannot be a {type(value).__name__}: give a list"):
            EventAchievementTask(value).to_dict()  # type: ignore[arg-type]  # that is the point


def test_a_value_that_holds_itself_is_rejected() -> None:
    value: dict[str, Any] = {"email": "ada@example.com"}
    value["self"] = value
    with pytest.raises(TypeError, match=r"^self\.self\.self.*\.\.\.: it cannot be written as JSON"):
        json_writer(rejected)(value)


def test_the_message_of_a_value_that_is_too_deep_is_short() -> None:
    value: dict[str, Any] = {}
    for _ in range(2_000):
        value = {"inner": value}
    with pytest.raises(TypeError) as raised:
        json_writer(rejected)(value)
    assert len(str(raised.value)) < 300
