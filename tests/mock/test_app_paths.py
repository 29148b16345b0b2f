"""Which operation a request is for, and what the values in its path are."""

from contextlib import suppress
from urllib.parse import quote, quote_plus

import pytest
from app_calls import App
from hypothesis import given
from hypothesis import strategies as st

from agillic.mock.assumptions import Assumptions
from agillic.mock.http.address import Address
from agillic.mock.http.path_values import read_address, read_value
from agillic.wire.path_encoding import by, path_value
from sdk_core.mock.app import HTTPError, MockResponse

TEXT = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=20)


def app(*operations: str, **options: str) -> App:
    named = {name.replace("_", "-"): option for name, option in options.items()}
    return App(*operations, options=named, strict=False)


@pytest.mark.parametrize("host", ["localhost", "localhost:80", "127.0.0.1:8080", "[::1]", "[::1]:8080", "LOCALHOST"])
def test_requests_to_this_machine_have_a_response(host: str) -> None:
    assert app("discoverTargetGroups").call("GET", "/discovery/targetgroups", host=host).status == 200


@pytest.mark.parametrize("host", [None, "", "evil.example", "127.0.0.1.evil.example", "localhost:x", "testserver"])
def test_requests_to_another_host_are_rejected(host: str | None) -> None:
    made = app("discoverTargetGroups")
    response = made.call("GET", "/discovery/targetgroups", host=host)
    assert response.status == 421
    assert "call the mock at" in response.json["message"]
    assert not made.calls


def test_tests_may_call_it_testserver() -> None:
    made = App("discoverTargetGroups")
    made.response = MockResponse(200, [])
    assert made.call("GET", "/discovery/targetgroups", host="testserver").status == 200


@pytest.mark.parametrize("path", ["/", "/nothing", "/recipients/", "/recipients/%3Abatch/x/y", "//recipients"])
def test_an_unknown_path_gets_404(path: str) -> None:
    made = app(trailing_slash="status-404")
    response = made.call("GET", path)
    assert (response.status, response.content) == (404, b"")


def test_a_known_path_tells_which_methods_it_takes() -> None:
    response = app().call("PATCH", "/recipients/ruby")
    assert (response.status, response.content) == (405, b"")
    assert response.headers["allow"] == "GET, PUT, DELETE"


def test_a_literal_path_wins_over_a_parameter() -> None:
    made = app("batchUpsertRecipients body")
    assert made.call("POST", "/recipients/:batch", body=[]).status == 200
    assert made.last.operation.id == "batchUpsertRecipients"


@pytest.mark.parametrize(("option", "status"), [("same", 200), ("status-404", 404)])
def test_a_slash_at_the_end_counts_or_not(option: str, status: int) -> None:
    """Assumption trailing-slash."""
    assert app("listRecipients", trailing_slash=option).call("GET", "/recipients/").status == status


@pytest.mark.parametrize(
    ("segment", "address"),
    [
        ("ruby%2540sweetmail.com", Address(None, "ruby@sweetmail.com")),
        ("EMAIL=ruby%2540sweetmail.com", Address("EMAIL", "ruby@sweetmail.com")),
        ("AGILLIC_ID=.EbrB", Address("AGILLIC_ID", ".EbrB")),
        ("CUSTOMER_ID=a%253Db=c", Address("CUSTOMER_ID", "a=b=c")),
        ("EMAIL%253Druby", Address(None, "EMAIL=ruby")),
        ("a%252Fb%252B", Address(None, "a/b+")),
    ],
)
def test_a_recipient_is_addressed_by_its_key_or_by_a_field(segment: str, address: Address) -> None:
    """[S1, C-AG]."""
    made = app("getRecipient")
    assert made.call("GET", f"/recipients/{segment}").status == 200
    assert made.last.path == {"recipientId": address}


