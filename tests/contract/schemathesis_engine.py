"""Running schemathesis on the mock, in this process or over TCP, and what comes out."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis.engine import events, from_schema
from schemathesis.engine.run import PhaseName
from schemathesis.generation.stateful.state_machine import APIStateMachine
from schemathesis.reporting.junitxml import JunitXmlWriter
from schemathesis_arrangements import AS_IT_IS, FORM, AnyMock, Arrangement, arranged
from schemathesis_coverage import Coverage
from schemathesis_exclusions import Exclusion
from schemathesis_hooks import Hooked, add_hooks
from schemathesis_settings import Amount, settings
from schemathesis_subject import Subject
from starlette.types import ASGIApp, Receive, Scope, Send

from sdk_core.mock.building import build_application
from sdk_core.mock.server.server import Server

Caller = Callable[[Callable[[], None]], None]
"""Calls a function between two steps of the mock."""


@dataclass
class Result:
    """What a run found.

    Attributes:
        coverage: What was reached.
        failures: Each as a text that says the operation, the check, the request and the response.
        used: The exclusions that a failure fell under.
        checks: The names of the checks that ran.
        scenarios: How many chains of calls along the links there were.
    """

    coverage: Coverage
    failures: list[str] = field(default_factory=list[str])
    used: set[Exclusion] = field(default_factory=set[Exclusion])
    checks: set[str] = field(default_factory=set[str])
    scenarios: int = 0


class Bench:
    """Schemathesis with a mock before it.

    Args:
        subject: Whose mock it is.
        schema: As schemathesis loaded it, with the hooks.
        mock: What is called.
        call: How the mock is reached between two calls.
        used: Gets the exclusions that a failure fell under.
    """

    def __init__(self, subject: Subject, schema: Hooked, mock: AnyMock, call: Caller, used: set[Exclusion]) -> None:
        self._subject, self._schema, self._mock, self._call, self._used = subject, schema, mock, call, used
        build = schema.build_state_machine

        def build_resetting(**arguments: Any) -> type[APIStateMachine]:  # noqa: ANN401 - passed on
            machine: Any = build(**arguments)

            def begin(self_: Any) -> None:  # noqa: ANN401 - a state machine
                machine.__init__(self_)
                self.reset()

            return type("Resetting", (machine,), {"__init__": begin})

        schema.build_state_machine = build_resetting

    def reset(self) -> None:
        """Let the mock begin anew, but keep what schemathesis relies on, such as its token.

        Each scenario of the phase stateful does: else its data would depend on the scenarios before, and Hypothesis,
        which repeats them in part, would give up.
        """

        def reset() -> None:
            kept = self._subject.keep(self._mock)
            self._mock.reset()
            self._subject.put_back(self._mock, kept)
            self._subject.prepare(self._mock)

        self._call(reset)

    def operations(self) -> list[str]:
        """Return the operationIds that are called."""
        return [str(found.ok().definition.raw["operationId"]) for found in self._schema.get_all_operations()]

    def run(
        self, *operations: str, junit: Path | None = None, coverage: Coverage | None = None, source: str = ""
    ) -> Result:
        """Run all phases that are set, on a mock that begins anew.

        Args:
            *operations: The only operations that are called; none for all.
            junit: Where to write a report.
            coverage: Of an earlier run, to which this one adds.
            source: What the coverage is told to be by, where not by the names of the phases.
        """
        self.reset()
        self._used.clear()
        schema = self._schema.include(operation_id=[*operations]) if operations else self._schema
        writer = JunitXmlWriter(junit, config=schema.config.output) if junit else None
        result = Result(coverage or Coverage(self._subject))
        for event in from_schema(schema).execute():
            _take(event, result, source)
            if writer and isinstance(event, events.ScenarioFinished):
                writer.write(event.recorder, event.elapsed_time, status=event.status)
        if writer:
            writer.close()
        result.used |= self._used
        return result


@contextmanager
def bench(
    subject: Subject, amount: Amount, *, over_tcp: bool = False, arrangement: Arrangement = AS_IT_IS
) -> Generator[Bench, None, None]:
    """Put schemathesis before a mock.

    Args:
        subject: Whose mock it is.
        amount: How much schemathesis does.
        over_tcp: Whether the mock is served on a port; else its application is called.
        arrangement: What is different about the mock, and about the calls on their way to it.
    """
    config = settings(subject, amount, () if arrangement is AS_IT_IS else FORM)
    schema: Hooked = schemathesis.openapi.from_dict(deepcopy(subject.document), config=config)
    used: set[Exclusion] = set()
    add_hooks(schema, subject, used)
    mock = subject.new_mock(arrangement)
    try:
        application = arranged(
            arrangement, mock, build_application(mock), subject.credentials, subject.seconds_between_calls
        )
        with _reached(schema, application, over_tcp=over_tcp) as call:
            yield Bench(subject, schema, mock, call, used)
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


def _take(event: events.EngineEvent, result: Result, source: str) -> None:
    if isinstance(event, events.NonFatalError):
        result.failures.append(f"{event.label}: {event.info.format()}")
    elif isinstance(event, events.FatalError):
        result.failures.append(f"the run broke off: {event.exception!r}")
    elif isinstance(event, events.ScenarioFinished):
        result.failures += _failures(event)
        result.coverage.add(event.recorder, source or event.phase.value)
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
            shown = f"{response.status_code} {response.content[:500]!r}" if response else "none"
            yield (
                f"{case.operation.label} [{event.phase.value}] {check.name}: {check.failure_info.failure.message}\n"
                f"request: {check.failure_info.code_sample}\nresponse: {shown}"
            )
