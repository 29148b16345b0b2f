"""Notifies hooks, log and span of a call of what happens to it, and spends next to nothing where nothing listens."""

import logging

import httpx
from attrs import Factory, frozen

from sdk_core.transport.instrumentation.hooks import COUNT_RETRY, CallEvent, Hook, Hooks, emit, logger_of
from sdk_core.transport.instrumentation.logs import log_end, log_request, log_response, log_retry
from sdk_core.transport.instrumentation.tracing import Span, Tracing
from sdk_core.transport.retries.call_state import CallState


@frozen(kw_only=True, eq=False)
class Instrumentation:
    """What is notified of the calls of a client; threads and loops may share it.

    Attributes:
        package: the API's, which its logger is called by.
        hooks: functions that are called.
        tracing: makes a span per call; None for no spans.
        logger: what the calls are logged by.

    >>> Instrumentation(package="tiny_client").logger.name
    'tiny_client'
    """

    package: str = "sdk_core"
    hooks: Hooks = Factory(Hooks)
    tracing: Tracing | None = None
    logger: logging.Logger = Factory(lambda made: logger_of(made.package), takes_self=True)


class CallInstrumentation:
    """Reports the attempts of one call.

    Args:
        instrumentation: what is notified of it.
        state: the call.
        request: what is sent; only its method is reported.
        span: the call's span, None for none.
    """

    __slots__ = ("_hooks", "_logger", "_name", "_package", "_request", "_span", "_state")

    def __init__(
        self, instrumentation: Instrumentation, state: CallState, request: httpx.Request, span: Span | None
    ) -> None:
        self._hooks, self._logger = instrumentation.hooks, instrumentation.logger
        self._package = instrumentation.package
        self._state = state
        self._request = request
        self._span = span
        self._name = state.operation.id if state.operation else ""

    def on_attempt(self) -> None:
        """Report that an attempt begins."""
        if self._logger.isEnabledFor(logging.DEBUG):
            template = self._state.operation.path if self._state.operation else ""
            log_request(self._logger, self._request.method, template, self._name, self._state.attempt)
        if self._hooks.on_request is not None:
            self._emit(self._hooks.on_request, "on_request")

    def on_response(self, response: httpx.Response, wait: float | None) -> None:
        """Report a response, and whether the call is retried after it."""
        if self._logger.isEnabledFor(logging.DEBUG):
            log_response(self._logger, self._name, self._state.attempt, response, self._state.elapsed())
        status = response.status_code
        if self._span is not None:
            self._span.set_attribute("http.response.status_code", status)
        self._on_end(f"status {status}", wait, status=status)

    def on_error(self, error: Exception, wait: float | None) -> None:
        """Report an attempt without a response, and whether the call is retried after it."""
        kind = type(error).__name__
        self._on_end(kind, wait, error=kind)

    def _on_end(self, failure: str, wait: float | None, status: int | None = None, error: str = "") -> None:
        state, hooks = self._state, self._hooks
        if hooks.on_response is not None:
            self._emit(hooks.on_response, "on_response", status, error)
        if self._span is not None:
            self._span.set_attribute(f"{self._package}.attempts", state.attempt)
        if wait is not None:
            log_retry(self._logger, self._name, state.attempt, failure, wait)
            if (count_retry := COUNT_RETRY.get()) is not None:
                count_retry()
            if self._span is not None:
                self._span.add_event("retry", {"attempt": state.attempt, "failure": failure, "wait_for": wait})
            if hooks.on_retry is not None:
                self._emit(hooks.on_retry, "on_retry", status, error, wait)
        elif state.stop_reason not in ("", "not-retryable"):
            log_end(self._logger, self._name, state.attempt, failure, state.stop_reason)

    def _emit(self, hook: Hook, name: str, status: int | None = None, error: str = "", wait: float = 0.0) -> None:
        state = self._state
        event = CallEvent(
            operation=self._name,
            attempt=state.attempt,
            chunk=state.options.chunk,
            status=status,
            error=error,
            wait_for=wait,
            elapsed=state.elapsed(),
        )
        emit(hook, name, event, self._logger)
