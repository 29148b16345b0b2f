"""What the generated client sends: queries, headers, forms, JSON; and what it rejects to send."""

import json
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote

import pytest
from client_surface import BY_ID, DOCUMENT, EVERY, Wire, arguments_of, body_of, every_operation, invoke, sync_and_async
from hypothesis import given, settings
from hypothesis import strategies as st

from agillic import F
from agillic_api import OPERATIONS, UNSET, AsyncClient, Client, Operation, Parameter, StatusError, models
from agillic_api.types import build_request, json_bytes
from generator.bundle.document import Operation as Described
from generator.bundle.document import media_types

WITH_JSON_BODY = [operation for operation in EVERY if "application/json" in OPERATIONS[operation.id].body_types]


def query_of(target: str) -> list[tuple[str, str]]:
    """Return a query as a server reads it that knows `+` as a plus only."""
    pairs = [pair.split("=") for pair in target.split("?")[1].split("&")] if "?" in target else []
    return [(unquote(name, errors="strict"), unquote(value, errors="strict")) for name, value in pairs]


@settings(deadline=None)
@given(st.text(min_size=1, max_size=30))
def test_any_text_of_a_query_arrives_in_each_way_of_decoding(value: str) -> None:
    wire = Wire(200, b"[]")
    filter_ = F.A.in_(value)
    wire.client().recipients.list(filter=filter_, document_id=value)
    sent = query_of(wire.target)
    assert sent == [("filter", str(filter_)), ("documentId", value)]
    assert parse_qsl(wire.target.split("?")[1]) == sent, "a server that reads `+` as a space sees something else"


def test_spaces_are_20_and_plus_is_2b_on_the_wire() -> None:
    wire = Wire(200, b"[]")
    wire.client().recipients.list(filter=(F.LASTNAME == "O'Neil + Sons") & (F.AGE >= 20), document_id="a b+c&d=e#f%20")
    assert wire.target == (
        "/recipients?filter=LASTNAME%3D%3D%22O%27Neil%20%2B%20Sons%22%20and%20AGE%3E%3D20"
        "&documentId=a%20b%2Bc%26d%3De%23f%2520"
    )


def test_lists_maps_booleans_and_numbers_in_queries() -> None:
    wire = Wire(200, b"[]")
    wire.client().recipients.list(object_response=False, page_start=0, page_size=10)
    assert wire.target == "/recipients?objectResponse=false&pageStart=0&pageSize=10"
    wire = Wire(200, b'{"personData": {}}')
    wire.client().recipients.get("r", person_data_fields=["A", "B C", "A"])
    assert wire.target == "/recipients/r?personDataFields=A&personDataFields=B%20C&personDataFields=A"
    query: Any = {"a b": "1", "n": 2, "yes": True}
    for given_query in (query, models.GetExtensionQuery.from_dict(query)):
        wire = Wire(200, b"{}")
        wire.client().extensions.get("order", "path", query=given_query)
        assert wire.target == "/extensions/secure/order/path?a%20b=1&n=2&yes=true"


def test_unset_and_none_are_left_out() -> None:
    nothing: Any = None
    wire = Wire(200, b"[]")
    wire.client().recipients.list(filter=UNSET, document_id=nothing, page_size=UNSET)
    assert wire.target == "/recipients"


def test_a_required_value_is_missed() -> None:
    nothing: list[Any] = [None, UNSET]
    for value in nothing:
        wire = Wire()
        with pytest.raises(ValueError, match=r"^downloadExportFile needs file: give it a value$"):
            wire.client().exports.download_file(file=value)
        assert wire.requests == []


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (datetime(2025, 12, 1, 8, 30, tzinfo=UTC), "2025-12-01T08%3A30%3A00.000Z"),
        (datetime(2025, 12, 1, 8, 30, 1, 2999, tzinfo=UTC), "2025-12-01T08%3A30%3A01.002Z"),
        (datetime(2025, 12, 1, 8, 30, tzinfo=timezone(timedelta(hours=2))), "2025-12-01T08%3A30%3A00.000%2B02%3A00"),
        (datetime(2025, 12, 1, 8, 30, tzinfo=timezone(-timedelta(hours=3))), "2025-12-01T08%3A30%3A00.000-03%3A00"),
        (datetime(1885, 1, 1, 0, 50, 20, tzinfo=timezone(timedelta(seconds=3020))), "1885-01-01T00%3A00%3A00.000Z"),
    ],
)
def test_moments_are_sent_with_their_zone(moment: datetime, sent: str) -> None:
    wire = Wire(200, b"[]")
    wire.client().recipients.communication_history("r", date_start=moment)
    assert wire.target == f"/recipients/r/:listCommunicationHistory?dateStart={sent}"


def test_moments_without_a_zone_are_rejected() -> None:
    wire = Wire(200, b"[]")
    naive = datetime(2025, 12, 1)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="date_end is a moment without a time zone: give it one"):
        wire.client().recipients.communication_history("r", date_end=naive)
    for moment in (naive, datetime(2025, 12, 1, tzinfo=UTC)):
        with pytest.raises(TypeError, match="a datetime cannot stand in a JSON body: make it text"):
            wire.client().recipients.create({"personData": {"BORN": moment}})
    assert wire.requests == []


