"""Values in paths: encoded twice, exactly, and never pointing elsewhere."""

import doctest
import enum
import json
import pickle
import re
import urllib.parse
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agillic.wire import path_encoding
from agillic.wire.path_encoding import MAX_LENGTH, TARGETS, UniqueField, by, decode_path_value, path_value
from generator.bundle.document import operations, parameters

DOCUMENT = json.loads(
    (Path(__file__).resolve().parents[2] / "generated" / "agillic_api" / "openapi.json").read_text("utf-8")
)
PATH_PARAMETERS = [
    pytest.param(operation.path, parameter["name"], id=f"{operation.id}-{parameter['name']}")
    for operation in operations(DOCUMENT)
    for _, parameter in parameters(DOCUMENT, operation)
    if parameter["in"] == "path"
]
every_path_parameter = pytest.mark.parametrize(("template", "name"), PATH_PARAMETERS)

VENDORS_LIST = {
    "@": "%2540",
    ".": ".",
    "_": "_",
    "+": "%252B",
    "!": "%2521",
    "#": "%2523",
    "&": "%2526",
    "'": "%2527",
    "*": "*",
    "=": "%253D",
    "?": "%253F",
    "\\": "%255C",
    "/": "%252F",
}
ARRIVE = {
    "...": "...",
    ".hidden": ".hidden",
    "a..b": "a..b",
    "a:b": "a%253Ab",
    "a/b": "a%252Fb",
    "ä": "%25C3%25A4",
    "%20": "%252520",
    "a b": "a%2520b",
    "a,b;c": "a%252Cb%253Bc",
    "a-b_c.d~e*f": "a-b_c.d~e*f",
    "100%": "100%2525",
    " a": "%2520a",
    "..;a": "..%253Ba",
    "%2e%2e%2e": "%25252e%25252e%25252e",
    "..%zz": "..%2525zz",
    "👩": "%25F0%259F%2591%25A9",
    "a" * MAX_LENGTH: "a" * MAX_LENGTH,
    ".EbrB": ".EbrB",
    "EMAIL=a": "EMAIL%253Da",
}
DOT_SEGMENTS = [
    *(".", "..", "%2e", "%2E.", ".%2e", "%2e%2e", "%252e", "%25252E%252e", "%2525252525252e", "%25%32%65"),
    *("..%2f", "..%2Fa", "..%5c", "..%255Ca", "a/../b", "../a", "a/..", "a/./b", "a\\..", "..\\", "/.", "./"),
]
Rejected: dict[str, list[object]] = {
    "is empty": [""],
    "is only white space": [" ", "\u00a0", " \u2003 "],
    "is only white space|U\\+00": ["\t", "\r\n"],
    "holds a step '.' or '..'": [*DOT_SEGMENTS],
    "has U\\+00": ["\x00", "a\x00", "a\r\nb", "a\tb", "\x1b[0m", "a\x7f", "a\x80", "a\x9fb"],
    "has U\\+FEFF": ["\ufeff", "\ufeffada@example.com"],
    "has U\\+D": ["\ud800", "a\udfff", "\udc80a"],
    "has (2,001|10,000|2,400) characters": ["a" * (MAX_LENGTH + 1), "ä" * 10_000, 10**2_399],
    "cannot be": [True, False, None, b"a", bytearray(b"a"), 1.5, 1 + 2j, ["a"], ("a",), {"a": 1}, object, 10**9_999],
}

texts = st.text(max_size=40) | st.text(st.sampled_from("%25eE2fFcC./\\:=*~ @+?#&äA"), min_size=1, max_size=12)


def filled(template: str, name: str, value: object) -> str:
    """Return the path with the value for one parameter and `x` for all others."""
    path = template.replace(f"{{{name}}}", path_value(name, value))
    return re.sub(r"\{\w+\}", "x", path)


@st.composite
def accepted_values(draw: st.DrawFn) -> str:
    value = draw(texts)
    try:
        path_value("id", value)
    except ValueError:
        assume(False)  # noqa: FBT003 - hypothesis's way to skip an example
    return value


