"""System webhooks are taken from who proves to be Iterable, each event once, as its class, within bounds."""

import asyncio
import json
import logging
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iterable_api import models
from iterable_client.webhooks import MAX_BODY, UnknownEvent, WebhookReceiver, event_of

HEADERS = {"Authorization": "Bearer r2vZ0h1VnJ5s-example"}
DOCUMENT: dict[str, Any] = json.loads(files("iterable_api").joinpath("openapi.json").read_text("utf-8"))
CLICK = {
    "eventName": "emailClick",
    "email": "ada@example.com",
    "dataFields": {"messageId": "m1", "createdAt": "2026-03-02 20:21:04 +00:00", "url": "https://books.example"},
}


def samples() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and the sample of each webhook of the document."""
    for name, item in DOCUMENT["webhooks"].items():
        content = item["post"]["requestBody"]["content"]["application/json"]
        for example in content["examples"].values():
            yield name, example["value"]


def request_of(
    headers: dict[str, str] | list[tuple[str, str]] = HEADERS, method: str = "POST", kind: str = "http"
) -> dict[str, Any]:
    pairs = headers if isinstance(headers, list) else [*headers.items()]
    encoded = [(name.lower().encode(), value.encode()) for name, value in pairs]
    return {"type": kind, "method": method, "path": "/", "headers": encoded}


async def post(app: WebhookReceiver, body: bytes | list[bytes], **given: Any) -> int | None:  # noqa: ANN401
    """Post a body in parts and return the status, None where there was no response."""
    parts = iter([body] if isinstance(body, bytes) else body)
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        part = next(parts, None)
        if part is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": part, "more_body": not isinstance(body, bytes)}

    async def send(message: Any) -> None:  # noqa: ANN401
        sent.append(message)

    await app(request_of(**given), receive, send)
    return sent[0]["status"] if sent else None


def posted(app: WebhookReceiver, event: object, **given: Any) -> int | None:  # noqa: ANN401
    return asyncio.run(post(app, json.dumps(event).encode(), **given))


def receiver(**given: Any) -> tuple[WebhookReceiver, list[Any]]:  # noqa: ANN401
    events: list[Any] = []
    return WebhookReceiver(events.append, headers=HEADERS, **given), events


@pytest.mark.parametrize(("name", "sample"), [*samples()], ids=[name for name, _ in samples()])
def test_each_event_of_the_document_has_its_class(name: str, sample: dict[str, Any]) -> None:
    app, events = receiver()
    assert posted(app, sample) == 200
    (event,) = events
    assert type(event).__name__.lower() == f"{name}Webhook".lower()
    assert event.to_dict() == sample


def test_events_are_typed() -> None:
    app, events = receiver()
    posted(app, CLICK)
    (event,) = events
    assert isinstance(event, models.EmailClickWebhook)
    assert (event.email, event.data_fields.url) == ("ada@example.com", "https://books.example")


@pytest.mark.parametrize(
    "event",
    [
        {"eventName": "embeddedClick", "userId": "ada", "dataFields": {"createdAt": "now"}},
        {"eventName": "emailClick"},  # without what each has
        {"eventName": "emailClick", "dataFields": 7},
        {"eventName": "Error"},
        {"eventName": "../models"},
    ],
    ids=["unknown", "lacking", "wrong", "no-event", "path"],
)
def test_what_is_not_known_passes_as_plain_event(event: dict[str, Any]) -> None:
    app, events = receiver()
    assert posted(app, event) == 200
    (plain,) = events
    assert isinstance(plain, UnknownEvent)
    assert (plain.event_name, plain.to_dict()) == (event["eventName"], event)
    assert "ada" not in repr(plain)


def test_an_asynchronous_function_is_awaited() -> None:
    events: list[object] = []

    async def handle(event: object) -> None:
        await asyncio.sleep(0)
        events.append(event)

    assert posted(WebhookReceiver(handle, headers=HEADERS), CLICK) == 200
    assert len(events) == 1


class TestWhoPosts:
    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Authorization": "Bearer r2vZ0h1VnJ5s-exampl"},
            {"Authorization": "bearer r2vZ0h1VnJ5s-example"},
            {"X-Other": HEADERS["Authorization"]},
            [("Authorization", HEADERS["Authorization"]), ("Authorization", "another")],
        ],
        ids=["none", "short", "case", "elsewhere", "twice"],
    )
    def test_without_the_headers_nothing_is_read(self, headers: Any) -> None:  # noqa: ANN401
        app, events = receiver()
        assert posted(app, CLICK, headers=headers) == 401
        assert asyncio.run(post(app, [], headers=headers)) == 401  # no body is asked for
        assert events == []

    def test_other_headers_may_prove_it_and_all_must(self) -> None:
        events: list[object] = []
        wanted = {"X-Secret": "a-secret-of-some-length", **HEADERS}
        app = WebhookReceiver(events.append, headers=wanted)
        assert posted(app, CLICK, headers=HEADERS) == 401
        assert posted(app, CLICK, headers=wanted) == 200

    @pytest.mark.parametrize(
        ("given", "complaint"),
        [
            ({"headers": {}}, "headers cannot be empty"),
            ({"headers": {"Authorization": "short"}}, "too short to be a secret"),
            ({"headers": HEADERS, "max_remembered": 0}, "max_remembered cannot be 0"),
        ],
        ids=["none", "short", "number"],
    )
    def test_what_would_admit_anybody_is_rejected(self, given: Any, complaint: str) -> None:  # noqa: ANN401
        with pytest.raises(ValueError, match=complaint):
            WebhookReceiver(print, **given)

    def test_it_shows_no_secret(self) -> None:
        app, _ = receiver()
        assert "r2vZ0h1VnJ5s" not in f"{app!r} {vars(app)!r}"


class TestOnce:
    def test_an_event_that_comes_again_is_taken_and_not_handed_over(self) -> None:
        app, events = receiver()
        assert [posted(app, CLICK), posted(app, dict(reversed(CLICK.items())))] == [200, 200]
        assert len(events) == 1

    @pytest.mark.parametrize(
        "other",
        [
            {**CLICK, "eventName": "emailOpen"},
            {**CLICK, "email": "bob@example.com"},
            {**CLICK, "dataFields": {**CLICK["dataFields"], "messageId": "m2"}},  # type: ignore[dict-item]
            {**CLICK, "dataFields": {**CLICK["dataFields"], "createdAt": "2026-03-02 20:21:05 +00:00"}},  # type: ignore[dict-item]
        ],
        ids=["name", "user", "message", "time"],
    )
    def test_others_are_handed_over(self, other: dict[str, Any]) -> None:
        app, events = receiver()
        posted(app, CLICK)
        posted(app, other)
        assert len(events) == 2

    @pytest.mark.parametrize("member", ["url", "linkId", "ip"])
    def test_two_clicks_of_one_second_are_two_events(self, member: str) -> None:
        app, events = receiver()
        for value in ("1", "2", "1"):
            fields: dict[str, object] = {**CLICK["dataFields"], member: value}  # type: ignore[dict-item]
            assert posted(app, {**CLICK, "dataFields": fields}) == 200
        assert len(events) == 2

    def test_a_deep_event_is_taken_once_as_well(self) -> None:
        app, events = receiver()
        deep = '{"eventName": "new", "createdAt": 1, "dataFields": ' + '{"a": ' * 400 + "1" + "}" * 401
        assert [asyncio.run(post(app, deep.encode())) for _ in range(2)] == [200, 200]
        assert len(events) == 1

    def test_users_without_email_are_told_apart_by_their_ids(self) -> None:
        app, events = receiver()
        for user in ("ada", "bob", "ada"):
            posted(app, {"eventName": "emailSubscribe", "userId": user, "dataFields": {"createdAt": "now"}})
        assert len(events) == 2

    def test_events_that_say_neither_message_nor_time_all_count(self) -> None:
        app, events = receiver()
        for _ in range(2):
            posted(app, {"eventName": "smsReceived", "email": "ada@example.com", "dataFields": {}})
        assert len(events) == 2

    def test_only_some_are_remembered(self) -> None:
        app, events = receiver(max_remembered=2)
        for message in (1, 2, 3, 3, 1):
            posted(app, {"eventName": "emailOpen", "dataFields": {"messageId": message}})
        assert [event.data_fields.message_id for event in events] == [1, 2, 3, 1]

    def test_one_that_is_being_handled_is_to_come_again_later(self) -> None:
        async def run() -> None:
            began, go_on = asyncio.Event(), asyncio.Event()

            async def handle(_: object) -> None:
                began.set()
                await go_on.wait()

            app = WebhookReceiver(handle, headers=HEADERS)
            body = json.dumps(CLICK).encode()
            first = asyncio.ensure_future(post(app, body))
            await began.wait()
            assert await post(app, body) == 503
            go_on.set()
            assert [await first, await post(app, body)] == [200, 200]

        asyncio.run(run())

    def test_after_a_failure_it_may_come_again_and_the_log_says_nothing_personal(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        handed: list[object] = []

        def handle(event: object) -> None:
            handed.append(event)
            if len(handed) == 1:
                raise ValueError("ada@example.com cannot be stored")

        app = WebhookReceiver(handle, headers=HEADERS)
        with caplog.at_level(logging.DEBUG):
            assert [posted(app, CLICK), posted(app, CLICK)] == [500, 200]
        assert len(handed) == 2
        assert "failed with emailClick: ValueError" in caplog.text
        assert "ada" not in caplog.text

    def test_a_canceled_one_may_come_again(self) -> None:
        async def run() -> None:
            async def handle(_: object) -> None:
                await asyncio.Event().wait()

            app = WebhookReceiver(handle, headers=HEADERS)
            task = asyncio.ensure_future(post(app, json.dumps(CLICK).encode()))
            for _ in range(5):
                await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            other = asyncio.ensure_future(post(app, json.dumps(CLICK).encode()))
            for _ in range(5):
                await asyncio.sleep(0)
            assert not other.done()  # it is handed over, and not rejected as one at work
            other.cancel()

        asyncio.run(run())


class TestBounds:
    @pytest.mark.parametrize(
        "body",
        [b"", b"{", b"[]", b"7", b"{}", b'{"eventName": 7}', b'{"eventName": ""}', b"[" * 2_000],
        ids=["nothing", "broken", "list", "number", "empty", "number-name", "no-name", "deep"],
    )
    def test_what_is_no_event_is_rejected(self, body: bytes) -> None:
        app, events = receiver()
        assert asyncio.run(post(app, body)) == 400
        assert events == []

    def test_a_large_body_is_not_read_to_its_end(self) -> None:
        app, events = receiver()
        parts = iter([b" " * MAX_BODY, b" "])

        async def run() -> Any:  # noqa: ANN401
            sent: list[Any] = []

            async def receive() -> dict[str, Any]:
                return {"type": "http.request", "body": next(parts), "more_body": True}

            async def send(message: Any) -> None:  # noqa: ANN401
                sent.append(message)

            await app(request_of(), receive, send)
            return sent

        assert asyncio.run(run())[0]["status"] == 413
        assert events == []

    def test_only_posts_are_served(self) -> None:
        app, _ = receiver()
        assert posted(app, CLICK, method="GET") == 405
        with pytest.raises(ValueError, match="lifespan is not served here"):
            posted(app, CLICK, kind="lifespan")

    def test_a_sender_that_goes_away_gets_no_response(self) -> None:
        app, events = receiver()
        assert asyncio.run(post(app, [b"{"])) is None
        assert events == []

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        ),
        st.sampled_from([name for name, _ in samples()]),
    )
    def test_whatever_the_details_are_the_event_is_handed_over(self, details: object, name: str) -> None:
        app, events = receiver()
        assert posted(app, {"eventName": name, "email": details, "dataFields": details}) == 200
        assert len(events) == 1
        assert event_of({"eventName": name, "dataFields": details}).event_name == name