def test_unset_has_a_name() -> None:
    assert repr(UNSET) == "UNSET"
    assert "UNSET" in repr(models.AccessToken(access_token="t"))  # noqa: S106 - no real one
    assert not UNSET


FORGED = ["a\r\nX-Evil: 1", "a\nb", "a\rb", "a\x00b", "\x7f", "\x85"]


@pytest.mark.parametrize("text", FORGED)
def test_headers_that_forge_others_are_rejected(text: str) -> None:
    for headers in ({"X-Trace": text}, {text: "x"}):
        for class_ in (Client, AsyncClient):
            with pytest.raises(
                ValueError, match=r"^(a header name|the header X-Trace) holds a control character: remove"
            ):
                class_(headers=headers)


@pytest.mark.parametrize("place", ["header", "cookie"])
@pytest.mark.parametrize("text", FORGED)
def test_parameters_that_forge_headers_are_rejected(place: Literal["header", "cookie"], text: str) -> None:
    """The Agillic document has no such parameter today; the code for them is there for the next one."""
    operation = Operation("trace", "things", "trace", "GET", "/things", (Parameter("trace", "X-Trace", place),))
    assert build_request(operation, {"X-Trace": "plain"}).headers[-1][1].endswith("plain")
    with pytest.raises(ValueError, match=r"^trace holds a control character: remove it$"):
        build_request(operation, {"X-Trace": text})


@pytest.mark.parametrize("operation", WITH_JSON_BODY, ids=lambda operation: operation.id)
def test_a_body_may_be_plain_values_or_bytes_of_json(operation: Described) -> None:
    value = body_of(operation)[0]
    for body in (value, json.dumps(value).encode()):
        wire = Wire(500)
        with pytest.raises(StatusError):
            wire.call(operation, {**arguments_of(operation), "body": body})
        assert json.loads(wire.sent.content) == value
        assert wire.sent.headers["Content-Type"] == "application/json; charset=utf-8"


def test_a_form_may_be_a_dict_or_a_model() -> None:
    form = body_of(BY_ID["getOAuthToken"])[0]
    for body in (form, models.AccessTokenRequest.from_dict(form)):
        wire = Wire(200, b'{"access_token": "t"}')
        wire.client().authentication.get_token(body)
        assert dict(parse_qsl(wire.sent.content.decode())) == form
        assert wire.sent.headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_models_sets_and_iterators_are_written_as_json() -> None:
    mixed = {"a": models.AssetPath("x"), "b": ({1}, iter([2]), MappingProxyType({"c": None}))}
    assert json.loads(json_bytes(mixed)) == {"a": {"file": "x"}, "b": [[1], [2], {"c": None}]}


@pytest.mark.parametrize(
    "wrong", [object(), UNSET, b"x", 1j, {1: "a"}, 2**70, "\ud800"], ids=lambda wrong: type(wrong).__name__
)
def test_what_is_no_json_is_rejected(wrong: object) -> None:
    wire = Wire()
    with pytest.raises(
        TypeError, match=r"cannot stand in a|(Dict key must be str|64-bit|surrogates).*; make such a value text"
    ):
        wire.client().recipients.create({"personData": {"FIELD": wrong}})
    assert wire.requests == []


@every_operation
def test_every_request_asks_for_the_documented_type_and_has_no_body_but_the_documented(operation: Described) -> None:
    wire = Wire(500)
    with pytest.raises(StatusError):
        wire.call(operation, arguments_of(operation))
    assert wire.sent.method == operation.method.upper()
    types = {media_type for what, _, media_type, _ in media_types(DOCUMENT, operation) if what.startswith("2")}
    assert wire.sent.headers["Accept"] in (types or {"application/json"})
    assert bool(wire.sent.content) == ("Content-Type" in wire.sent.headers) == bool(body_of(operation))


@sync_and_async
def test_headers_of_the_client_go_with_every_request(*, asynchronous: bool) -> None:
    own = {"User-Agent": "us/1"}
    for id_ in ("deleteRecipient", "createRecipient", "uploadResource", "getOAuthToken"):
        wire = Wire(500)
        client = wire.async_client(headers=own) if asynchronous else wire.client(headers=own)
        with pytest.raises(StatusError):
            invoke(client, BY_ID[id_], arguments_of(BY_ID[id_]))
        assert wire.sent.headers["User-Agent"] == "us/1"


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_cannot_write_is_rejected(number: float) -> None:
    """It would arrive as null, and null clears a field."""
    rows: list[dict[str, Any]] = [{"personData": {"EMAIL": "ruby@sweetmail.com", "AGE": None, "HEIGHT": number}}]
    bodies: list[Any] = [rows, [models.Recipient.from_dict(row) for row in rows], tuple(rows)]
    for body in bodies:
        with pytest.raises(ValueError, match="cannot stand in a JSON body"):
            json_bytes(body)
    assert json_bytes([{"AGE": None, "NAME": "nan"}]) == b'[{"AGE":null,"NAME":"nan"}]'