class TestWhatIsSent:
    @pytest.mark.parametrize(("character", "sent"), VENDORS_LIST.items())
    def test_the_vendors_list(self, character: str, sent: str) -> None:
        assert path_value("recipientId", f"a{character}b") == f"a{sent}b"

    @pytest.mark.parametrize(("value", "sent"), ARRIVE.items())
    def test_every_value_arrives_exactly(self, value: str, sent: str) -> None:
        assert path_value("recipientId", value) == sent
        assert decode_path_value(sent) == value

    def test_ascii_letters_and_digits_stay(self) -> None:
        plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        assert path_value("tableId", plain) == plain

    @pytest.mark.parametrize("value", [0, 7, -3, 10**1_999])
    def test_ints_are_sent_as_their_digits(self, value: int) -> None:
        assert path_value("rowNum", value) == str(value)

    def test_members_of_enumerations_are_sent_as_their_values(self) -> None:
        class Table(str, enum.Enum):  # noqa: UP042 - people still write them so, and str() of a member is no value
            ORDERS = "ORDERS 2017"

        class Rows(int, enum.Enum):
            FEW = 2

        assert path_value("tableId", Table.ORDERS) == "ORDERS%25202017"
        assert path_value("rowNum", Rows.FEW) == "2"

    @given(accepted_values())
    def test_what_is_sent_is_one_plain_segment(self, value: str) -> None:
        sent = path_value("recipientId", value)
        assert re.fullmatch(r"(?:[A-Za-z0-9._~*-]|%25[0-9A-F]{2})+", sent)
        assert decode_path_value(sent) == value

    @given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="./\\%"), min_size=1))
    def test_nothing_else_is_rejected(self, value: str) -> None:
        assert decode_path_value(path_value("recipientId", value)) == value


class TestByUniqueField:
    def test_the_equals_sign_stays_literal(self) -> None:
        assert path_value("recipientId", by(EMAIL="ada@example.com")) == "EMAIL=ada%2540example.com"
        assert path_value("recipientId", by(AGILLIC_ID=".EbrB")) == "AGILLIC_ID=.EbrB"
        assert path_value("recipientId", by(mobile=4512345678)) == "mobile=4512345678"
        assert path_value("recipientId", by(CODE="a=b")) == "CODE=a%253Db"

    def test_field_names_are_encoded_as_values_are(self) -> None:
        assert path_value("recipientId", by(**{"CUSTOMER NO": 7})) == "CUSTOMER%2520NO=7"
        assert path_value("recipientId", by(**{"A=B": "c"})) == "A%253DB=c"
        assert path_value("recipientId", by(STRAßE="x")) == "STRA%25C3%259FE=x"

    def test_exactly_one_field(self) -> None:
        with pytest.raises(TypeError, match="exactly one field, got none"):
            by()
        with pytest.raises(TypeError, match="exactly one field, got EMAIL, MOBILE"):
            by(EMAIL="a", MOBILE=1)

    @pytest.mark.parametrize("message", Rejected)
    def test_rejects_what_cannot_be_sent_naming_the_field(self, message: str) -> None:
        for value in Rejected[message]:
            wrong: Any = value
            with pytest.raises(ValueError, match=f"^EMAIL ({message}).*; .+"):
                by(EMAIL=wrong)
            with pytest.raises(ValueError, match=f"^recipientId: EMAIL ({message}).*; .+"):
                path_value("recipientId", UniqueField("EMAIL", wrong))

    @pytest.mark.parametrize("field", ["", " ", "..", "a\x00", "\ud800", "a" * (MAX_LENGTH + 1)])
    def test_rejects_field_names_that_cannot_be_sent(self, field: str) -> None:
        with pytest.raises(ValueError, match=r"^the field's name in by\(\) "):
            by(**{field: "a"})
        with pytest.raises(ValueError, match=r"^recipientId: the field "):
            path_value("recipientId", UniqueField(field, "a"))

    def test_it_does_not_nest(self) -> None:
        inner: Any = by(EMAIL="a")
        with pytest.raises(ValueError, match="EMAIL cannot be UniqueField"):
            by(EMAIL=inner)

    def test_it_is_a_value_that_hides_personal_data(self) -> None:
        field = by(EMAIL="ada@example.com")
        assert repr(field) == str(field) == "by(EMAIL=...)"
        assert field == by(EMAIL="ada@example.com") != by(EMAIL="bo@example.com")
        assert by(ID=7) == by(ID="7")
        assert len({field, by(EMAIL="ada@example.com")}) == 1
        assert pickle.loads(pickle.dumps(field)) == field  # noqa: S301 - our own bytes
        with pytest.raises(AttributeError):
            field.__setattr__("value", "bo@example.com")

    @given(accepted_values(), accepted_values())
    def test_field_and_value_come_back(self, field: str, value: str) -> None:
        raw_field, equals, raw_value = path_value("recipientId", UniqueField(field, value)).partition("=")
        assert (decode_path_value(raw_field), equals, decode_path_value(raw_value)) == (field, "=", value)


