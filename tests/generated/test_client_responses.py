"""Responses to the generated client: every status has its class, every 2xx is read alike, broken bodies are one error."""

import copy
import json
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from client_surface import BY_ID, EVERY, Anything, Wire, responses_of, arguments_of, every_operation, sync_and_async

from agillic_api import ApiError, File, RateLimited, ResponseParseError, StatusError, TransportError
from generator.bundle.document import Operation
from generator.load.json_values import is_list, is_mapping

SUCCESSES = range(200, 300)
STATUSES = [*range(100, 600), 999]
WITH_JSON = [operation for operation in EVERY if responses_of(operation)]
WITHOUT_BODY = [o for o in EVERY if o not in WITH_JSON and o.id != "downloadExportFile"]
every_json_response = pytest.mark.parametrize("operation", WITH_JSON, ids=lambda operation: operation.id)
every_bodiless_response = pytest.mark.parametrize("operation", WITHOUT_BODY, ids=lambda operation: operation.id)

BROKEN = {
    "truncated": b'{"personData": {"EMAIL": "ruby@sweetm',
    "HTML": b"<html><body>502 Bad Gateway</body></html>",
    "nothing": b"",
    "deep": b"[" * 100_000,
    "deep and complete": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "NaN": b'[{"personData": NaN}]',
    "invalid UTF-8": b'[{"personData": {"EMAIL": "\xff\xfe"}}]',
    "UTF-16": '{"created": 1}'.encode("utf-16"),
    "two values": b"{} {}",
    "a number too large": b"[1e999]",
    "NUL": b'{"a": "\x00"}',
}
WRONG: list[Any] = [None, True, 7, 1e300, "text", "", [], [None], ["x"], [[]], {}, {"x": None}]


def example_of(operation: Operation) -> bytes:
    return json.dumps(responses_of(operation)[0][1]).encode()


def plain(value: Anything) -> Anything:
    """Return what was read as the JSON it came from."""
    if is_list(value):
        return [plain(item) for item in value]
    return value.to_dict() if hasattr(value, "to_dict") else value


@sync_and_async
@pytest.mark.parametrize("id_", ["getRecipient", "createRecipient", "downloadExportFile", "deleteExtension"])
def test_every_status_has_its_class(id_: str, *, asynchronous: bool) -> None:
    operation = BY_ID[id_]
    body = example_of(operation) if operation in WITH_JSON else b"[1]"
    for status in STATUSES:
        wire = Wire(status, body)
        if status in SUCCESSES:
            assert wire.call(operation, arguments_of(operation), asynchronous=asynchronous) is not None
            continue
        with pytest.raises(StatusError) as caught:
            wire.call(operation, arguments_of(operation), asynchronous=asynchronous)
        assert (caught.value.status_code, caught.value.operation) == (status, id_)
        assert str(status) in str(caught.value)


@sync_and_async
@every_operation
def test_errors_are_raised_by_every_operation(operation: Operation, *, asynchronous: bool) -> None:
    for status in (301, 401, 404, 429, 500, 520):
        for raw in (False, True):
            with pytest.raises(StatusError) as caught:
                Wire(status).call(operation, arguments_of(operation), asynchronous=asynchronous, raw=raw)
            assert caught.value.status_code == status


@every_json_response
def test_any_success_is_read_alike(operation: Operation) -> None:
    for _, value in responses_of(operation):
        for status in (200, 201, 202, 204, 207, 226, 299):
            wire = Wire(status, json.dumps(value).encode(), {"Content-Type": "text/html"})
            assert plain(wire.call(operation, arguments_of(operation))) == value


@every_bodiless_response
def test_a_body_that_is_not_documented_is_given(operation: Operation) -> None:
    for body, meaning in (
        (b"", None),
        (b'{"a": [1]}', {"a": [1]}),
        (b"OK", b"OK"),
        (b"\xff", b"\xff"),
        (b"null", None),
    ):
        assert Wire(200, body).call(operation, arguments_of(operation)) == meaning
        assert Wire(204, body).call(operation, arguments_of(operation), raw=True).content == body


def test_a_file_is_given_whole_and_may_be_empty() -> None:
    operation = BY_ID["downloadExportFile"]
    for content in (b"", b"PK\x03\x04\x00\xff\r\n"):
        response = Wire(200, content).call(operation, arguments_of(operation))
        assert isinstance(response, File)
        assert response.payload.read() == content


@sync_and_async
@every_json_response
def test_broken_bodies_are_one_error(operation: Operation, *, asynchronous: bool) -> None:
    for body in BROKEN.values():
        with pytest.raises(ResponseParseError) as caught:
            Wire(200, body).call(operation, arguments_of(operation), asynchronous=asynchronous)
        error = caught.value
        assert (error.operation, error.status_code, error.content) == (operation.id, 200, body)
        assert operation.id in str(error)
        assert len(str(error)) < 500, "the message repeats the body"


@every_json_response
def test_an_empty_body_is_said_to_be_empty(operation: Operation) -> None:
    with pytest.raises(ResponseParseError, match=r"\(the body is empty\)"):
        Wire(204).call(operation, arguments_of(operation))


