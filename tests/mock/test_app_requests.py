"""What is read from queries and bodies, and what is rejected."""

from datetime import UTC, datetime

import pytest
from app_calls import FORM, App
from hypothesis import given
from hypothesis import strategies as st

from agillic.mock.document import document
from sdk_core.mock.app import HTTPError, Upload
from sdk_core.mock.app.parameters import read_query

RUBY = {"personData": {"EMAIL": "ruby@sweetmail.com"}}
MULTIPART = "multipart/form-data; boundary=X"
LIST = document().operations["listRecipients"]


def app(*operations: str, **options: str) -> App:
    named = {name.replace("_", "-"): option for name, option in options.items()}
    return App(*operations, options=named, strict=False)


ANYTHING = app("uploadExtension", "createRecipient")


def part(name: str, content: bytes, filename: str | None = None) -> bytes:
    file = f'; filename="{filename}"' if filename else ""
    return f'--X\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + content + b"\r\n"


def test_parameters_of_a_query_are_read_by_their_types() -> None:
    query = read_query(LIST, b"filter=AGE%3E3&objectResponse=true&pageSize=7", ())
    assert query == {"filter": "AGE>3", "objectResponse": True, "pageStart": 1, "pageSize": 7}


def test_defaults_are_the_servers() -> None:
    assert read_query(LIST, b"", ()) == {"objectResponse": False, "pageStart": 1, "pageSize": 1000}


def test_unknown_parameters_are_ignored() -> None:
    assert "nothing" not in read_query(LIST, b"nothing=1", ())


def test_unknown_parameters_may_be_rejected() -> None:
    """Assumption unknown-query-parameters, status-400."""
    options = {"unknown-query-parameters": "status-400"}
    made = App("listRecipients", "getExtension", "readExportPage", options=options, strict=False)
    response = made.call("GET", "/recipients?dateEnd=2026-01-01")
    assert (response.status, "not known" in response.json["message"]) == (400, True)
    assert made.call("GET", "/recipients?pageSize=5").status == 200
    assert made.call("GET", "/extensions/secure/roastery_order/x?anything=1").status == 200


def test_an_array_is_a_repeated_parameter() -> None:
    """Assumption person-data-fields-serialization."""
    operation = document().operations["getRecipient"]
    query = read_query(operation, b"personDataFields=EMAIL&personDataFields=CITY", ())
    assert query == {"personDataFields": ["EMAIL", "CITY"]}


def test_a_moment_is_a_datetime() -> None:
    """[S1]."""
    operation = document().operations["listCommunicationHistory"]
    query = read_query(operation, b"dateStart=2017-04-09T23:20:50Z", ())
    assert query == {"dateStart": datetime(2017, 4, 9, 23, 20, 50, tzinfo=UTC)}


def test_an_extension_gets_every_parameter() -> None:
    """[V-EXT]."""
    assert read_query(document().operations["getExtension"], b"a=1&b=&a=2", ()) == {"query": {"a": "1", "b": ""}}


@pytest.mark.parametrize(
    ("operation", "query", "place"),
    [
        ("listRecipients", b"pageSize=x", "pageSize"),
        ("listRecipients", b"pageSize=1001", "pageSize"),
        ("listRecipients", b"pageStart=0", "pageStart"),
        ("listRecipients", b"pageStart=99999999999999999999", "pageStart"),
        ("listRecipients", b"objectResponse=yes", "objectResponse"),
        ("listRecipients", b"filter=%FF", "query"),
        ("listCommunicationHistory", b"dateStart=09.04.2017", "dateStart"),
        ("listCommunicationHistory", b"dateStart=2017-04-09", "dateStart"),
        ("listCommunicationHistory", b"dateStart=2017-04-09T23:20:50", "dateStart"),
        ("getGlobalDataTableWithLimit", b"sortingOrder=up", "sortingOrder"),
        ("downloadExportFile", b"", "file"),
    ],
)
def test_a_parameter_that_does_not_fit_gets_400(operation: str, query: bytes, place: str) -> None:
    with pytest.raises(HTTPError, match=place) as rejected:
        read_query(document().operations[operation], query, ())
    assert rejected.value.status == 400


def test_a_handler_may_check_a_parameter_itself() -> None:
    """Assumption page-size-range."""
    assert read_query(LIST, b"pageSize=1001", ("pageSize",))["pageSize"] == 1001


@pytest.mark.parametrize(
    "media_type",
    ["application/json", "Application/json", "application/json; charset=utf-8", 'application/json;charset="UTF-8"'],
)
def test_json_is_read_however_it_is_labeled(media_type: str) -> None:
    """[S1, C-IOS]."""
    made = app("createRecipient")
    assert made.call("POST", "/recipients", body=RUBY, content_type=media_type).status == 201
    assert made.last.body == RUBY


