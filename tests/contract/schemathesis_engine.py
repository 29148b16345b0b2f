"""Running schemathesis on the mock, in this process or over TCP, and what comes out."""

from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import schemathesis
from client_surface import DOCUMENT
from schemathesis.engine import events, from_schema
from schemathesis.engine.run import PhaseName
from schemathesis.generation.stateful.state_machine import APIStateMachine
from schemathesis.reporting.junitxml import JunitXmlWriter
from schemathesis_coverage import Coverage
from schemathesis_exclusions import Exclusion
from schemathesis_hooks import Hooked, add_hooks
from schemathesis_settings import settings
from starlette.types import ASGIApp, Receive, Scope, Send

from agillic.mock.building import new_mock
from agillic.mock.calls import Mock
from agillic.mock.instance import load_instance
from agillic.mock.operations import all_routes
from sdk_core.mock.building import build_application
from sdk_core.mock.clock import Clock
from sdk_core.mock.server.server import Server

INSTANCE = replace(load_instance(), task_seconds=1)
"""The built-in one; a task has ended when its state is read twice, so that links lead to results."""
_NOW = datetime(2025, 12, 1, 12, tzinfo=UTC)
"""When the mock's clock stands still: the times in the document's examples are shortly before."""

Caller = Callable[[Callable[[], None]], None]
"""Calls a function between two steps of the mock."""


@dataclass
class Result:
    """What a run found.

    Attributes:
        failures: Each as a text that says the operation, the check, the request and the answer.
        used: The exclusions that a failure fell under.
        coverage: What was reached.
        checks: The names of the checks that ran.
        scenarios: How many chains of calls along the links there were.
    """

    failures: list[str] = field(default_factory=list[str])
    used: set[Exclusion] = field(default_factory=set[Exclusion])
    coverage: Coverage = field(default_factory=Coverage)
    checks: set[str] = field(default_factory=set[str])
    scenarios: int = 0


class Bench:
    """Schemathesis with a mock before it.

    Args:
        schema: As schemathesis loaded it, with the hooks.
        mock: What is called.
        call: How the mock is reached between two calls.
        used: Gets the exclusions that a failure fell under.
    """

    def __init__(self, schema: Hooked, mock: Mock, call: Caller, used: set[Exclusion]) -> None:
        self._schema, self._mock, self._call, self._used = schema, mock, call, used
        build = schema.build_state_machine

        def build_resetting(**arguments: Any) -> type[APIStateMachine]:  # noqa: ANN401 - passed on
            machine: Any = build(**arguments)

            def begin(self_: Any) -> None:  # noqa: ANN401 - a state machine
                machine.__init__(self_)
                self.reset()

            return type("Resetting", (machine,), {"__init__": begin})

        schema.build_state_machine = build_resetting

    def reset(self) -> None:
        """Let the mock begin anew, but keep the token that schemathesis has.

        Each scenario of the phase stateful does: else its data would depend on the scenarios before, and Hypothesis,
        which repeats them in part, would give up.
        """

        def reset() -> None:
            credentials = self._mock.state.credentials
            self._mock.reset()
            self._mock.state.credentials = credentials

        self._call(reset)

    def operations(self) -> list[str]:
        """Return the operationIds that are called."""
        return [str(found.ok().definition.raw["operationId"]) for found in self._schema.get_all_operations()]

    def run(
        self, operation: str | None = None, *, junit: Path | None = None, coverage: Coverage | None = None
    ) -> Result:
        """Run all phases that are set, on a mock that begins anew.

        Args:
            operation: The only operation that is called; None for all.
            junit: Where to write a report.
            coverage: Of an earlier run, to which this one adds.
        """
        self.reset()
        self._used.clear()
        schema = self._schema.include(operation_id=operation) if operation else self._schema
        writer = JunitXmlWriter(junit, config=schema.config.output) if junit else None
        result = Result(coverage=coverage or Coverage())
        for event in from_schema(schema).execute():
            _take(event, result)
            if writer and isinstance(event, events.ScenarioFinished):
                writer.write(event.recorder, event.elapsed_time, status=event.status)
        if writer:
            writer.close()
        result.used |= self._used
        return result


@contextmanager
def bench(
    *, phases: Collection[str], examples: int = 1, scenarios: int = 1, seed: int, over_tcp: bool = False
) -> Generator[Bench, None, None]:
    """Put schemathesis before a mock.

    Args:
        phases: As for `settings`.
        examples: As for `settings`.
        scenarios: As for `settings`.
        seed: As for `settings`.
        over_tcp: Whether the mock is served on a port; else its application is called.
    """
    config = settings(INSTANCE, phases=phases, examples=examples, scenarios=scenarios, seed=seed)
    schema: Hooked = schemathesis.openapi.from_dict(deepcopy(DOCUMENT), config=config)
    used: set[Exclusion] = set()
    add_hooks(schema, INSTANCE, used)
    mock = new_mock(INSTANCE, all_routes(), clock=Clock(_NOW), seed=0)
    try:
        with _reached(schema, build_application(mock), over_tcp=over_tcp) as call:
            yield Bench(schema, mock, call, used)
    finally:
        mock.close()


@contextmanager
def _reached(schema: Hooked, application: ASGIApp, *, over_tcp: bool) -> Generator[Caller, None, None]:
    if over_tcp:
        with Server(application) as server:
            schema.config.update(base_url=server.url)
            yield server.call
        return

    async def named_localhost(scope: Scope, receive: Receive, send: Send) -> None:
        # Calls in this process name the host `testserver`, which is none of the mock's.
        headers = [(name, b"localhost" if name == b"host" else value) for name, value in scope.get("headers", [])]
        await application({**scope, "headers": headers}, receive, send)

    schema.app = named_localhost
    yield lambda function: function()


def _take(event: events.EngineEvent, result: Result) -> None:
    if isinstance(event, events.NonFatalError):
        result.failures.append(f"{event.label}: {event.info.format()}")
    elif isinstance(event, events.FatalError):
        result.failures.append(f"the run broke off: {event.exception!r}")
    elif isinstance(event, events.ScenarioFinished):
        result.failures += _failures(event)
        result.coverage.add(event.recorder)
        result.checks |= {check.name for checks in event.recorder.checks.values() for check in checks}
        result.scenarios += event.phase is PhaseName.STATEFUL_TESTING


def _failures(event: events.ScenarioFinished) -> Iterator[str]:
    recorder: Any = event.recorder  # as in `Coverage.add`
    for id_, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info is None:
                continue
            case, interaction = recorder.cases[id_].value, recorder.interactions.get(id_)
            response = interaction.response if interaction else None
            answer = f"{response.status_code} {response.content[:500]!r}" if response else "none"
            yield (
                f"{case.operation.label} [{event.phase.value}] {check.name}: {check.failure_info.failure.message}\n"
                f"request: {check.failure_info.code_sample}\nanswer: {answer}"
            )
