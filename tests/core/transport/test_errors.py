"""What goes wrong becomes the right class, with what is known of it, and no text that a log may not hold."""

import copy
import gc
import pickle
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from planted import PLANTED, seen_of
from tiny_client.client import Client, error_from
from tiny_client.errors import (
    AuthenticationError,
    BadRequest,
    Conflict,
    DailyCapReached,
    NotFound,
    OutOfStock,
    PermissionDenied,
    RateLimited,
    ResponseParseError,
    ServerError,
    TaskFailed,
    TinyError,
    TransportError,
)

from sdk_core.wire.errors import ApiError
from sdk_core.wire.operations import Operation
from sdk_core.wire.redaction import redact
from sdk_core.wire.statuses import Outcome

ADA = "ada@example.com"
READ = Operation("getThing", "things", "get", "GET", "/things", traits={"idempotent": True, "access": "read"})
WRITE = Operation("createThing", "things", "create", "POST", "/things", traits={"idempotent": False, "access": "write"})
BY_STATUS: dict[int, type[TinyError]] = {
    401: AuthenticationError,
    403: PermissionDenied,
    404: NotFound,
    409: Conflict,
    422: OutOfStock,
    429: RateLimited,
}
MADE = [
    *(kind(message="it broke", status=400, operation="createThing") for kind in BY_STATUS.values()),
    TinyError(message="it broke", server_message="unique field", retryable=True, outcome="done"),
    BadRequest(message="it broke"),
    ServerError(message="it broke", status=503),
    TransportError(message="it broke", outcome="not-sent"),
    ResponseParseError(message="it broke", outcome="done"),
    RateLimited(message="it broke", retry_after=1.5),
    DailyCapReached(message="it broke", resets_at=datetime(2026, 11, 23, tzinfo=UTC)),
    TaskFailed(message="it broke", task_id="42", failures=[{"index": 1}]),
]


def raised(response: Callable[[httpx.Request], httpx.Response]) -> ApiError:
    """Return what the generated client raises for a response, or for none."""
    http = httpx.Client(transport=httpx.MockTransport(response))
    with http, pytest.raises(ApiError) as caught:
        Client("https://api.tiny.test", http_client=http).call(WRITE)
    return caught.value


@pytest.mark.parametrize("status", [*range(100, 200), *range(300, 600), 520, 599, 600, 999])
def test_every_status_has_its_class_whoever_reads_the_response(status: int) -> None:
    expected: type[TinyError] = BY_STATUS.get(status, BadRequest if 400 <= status < 500 else ServerError)
    for error in (error_from(httpx.Response(status), WRITE), raised(lambda _: httpx.Response(status))):
        assert type(error) is expected
        assert (error.status, error.operation) == (status, "createThing")
        assert error.outcome == ("rejected" if 400 <= status < 500 and status != 408 else "unknown")
        assert error.retryable == (status == 429)


@pytest.mark.parametrize(
    ("status", "retryable"),
    [(500, True), (503, True), (520, True), (429, True), (400, False), (409, False), (302, False)],
)
def test_an_idempotent_operation_may_be_repeated_after_what_passes(status: int, retryable: bool) -> None:  # noqa: FBT001 - of a table
    assert error_from(httpx.Response(status), READ).retryable is retryable


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308, 399])
def test_a_redirect_says_what_to_check_and_of_a_write_that_it_may_be_done(status: int) -> None:
    hint = "redirects are not followed: check the address that was called"
    wrote, read = error_from(httpx.Response(status), WRITE), error_from(httpx.Response(status), READ)
    assert hint in str(wrote)
    assert hint in str(read)
    assert "whether it was done is not known; read what it was to change" in str(wrote)
    assert "read what it was to change" not in str(read)
    assert (wrote.outcome, read.outcome) == ("unknown", "rejected")  # a call that reads changes nothing
    before = error_from(httpx.Response(status), WRITE, outcome="not-sent")
    assert str(before).endswith("and the proxy")


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (httpx.ConnectError("rejected"), "not-sent"),
        (httpx.ConnectTimeout("slow"), "not-sent"),
        (httpx.PoolTimeout("full"), "not-sent"),
        (httpx.ProxyError("403 Forbidden"), "not-sent"),
        (httpx.ReadTimeout("slow"), "unknown"),
        (httpx.WriteTimeout("slow"), "unknown"),
        (httpx.ReadError("reset"), "unknown"),
        (httpx.WriteError("reset"), "unknown"),
        (httpx.RemoteProtocolError("half an response"), "unknown"),
    ],
)
def test_silence_says_whether_the_call_may_have_arrived(error: Exception, outcome: Outcome) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    for made in (error_from(error, WRITE), raised(fail)):
        assert isinstance(made, TransportError)
        assert (made.outcome, made.status, made.retryable) == (outcome, None, outcome == "not-sent")
        assert made.__cause__ is error
        assert type(error).__name__ in str(made)
    assert error_from(error, READ).retryable