class TestEveryPathParameterOfTheSpec:
    def test_the_targets_are_there(self) -> None:
        found = [parameter for o in operations(DOCUMENT) for _, parameter in parameters(DOCUMENT, o)]
        for target in TARGETS:
            assert any(target.items() <= parameter.items() for parameter in found), target
        assert len(PATH_PARAMETERS) > 60

    @every_path_parameter
    def test_it_is_a_whole_segment(self, template: str, name: str) -> None:
        """A value beside other text or another value could become a dot segment with it."""
        assert f"{{{name}}}" in template.split("/")

    @every_path_parameter
    def test_values_arrive_exactly(self, template: str, name: str) -> None:
        place = template.split("/").index(f"{{{name}}}")
        for value in [*ARRIVE, *(f"a{character}b" for character in VENDORS_LIST)]:
            segments = filled(template, name, value).split("/")
            assert len(segments) == template.count("/") + 1
            assert decode_path_value(segments[place]) == value

    @every_path_parameter
    def test_bad_values_are_rejected_naming_it(self, template: str, name: str) -> None:
        for message, values in Rejected.items():
            for value in values:
                with pytest.raises(ValueError, match=f"^{name} ({message}).*; .+"):
                    filled(template, name, value)

    @given(st.sampled_from(sorted(DOCUMENT["paths"])), st.data())
    def test_any_values_keep_the_segments_of_the_path(self, template: str, data: st.DataObject) -> None:
        values = {name: data.draw(accepted_values()) for name in re.findall(r"\{(\w+)\}", template)}
        path = re.sub(r"\{(\w+)\}", lambda found: path_value(found[1], values[found[1]]), template)
        segments, parts = path.split("/"), template.split("/")
        assert len(segments) == len(parts)
        for segment, part in zip(segments, parts, strict=True):
            assert decode_path_value(segment) == (values[part[1:-1]] if part.startswith("{") else part)


def test_the_http_library_sends_the_path_as_it_is() -> None:
    httpx = pytest.importorskip("httpx")
    for template, name in {tuple(case.values) for case in PATH_PARAMETERS}:
        for value in [*ARRIVE, *VENDORS_LIST, by(EMAIL="ada+x@example.com"), by(**{"A B": "ä/%20"})]:
            if value != ".":
                path = filled(str(template), str(name), value)
                assert httpx.URL("https://h" + path).raw_path == path.encode()


def test_messages_hold_no_value() -> None:
    for value in ["ada@example.com\x00", "ada@example.com/..", "ada@example.com" * 200, "ada@example.com\ud800"]:
        with pytest.raises(ValueError, match=r"^recipientId ") as error:
            path_value("recipientId", value)
        assert "ada" not in str(error.value)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        *[
            (raw, "without two hexadecimal digits at index 1;")
            for raw in ("a%", "a%2", "a%2g", "a%+1", "a%25zz", "a% 1")
        ],
        *[(raw, "not UTF-8") for raw in ("%25ff", "%ff", "%25C3", "%25ED%25A0%2580", "%25C0%25AE")],
    ],
)
def test_decoding_is_strict(raw: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        decode_path_value(raw)
    assert type(error.value) is ValueError


def test_without_the_overlay_values_would_lead_elsewhere() -> None:
    """What generated code does by itself, and what is sent then after the HTTP library has resolved dot segments."""
    once = urllib.parse.quote("..", safe="")
    assert urllib.parse.urljoin("https://h/recipients/", once) == "https://h/"
    assert urllib.parse.quote("ada@example.com", safe="") != path_value("recipientId", "ada@example.com")


def test_the_examples_in_docstrings_run() -> None:
    result = doctest.testmod(path_encoding)
    assert result.attempted > 4
    assert result.failed == 0