@given(TEXT, TEXT)
def test_what_the_client_writes_is_read(field: str, value: str) -> None:
    """[S1]."""
    try:
        plain, addressed = path_value("recipientId", value), path_value("recipientId", by(**{field: value}))
    except ValueError:
        return  # the client sends no such value
    for options in ({}, {"path-lenient-decoding": "strict"}):
        assert read_value("recipientId", plain, Assumptions(options)) == value
        assert read_address("recipientId", addressed, Assumptions(options)) == Address(field, value)


@given(TEXT)
def test_a_value_encoded_once_is_accepted(value: str) -> None:
    """[C-FORGE], assumption path-lenient-decoding. One with an escape of its own cannot be told from one more coat."""
    if "%" not in value:
        percent_twice = Assumptions({"path-space": "percent-twice"})
        assert read_value("tableId", quote(value, safe=""), percent_twice) == value
        assert read_value("tableId", quote(value, safe=""), Assumptions()) == value.replace("+", " ")


@given(st.text(st.characters(codec="ascii", min_codepoint=0x21), max_size=20))
def test_any_text_is_a_value_or_rejected(raw: str) -> None:
    for options in ({}, {"path-lenient-decoding": "strict"}, {"path-other-characters": "percent-once"}):
        with suppress(HTTPError):
            assert isinstance(read_value("tableId", raw, Assumptions(options)), str)


def test_a_percent_sign_encoded_once_is_one() -> None:
    """Assumption path-lenient-decoding."""
    assert read_value("recipientId", "50%25", Assumptions()) == "50%"


@pytest.mark.parametrize("segment", ["ruby@sweetmail.com", "ruby%40sweetmail.com"])
def test_values_encoded_too_few_times_may_name_something_else(segment: str) -> None:
    """[V-REC, C-FORGE], assumption path-lenient-decoding."""
    strict = Assumptions({"path-lenient-decoding": "strict"})
    assert read_value("recipientId", segment, Assumptions()) == "ruby@sweetmail.com"
    assert read_value("recipientId", segment, strict) == "ruby%40sweetmail.com"


def test_how_a_space_is_written_can_be_switched() -> None:
    """Assumption path-space: form encoders such as Java's URLEncoder, applied twice, write it so."""
    percent_twice = Assumptions({"path-space": "percent-twice"})
    assert read_value("tableId", "ORDERS%2B2017%252B", Assumptions()) == "ORDERS 2017+"
    assert read_value("tableId", "ORDERS%25202017%252B", Assumptions()) == "ORDERS 2017+"
    assert read_value("tableId", "ORDERS%2B2017%252B", percent_twice) == "ORDERS+2017+"


@given(TEXT)
def test_what_a_form_encoder_writes_when_applied_twice_is_read(value: str) -> None:
    """Assumption path-space; strict decoding takes it too, for nothing is missing."""
    for options in ({}, {"path-lenient-decoding": "strict"}):
        assert read_value("tableId", quote_plus(quote_plus(f"{value} {value}")), Assumptions(options)) == (
            f"{value} {value}"
        )


@pytest.mark.parametrize(
    ("segment", "value"),
    [
        ("a%257Eb", "a~b"),  # Java's URLEncoder escapes the tilde
        ("a~b", "a~b"),
        ("a%252Ab", "a*b"),  # Python's quote escapes the asterisk
        ("a%252ab", "a*b"),
        ("a%252Db%255F%252Ec%2561", "a-b_.ca"),
        ("50%252525", "50%25"),
        ("%25C3%25A9", "é"),
        ("a%2Ab", "a*b"),  # what stays plain may be escaped or not
        ("a!b", "a%21b"),
        ("%C3%A9", "%C3%A9"),
    ],
)
def test_strict_decoding_takes_every_escape_that_is_encoded_twice(segment: str, value: str) -> None:
    """Assumption path-lenient-decoding: what is encoded too few times names something else, but for plain signs."""
    assert read_value("recipientId", segment, Assumptions({"path-lenient-decoding": "strict"})) == value