@pytest.mark.parametrize("media_type", [None, "", "text/plain", FORM, "application/json; charset=latin-1", MULTIPART])
def test_a_body_of_another_media_type_gets_415(media_type: str | None) -> None:
    """Assumption media-type-status."""
    response = App("createRecipient").call("POST", "/recipients", body=RUBY, content_type=media_type)
    assert (response.status, response.content) == (415, b"")
    switched = app("createRecipient", media_type_status="status-400")
    assert switched.call("POST", "/recipients", body=RUBY, content_type=media_type).status == 400


@pytest.mark.parametrize(("accept", "status"), [("text/html", 406), ("text/html, */*;q=0.1", 200), (None, 200)])
def test_an_accept_header_without_json_is_ignored_or_gets_406(accept: str | None, status: int) -> None:
    """Assumption accept-header."""
    for option, expected in (("ignored", 200), ("status-406", status)):
        made = app("discoverTargetGroups", accept_header=option)
        assert made.call("GET", "/discovery/targetgroups", accept=accept).status == expected


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"", "missing"),
        (b"{", "line 1, column 2"),
        (b"\xff", "JSON"),
        ([], "the body is of another type"),
        ({}, "personData"),
        ({"personData": {"EMAIL": {"secret": "ruby"}}}, "/personData/EMAIL"),
    ],
)
def test_a_body_that_does_not_fit_gets_400_that_names_the_place_and_no_value(body: object, place: str) -> None:
    made = App("createRecipient")
    response = made.call("POST", "/recipients", body=body)
    assert response.status == 400
    assert place in response.json["message"]
    assert "ruby" not in response.json["message"]
    assert not made.calls


def test_unknown_members_are_ignored_or_rejected() -> None:
    """Assumption unknown-members."""
    body = RUBY | {"nothing": 1}
    assert app("createRecipient").call("POST", "/recipients", body=body).status == 201
    closed = app("createRecipient", unknown_members="status-400")
    assert closed.call("POST", "/recipients", body=body).status == 400
    assert closed.call("POST", "/recipients", body=RUBY).status == 201


@pytest.mark.parametrize(("option", "status"), [("status-400", 400), ("status-413", 413), ("first-ones", 200)])
def test_a_batch_has_1000_entries_at_most(option: str, status: int) -> None:
    """[S1, V-INT], assumption batch-over-limit-status."""
    made = app("batchUpsertRecipients", "addToStaticTargetGroup", batch_over_limit_status=option)
    assert made.call("POST", "/recipients/:batch", body=[RUBY] * 1000).status == 200
    assert made.call("POST", "/recipients/:batch", body=[RUBY] * 1001).status == status
    assert len(made.last.body) == 1000


def test_an_operation_without_a_body_ignores_what_is_sent() -> None:
    made = app("executeFlow")
    assert made.call("POST", "/flows/1/:execute", body=b"anything", content_type="text/plain").status == 200
    assert made.last.body is None


def test_a_handler_may_check_a_body_itself() -> None:
    """Assumption feedback-body, among others."""
    made = app("createRecipient body")
    assert made.call("POST", "/recipients", body={}).status == 201
    with pytest.raises(HTTPError, match="personData"):
        made.last.operation.check_body(made.last.body)


def test_a_file_is_uploaded_as_a_part() -> None:
    """[V-AST]."""
    made = app("uploadExtension")
    content = bytes(range(256)) * 8_000  # more than starlette keeps in memory by itself
    body = part("file", content, "stamp.js") + part("type", b"step") + part("folder", "Grün".encode()) + b"--X--\r\n"
    assert made.call("POST", "/assets/extensions", body=body, content_type=MULTIPART).status == 201
    assert made.last.body == {"file": Upload("stamp.js", content), "type": "step", "folder": "Grün"}


@pytest.mark.parametrize(
    "body",
    [b"x", b"--X\r\n", b"--X\r\nA\r\n\r\n--X--", part("type", b"step") + b"--X--", part("file", b"", "a") + b"--X--"],
)
def test_a_multipart_body_that_does_not_fit_gets_400(body: bytes) -> None:
    made = App("uploadExtension")
    assert made.call("POST", "/assets/extensions", body=body, content_type=MULTIPART).status == 400


@given(st.binary(max_size=60), st.sampled_from(["application/json", MULTIPART, "multipart/form-data", FORM]))
def test_no_body_breaks_the_application(body: bytes, media_type: str) -> None:
    for path in ("/assets/extensions", "/recipients", "/oauth2/token"):
        assert ANYTHING.call("POST", path, body=body, content_type=media_type).status in (200, 400, 401, 415)