@pytest.mark.parametrize("error", [httpx.UnsupportedProtocol("ftp"), httpx.InvalidURL("no port")])
def test_what_would_never_leave_is_not_worth_a_repeat(error: Exception) -> None:
    made = error_from(error, READ)
    assert (made.outcome, made.retryable) == ("not-sent", False)


def test_a_response_that_cannot_be_decoded_is_a_response() -> None:
    assert isinstance(error_from(httpx.DecodingError("no gzip"), READ), ResponseParseError)


def test_what_earlier_attempts_may_have_done_is_not_undone_by_a_rejection() -> None:
    error = error_from(httpx.Response(429), WRITE, outcome="unknown")
    assert (error.outcome, error.retryable) == ("unknown", False)


def test_a_request_that_was_made_for_the_call_says_nothing_of_the_call_itself() -> None:
    silence = httpx.ReadTimeout("slow")
    silence.request = httpx.Request("POST", "https://api.tiny.test", extensions={"sdk_core.operation": READ})
    error = error_from(silence, WRITE)
    assert (error.outcome, error.retryable) == ("not-sent", True)
    assert error_from(silence, READ).outcome == "unknown"


def test_without_an_operation_nothing_may_be_repeated_that_may_have_been_done() -> None:
    assert not error_from(httpx.Response(503)).retryable
    assert error_from(httpx.Response(429)).retryable


def test_a_response_that_is_not_as_documented_was_done_all_the_same() -> None:
    def response(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=f'{{"page": "{ADA}", "content": 5}}'.encode())

    http = httpx.Client(transport=httpx.MockTransport(response))
    with http, pytest.raises(ResponseParseError) as caught:
        Client("https://api.tiny.test", http_client=http).call(
            READ, {}, parse=lambda response: [*response.json()["content"]]
        )
    error = caught.value
    assert (error.status, error.outcome, error.retryable) == (200, "done", True)
    assert ADA.encode() in error.content
    assert ADA not in seen_of(error)
    assert ADA.encode() not in pickle.dumps(error)


@pytest.mark.parametrize("original", MADE, ids=lambda error: type(error).__name__)
def test_errors_pickle_and_copy(original: TinyError) -> None:
    original.add_note("in chunk 7")
    over_the_border: TinyError = pickle.loads(pickle.dumps(original))  # noqa: S301 - our own
    for other in (copy.copy(original), copy.deepcopy(original), over_the_border):
        assert other is not original
        assert type(other) is type(original)
        assert (str(other), other.__dict__) == (str(original), original.__dict__)


@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
def test_every_text_says_what_happened_and_what_to_do(error: TinyError) -> None:
    assert str(error).startswith("it broke")
    assert type(error) is TinyError or len(str(error)) > len("it broke: do ")
    assert "\n" not in str(error)


def test_texts_differ_by_what_is_known() -> None:
    known: list[tuple[Outcome, bool]] = [("unknown", True), ("unknown", False), ("not-sent", True), ("done", False)]
    texts = {str(ServerError(message="x", outcome=outcome, retryable=retryable)) for outcome, retryable in known}
    assert len(texts) == 4
    assert "read what it was to change" in str(ServerError(message="x", outcome="unknown"))


def test_the_daily_cap_says_when_it_resets() -> None:
    error = DailyCapReached(message="5000 of 5000 calls are used", resets_at=datetime(2026, 11, 23, tzinfo=UTC))
    assert "2026-11-23T00:00:00+00:00" in str(error)
    assert (error.outcome, error.retryable) == ("not-sent", True)
    assert isinstance(error, RateLimited)


def test_a_failed_task_counts_what_failed_and_quotes_nothing() -> None:
    error = TaskFailed(message="the task 42 ended", task_id="42", failures=[{"thingId": ADA}, {"thingId": ADA}])
    assert "2 entries failed" in str(error)
    assert ADA not in repr(error)
    assert error.failures == ({"thingId": ADA},) * 2


