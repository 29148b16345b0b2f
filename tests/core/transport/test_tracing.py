"""A span per call, where OpenTelemetry is installed and spans were asked for."""

import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import httpx
import pytest
from retry_wire import Caller, Step, Time, Wire, sync_and_async
from tiny_client.operations import OPERATIONS

from sdk_core.transport.instrumentation.instrumentation import Instrumentation
from sdk_core.transport.instrumentation.tracing import Tracing
from sdk_core.transport.retries.call_state import RetryContext
from sdk_core.transport.retries.policy import RequestOptions

GET = OPERATIONS["getThing"]
SECRET = "FAKE_SECRET"  # noqa: S105 - planted to be looked for


class RecordedSpan:
    def __init__(self, name: str, attributes: Mapping[str, Any]) -> None:
        self.name = name
        self.attributes = dict(attributes)
        self.events: list[tuple[str, Mapping[str, Any]]] = []
        self.status: str | None = None
        self.ended = False

    def set_attribute(self, key: str, value: object) -> None:
        self.attributes[key] = value

    def add_event(self, name: str, attributes: Mapping[str, Any]) -> None:
        self.events.append((name, attributes))

    def set_status(self, status: str) -> None:
        self.status = status


class Telemetry(ModuleType):
    """Stands for `opentelemetry.trace`, of which it has what is used."""

    class SpanKind:
        CLIENT = "client"

    class StatusCode:
        ERROR = "error"

    def __init__(self) -> None:
        super().__init__("opentelemetry.trace")
        self.spans: list[RecordedSpan] = []

    def get_tracer(self, name: str) -> "Telemetry":
        assert name == "tiny_client"
        return self

    @contextmanager
    def start_as_current_span(
        self,
        name: str,
        *,
        kind: str,
        attributes: Mapping[str, Any],
        record_exception: bool,
        set_status_on_exception: bool,
    ) -> Generator[RecordedSpan, None, None]:
        assert (kind, record_exception, set_status_on_exception) == ("client", False, False)
        span = RecordedSpan(name, attributes)
        self.spans.append(span)
        try:
            yield span
        finally:
            span.ended = True


@pytest.fixture
def telemetry(monkeypatch: pytest.MonkeyPatch) -> Telemetry:
    module = Telemetry()
    monkeypatch.setitem(sys.modules, "opentelemetry", ModuleType("opentelemetry"))
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", module)
    return module


def caller(*steps: Step, asynchronous: bool, max_retries: int = 2) -> Caller:
    time = Time()
    made = Caller(Wire(*steps), asynchronous=asynchronous, max_retries=max_retries)
    made.retry = RetryContext(policy=made.retry.policy, clock=time.clock, random=lambda: 0.5)
    made.instrumentation = Instrumentation(package="tiny_client", tracing=Tracing("tiny_client"))
    return made


@sync_and_async
def test_a_call_is_one_span_and_its_repeats_are_events(telemetry: Telemetry, *, asynchronous: bool) -> None:
    caller(503, httpx.ReadTimeout(SECRET), 200, asynchronous=asynchronous).call(GET, RequestOptions(chunk=4))
    (span,) = telemetry.spans
    assert span.name == "getThing"
    assert span.attributes == {
        "http.request.method": "GET",
        "tiny_client.operation": "getThing",
        "url.template": "/things/{thingId}",
        "tiny_client.chunk": 4,
        "tiny_client.attempts": 3,
        "http.response.status_code": 200,
    }
    assert span.events == [
        ("retry", {"attempt": 1, "failure": "status 503", "wait_for": 0.25}),
        ("retry", {"attempt": 2, "failure": "ReadTimeout", "wait_for": 0.5}),
    ]
    assert span.ended
    assert span.status is None


@sync_and_async
def test_a_call_that_fails_is_a_failed_span_without_the_text_of_the_error(
    telemetry: Telemetry, *, asynchronous: bool
) -> None:
    with pytest.raises(httpx.ReadTimeout):
        caller(httpx.ReadTimeout(SECRET), asynchronous=asynchronous, max_retries=0).call()
    (span,) = telemetry.spans
    assert span.attributes == {"http.request.method": "POST", "tiny_client.attempts": 1, "error.type": "ReadTimeout"}
    assert (span.status, span.ended) == ("error", True)
    assert SECRET not in repr(vars(span))


def test_without_opentelemetry_asking_for_spans_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    monkeypatch.delitem(sys.modules, "opentelemetry.trace", raising=False)
    with pytest.raises(ModuleNotFoundError, match="pip install opentelemetry-api"):
        Tracing("tiny_client")


def test_nobody_imports_opentelemetry_unasked(telemetry: Telemetry) -> None:
    Caller(Wire(200)).call(GET)
    assert telemetry.spans == []
