"""Tells hooks, log and span of a call what happens to it, and spends next to nothing where nobody listens."""

import logging

import httpx
from attrs import Factory, frozen

from sdk_core.transport.instrumentation.hooks import CallEvent, Hook, Hooks, logger_of, tell
from sdk_core.transport.instrumentation.logs import log_answer, log_end, log_request, log_retry
from sdk_core.transport.instrumentation.tracing import Span, Tracing
from sdk_core.transport.retries.call_state import Course


@frozen(kw_only=True, eq=False)
class Instrumentation:
    """Who is told of the calls of a client; threads and loops may share it.

    Attributes:
        package: the API's, which its logger is called by.
        hooks: functions that are told.
        tracing: makes a span per call; None for no spans.
        logger: what the calls are logged by.

    >>> Instrumentation(package="tiny_client").logger.name
    'tiny_client'
    """

    package: str = "sdk_core"
    hooks: Hooks = Factory(Hooks)
    tracing: Tracing | None = None
    logger: logging.Logger = Factory(lambda made: logger_of(made.package), takes_self=True)


class Teller:
    """Tells about the attempts of one call.

    Args:
        instrumentation: who is told of it.
        course: the call.
        request: what is sent; only its method is told.
        span: the call's span, None for none.
    """

    __slots__ = ("_course", "_hooks", "_logger", "_name", "_package", "_request", "_span")

    def __init__(
        self, instrumentation: Instrumentation, course: Course, request: httpx.Request, span: Span | None
    ) -> None:
        self._hooks, self._logger = instrumentation.hooks, instrumentation.logger
        self._package = instrumentation.package
        self._course = course
        self._request = request
        self._span = span
        self._name = course.operation.id if course.operation else ""

    def began(self) -> None:
        """Tell that an attempt begins."""
        if self._logger.isEnabledFor(logging.DEBUG):
            template = self._course.operation.path if self._course.operation else ""
            log_request(self._logger, self._request.method, template, self._name, self._course.attempt)
        if self._hooks.on_request is not None:
            self._tell(self._hooks.on_request, "on_request")

    def on_response(self, response: httpx.Response, wait: float | None) -> None:
        """Tell of an answer, and whether the call is repeated after it."""
        if self._logger.isEnabledFor(logging.DEBUG):
            log_answer(self._logger, self._name, self._course.attempt, response, self._course.elapsed())
        status = response.status_code
        if self._span is not None:
            self._span.set_attribute("http.response.status_code", status)
        self._ended(f"status {status}", wait, status=status)

    def failed(self, error: Exception, wait: float | None) -> None:
        """Tell of an attempt without an answer, and whether the call is repeated after it."""
        kind = type(error).__name__
        self._ended(kind, wait, error=kind)

    def _ended(self, failure: str, wait: float | None, status: int | None = None, error: str = "") -> None:
        course, hooks = self._course, self._hooks
        if hooks.on_response is not None:
            self._tell(hooks.on_response, "on_response", status, error)
        if self._span is not None:
            self._span.set_attribute(f"{self._package}.attempts", course.attempt)
        if wait is not None:
            log_retry(self._logger, self._name, course.attempt, failure, wait)
            if self._span is not None:
                self._span.add_event("retry", {"attempt": course.attempt, "failure": failure, "wait_for": wait})
            if hooks.on_retry is not None:
                self._tell(hooks.on_retry, "on_retry", status, error, wait)
        elif course.stopped not in ("", "not-retryable"):
            log_end(self._logger, self._name, course.attempt, failure, course.stopped)

    def _tell(self, hook: Hook, name: str, status: int | None = None, error: str = "", wait: float = 0.0) -> None:
        course = self._course
        event = CallEvent(
            operation=self._name,
            attempt=course.attempt,
            chunk=course.options.chunk,
            status=status,
            error=error,
            wait_for=wait,
            elapsed=course.elapsed(),
        )
        tell(hook, name, event, self._logger)