def test_strict_decoding_holds_beside_other_options() -> None:
    """Assumptions path-lenient-decoding and path-other-characters."""
    both = Assumptions({"path-lenient-decoding": "strict", "path-other-characters": "percent-once"})
    assert read_value("recipientId", "ruby%2540caf%C3%A9%2B%2520a~", both) == "ruby@café  a~"
    assert read_value("recipientId", "ruby%40caf%C3%A9", both) == "ruby%40caf%C3%A9"


FIELDS = {"EMAIL", "CUSTOMER NO", "A=B"}


@pytest.mark.parametrize(
    ("segment", "address"),
    [
        ("EMAIL%3Druby@sweetmail.com", Address("EMAIL", "ruby@sweetmail.com")),
        ("EMAIL%3druby%40sweetmail.com", Address("EMAIL", "ruby@sweetmail.com")),
        ("EMAIL%3Druby%2540sweetmail.com", Address("EMAIL", "ruby@sweetmail.com")),
        ("EMAIL%3Da%3Db%253Dc", Address("EMAIL", "a=b=c")),
        ("CUSTOMER%20NO%3D7", Address("CUSTOMER NO", "7")),
        ("NO_FIELD%3Druby", Address(None, "NO_FIELD=ruby")),
        ("email%3Druby", Address(None, "email=ruby")),
        ("%3Druby", Address(None, "=ruby")),
        ("EMAIL%253Druby", Address(None, "EMAIL=ruby")),  # that is how the list writes an `=` inside a value
    ],
)
def test_an_equals_sign_encoded_once_parts_a_known_field_from_its_value(segment: str, address: Address) -> None:
    """Assumption path-encoded-equals: generated clients and openapi-fetch send it so."""
    assert read_address("recipientId", segment, Assumptions(), FIELDS) == address


@pytest.mark.parametrize("options", [{"path-encoded-equals": "value"}, {"path-lenient-decoding": "strict"}])
def test_an_equals_sign_encoded_once_may_be_a_part_of_the_value(options: dict[str, str]) -> None:
    """Assumptions path-encoded-equals and path-lenient-decoding."""
    assert read_address("recipientId", "EMAIL%3Druby", Assumptions(options), FIELDS).field is None


def test_a_known_field_without_a_value_gets_400() -> None:
    made = app("getRecipient")
    for segment in ("EMAIL%3D", "EMAIL="):
        response = made.call("GET", f"/recipients/{segment}")
        assert (response.status, "nothing after" in response.json["message"]) == (400, True)


def test_how_unlisted_characters_are_written_can_be_switched() -> None:
    """Assumption path-other-characters."""
    once = Assumptions({"path-other-characters": "percent-once"})
    assert read_value("recipientId", "50%2525%2540%C3%A9", once) == "50%25@é"


@pytest.mark.parametrize("segment", ["%ZZ", "%", "%FF", "EMAIL=", "=x"])
def test_a_value_that_cannot_be_decoded_gets_400_without_being_shown(segment: str) -> None:
    made = app("getRecipient")
    response = made.call("GET", f"/recipients/{segment}")
    assert response.status == 400
    assert "recipientId" in response.json["message"]
    assert segment not in response.json["message"].replace("'='", "").replace("FIELD=", "").replace("percent-", "")


def test_bytes_that_are_not_encoded_are_read_as_utf_8() -> None:
    """Assumption path-lenient-decoding."""
    made = app("getRecipient")
    assert made.call("GET", "/recipients/søren").status == 200
    assert made.last.path == {"recipientId": Address(None, "søren")}


def test_a_number_in_a_path_is_a_number() -> None:
    made = app("getGlobalDataTableWithLimit")
    assert made.call("GET", "/globaldata/tables/STORES/limit/25").status == 200
    assert made.last.path == {"tableId": "STORES", "rowNum": 25}
    for wrong in ("x", "1.5", "99999999999999999999", "%25D9%25A3"):
        assert made.call("GET", f"/globaldata/tables/STORES/limit/{wrong}").status == 400