def spoiled(value: Anything) -> Iterator[Any]:
    """Yield the value with one part of it missing or of a wrong type, for every part and every type."""
    yield from WRONG
    if is_list(value):
        for inner in spoiled(value[0]) if value else ():
            yield [inner, *value[1:]]
    elif is_mapping(value):
        for name, member in value.items():
            yield {other: value[other] for other in value if other != name}
            for inner in spoiled(member):
                yield {**value, name: inner}


@every_json_response
def test_wrong_responses_are_read_or_are_one_error(operation: Operation) -> None:
    """Any other exception than ResponseParseError fails the test."""
    example = responses_of(operation)[0][1]
    rejected = 0
    wire = Wire()
    for wrong in spoiled(example):
        wire.content = json.dumps(wrong).encode()
        try:
            wire.call(operation, arguments_of(operation))
        except ResponseParseError as error:
            assert error.content == wire.content  # noqa: PT017 - the other responses are read
            rejected += 1
    assert rejected or operation.tag == "Extensions"  # whose scripts return what they like


@every_json_response
def test_nothing_else_passes_for_an_empty_array(operation: Operation) -> None:
    if isinstance(responses_of(operation)[0][1], list):
        for body in (b"{}", b'""', b"0", b"null"):
            wire = Wire(200, body)
            with pytest.raises(ResponseParseError):
                wire.call(operation, arguments_of(operation))


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_an_error_whose_body_is_broken_is_still_that_error(body: bytes) -> None:
    with pytest.raises(StatusError) as caught:
        Wire(500, body).client().recipients.list()
    assert caught.value.content == body
    assert str(caught.value).startswith("listRecipients returned 500: ")


def test_the_server_s_message_is_repeated_as_one_short_plain_line() -> None:
    said = {"message": "the filter\r\n is \x1b[31mwrong\x00\u2028" + "!" * 500}
    with pytest.raises(StatusError) as caught:
        Wire(422, json.dumps(said).encode()).client().recipients.list()
    assert str(caught.value).startswith("listRecipients returned 422 (the filter  is  [31mwrong !!!")
    assert str(caught.value).isprintable()
    assert len(caught.value.server_message) == 200
    assert str(caught.value).endswith(f": {caught.value.advice}")


@sync_and_async
def test_no_response_is_a_transport_error(*, asynchronous: bool) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("the way to 10.0.0.1 is long", request=request)

    wire = Wire(response=fail)
    with pytest.raises(TransportError, match=r"^getRecipient got no response \(ConnectTimeout\): ") as caught:
        wire.call(BY_ID["getRecipient"], {"recipient_id": "a"}, asynchronous=asynchronous)
    assert isinstance(caught.value.__cause__, httpx.ConnectTimeout)


def errors() -> list[ApiError]:
    """Return an error of each class, as a call raises it."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("nobody is there", request=request)

    silent = Wire(response=fail)
    wires = [Wire(429, b'{"message": "slow down"}', {"Retry-After": "5"}), Wire(200, b"<html>"), silent]
    raised: list[ApiError] = []
    for wire in wires:
        with pytest.raises(ApiError) as caught:
            wire.client().recipients.list()
        raised.append(caught.value)
    return raised


def test_there_is_an_error_of_each_class() -> None:
    assert {type(error) for error in errors()} == {RateLimited, ResponseParseError, TransportError}


def pickled_and_back(error: ApiError) -> ApiError:
    again: ApiError = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    return again


def copied(error: ApiError) -> ApiError:
    return copy.copy(error)


def copied_deeply(error: ApiError) -> ApiError:
    return copy.deepcopy(error)


@pytest.mark.parametrize("again", [pickled_and_back, copied, copied_deeply])
def test_errors_survive_pickling_and_copying(again: Callable[[ApiError], ApiError]) -> None:
    for error in errors():
        error.add_note("seen by a worker")
        twin = again(error)
        assert type(twin) is type(error)
        public = {name: value for name, value in vars(error).items() if not name.startswith("_") or name == "__notes__"}
        assert (str(twin), twin.args, vars(twin)) == (str(error), error.args, public)
        assert (twin.content, dict(twin.headers)) == (b"", {}), "what was received may be about persons"
        assert twin is not error


def test_errors_say_what_was_returned_without_the_body() -> None:
    status = errors()[0]
    assert isinstance(status, StatusError)
    assert (status.status_code, status.headers["retry-after"], status.server_message) == (429, "5", "slow down")
    assert status.content == b'{"message": "slow down"}'


@every_json_response
def test_raw_responses_give_plain_values_and_the_meaning(operation: Operation) -> None:
    value = responses_of(operation)[0][1]
    response = Wire(200, json.dumps(value).encode(), {"X-Request-Id": "r1"}).call(
        operation, arguments_of(operation), raw=True
    )
    assert response.json() == value
    assert type(response.json()) is type(value)
    assert plain(response.parsed) == value
    assert (response.status_code, response.headers["x-request-id"], response.operation.id) == (200, "r1", operation.id)
    assert json.loads(response.text) == value


def test_a_raw_response_is_read_only_when_it_is_asked_for() -> None:
    response = Wire(200, b"<html>\xff").client().recipients.with_raw_response.list()
    assert response.content == b"<html>\xff"
    assert response.text == "<html>\ufffd"
    with pytest.raises(ResponseParseError):
        _ = response.parsed
    with pytest.raises(ValueError, match="line 1"):
        response.json()
