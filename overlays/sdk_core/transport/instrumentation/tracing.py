"""An OpenTelemetry span per call, where `opentelemetry-api` is installed and spans are wanted.

A span carries the operation, method, path template, chunk, status and number of attempts; a retry is an event in it.
Values, URLs, bodies and texts of errors are left out: telemetry leaves the house.
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Protocol

from sdk_core.wire.operations import Operation


class Span(Protocol):
    """What is used of a span of OpenTelemetry."""

    def set_attribute(self, key: str, value: str | float) -> None:
        """Set an attribute."""
        ...

    def add_event(self, name: str, attributes: Mapping[str, str | float]) -> None:
        """Add an event."""
        ...


class Tracing:
    """Makes the spans of calls.

    Args:
        package: the API's, which the tracer is called by, and what spans say that OpenTelemetry has no name for.

    Raises:
        ModuleNotFoundError: `opentelemetry-api` is not installed; the message says what to do.
    """

    def __init__(self, package: str) -> None:
        try:
            trace: Any = import_module("opentelemetry.trace")
        except ModuleNotFoundError as error:
            raise ModuleNotFoundError(
                "spans need OpenTelemetry: run `pip install opentelemetry-api`, or do not ask for spans",
                name=error.name,
            ) from None
        self._package = package
        self._tracer = trace.get_tracer(package)
        self._kind = trace.SpanKind.CLIENT
        self._failed = trace.StatusCode.ERROR

    @contextmanager
    def span(self, operation: Operation | None, method: str, chunk: int | None) -> Generator[Span, None, None]:
        """Be a span around a call. An exception marks it as failed by its class, without its text."""
        attributes: dict[str, str | int] = {"http.request.method": method}
        if operation is not None:
            attributes |= {f"{self._package}.operation": operation.id, "url.template": operation.path}
        if chunk is not None:
            attributes[f"{self._package}.chunk"] = chunk
        with self._tracer.start_as_current_span(
            operation.id if operation else method,
            kind=self._kind,
            attributes=attributes,
            record_exception=False,  # both would bring the text of the error along
            set_status_on_exception=False,
        ) as span:
            try:
                yield span
            except BaseException as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(self._failed)
                raise