@pytest.mark.parametrize(
    ("header", "seconds"), [("5", 5.0), ("0.5", 0.5), ("soon", None), ("-1", None), ("nan", None), (None, None)]
)
def test_the_wait_that_was_asked_for_is_an_attribute(header: str | None, seconds: float | None) -> None:
    error = error_from(httpx.Response(429, headers={} if header is None else {"Retry-After": header}), WRITE)
    assert isinstance(error, RateLimited)
    assert error.retry_after == seconds


def test_what_the_server_said_is_in_the_text() -> None:
    for member in ("message", "error"):
        error = error_from(httpx.Response(400, json={member: "Path expression field is not unique"}), WRITE)
        assert error.server_message == "Path expression field is not unique"
        assert "field is not unique" in str(error)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"message": null}', b'{"message": 7}', b"\xff", b'"text"'])
def test_whatever_the_body_is_an_error_is_made(body: bytes) -> None:
    assert isinstance(error_from(httpx.Response(400, content=body), WRITE), BadRequest)


def test_a_response_that_was_not_read_is_not_read_for_its_message() -> None:
    error = error_from(httpx.Response(503, stream=httpx.ByteStream(b'{"message": "no"}')), WRITE)
    assert error.server_message == ""


def test_what_a_server_repeats_of_persons_and_credentials_is_masked_in_text_cause_and_pickle() -> None:
    said = f"{ADA} or +45 12345678 with Bearer {PLANTED} is taken"
    error = error_from(httpx.Response(409, json={"message": said}), WRITE)
    assert said.encode() in error.content
    assert error.server_message == "*** or *** with *** is taken"
    for secret in (ADA, "12345678", PLANTED):
        assert secret not in seen_of(error)
        assert secret.encode() not in pickle.dumps(error)


@pytest.fixture(scope="module")
def no_client_lives() -> None:
    """Let go of clients of other tests, whose keys, such as `key` or `token`, would be redacted in any text."""
    gc.collect()


@pytest.mark.usefixtures("no_client_lives")
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("ruby%2540sweetmail.com is unknown", "*** is unknown"),
        ("<ada@example.com>", "<***>"),
        ("Basic Z3JlZW4uYmx1ZTpjYW5keQ== is wrong", "*** is wrong"),
        ("token 0123456789abcdef0123456789abcdef", "token ***"),
        ("call +45 12 34 56 78", "call ***"),
        ("010190-1234 and 12345678", "*** and ***"),
        ("on 2026-07-04 by 12345678", "on 2026-07-04 by ***"),
        ("id 550e8400-e29b-41d4-a716-446655440000", "id ***"),
        ("key AB12-CD34-EF56-GH78-IJ90", "key ***"),
        ("at /things/EMAIL=ada@example.com/x", "at ***"),
        ("\u202egnp.exe\u200b and \ud800", "gnp.exe  and"),
        ("no field LAST_UPDATED_BY_CAMPAIGN_FIELD", "no field LAST_UPDATED_BY_CAMPAIGN_FIELD"),
        ("two\r\nlines\x1b[31m", "two lines [31m"),
        ("a" * 300, "a" * 197 + "..."),
    ],
)
def test_texts_of_servers_are_one_short_masked_line(said: str, shown: str) -> None:
    assert redact(said) == shown


@pytest.mark.usefixtures("no_client_lives")
@pytest.mark.parametrize(
    "said",
    [
        "at most 1000 entries, 20971520 bytes",
        "at most 2147483647, or 10000000",
        "send a time by RFC 3339 (2026-07-04T08:30:00Z)",
        "send 2026-07-04T08:30:00.123456+02:00, not 04-07-2026 08:30, nor 2026-07-04",
        "the member 'utm' of /blockGroups/0/messages/0 is not known; known: utmCampaign",
        "the body at /data/999/personData/LOYALTY_POINTS_2024 is of another type",
        "no field LOYALTY_POINTS_BALANCE_2024, ADDRESS_LINE_1_OF_DELIVERY or customerLoyaltyPoints2",
        "see https://developers.example.com/extensions/extension-types/v2",
        "the extension at /extensions/0/@type has no '@id'",
        "send a bearer token in the header Authorization, or Basic authentication",
        "blocks.0.variants.12.sections.3.headline is too long",
    ],
)
def test_texts_of_servers_keep_what_mends_the_mistake(said: str) -> None:
    assert redact(said) == said


def test_an_error_stays_what_it_is() -> None:
    error = Conflict(message="x")
    assert error_from(error, WRITE) is error
