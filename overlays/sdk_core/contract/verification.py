"""One verification of an instance from the first call to the last, and what was found."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from sdk_core.contract.call_recorder import CallRecorder, RunStopped
from sdk_core.contract.contract import Contract, R, T, VerificationError
from sdk_core.contract.document import Document
from sdk_core.contract.options import VerificationOptions
from sdk_core.contract.run import Run
from sdk_core.contract.verdicts import OperationFinding, evaluate


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found. It holds shapes and ids of the document, and no value of the instance.

    Attributes:
        document: What the instance was held against.
        temporary: What throw-away objects are called.
        operations: All operations of the document.
        settled: The options that were observed, by the id of their assumption.
        calls: How many calls were made.
        stopped: Why it ended early; empty when it did not.
        interrupted: Whether the user ended it.
        wrote: Whether throw-away objects were made.
        remaining: The throw-away objects that may still be there.
    """

    document: Document
    temporary: str
    operations: Sequence[OperationFinding]
    settled: dict[str, str]
    calls: int
    stopped: str = ""
    interrupted: bool = False
    wrote: bool = False
    remaining: Sequence[str] = ()


@dataclass(slots=True)
class _Progress:
    stopped: str = ""
    interrupted: bool = False
    wrote: bool = False
    remaining: list[str] = field(default_factory=list[str])


def verify(
    contract: Contract[R, T],
    options: VerificationOptions,
    *,
    say: Callable[[str], object] = lambda _: None,
    wait: Callable[[float], object] = time.sleep,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Report:
    """Verify an instance, one call after the other.

    Args:
        contract: Of its API.
        options: Where, and how much.
        say: Prints for the user what matters before the end.
        wait: Lets seconds pass.
        now: Returns the present moment, in UTC.

    Raises:
        ValueError: The URL or the credentials cannot be used.
        VerificationError: The first call was rejected, or got no response.
    """
    with contract.open_client(options) as client:
        limiter = contract.make_limiter(options, now)
        run = contract.new_run(
            CallRecorder(client, contract.rules, options.max_calls, wait, limiter), options, wait, now
        )
        progress = _Progress()
        try:
            _begin(contract, run)
            contract.read_everything(run)
            _look(run, contract.reading)
            if options.wrong_credentials:
                _look(run, contract.wrong_credentials)
            if options.patience >= contract.patience:
                _look(run, contract.patient)
            if options.write:
                _write(contract, run, progress, say)
        except RunStopped as stop:
            progress.stopped = str(stop)
        except KeyboardInterrupt:
            progress.stopped, progress.interrupted = "it was interrupted", True
        _look(run, contract.passive)
        operations = evaluate(contract, run, progress.stopped, write=options.write)
        return Report(
            contract.document,
            contract.temporary,
            operations,
            run.settled,
            run.calls.made,
            progress.stopped,
            progress.interrupted,
            progress.wrote,
            progress.remaining,
        )


def _begin(contract: Contract[R, T], run: R) -> None:
    try:
        contract.begin(run)
    except RunStopped as stop:
        raise VerificationError(f"{stop}; look at the URL, the connection and the budget") from stop


def _look(run: R, probes: Mapping[str, Callable[[R], str | None]]) -> None:
    for assumption, probe in probes.items():
        _settle(run, assumption, partial(probe, run))


def _settle(run: Run, assumption: str, probe: Callable[[], str | None]) -> None:
    """Keep the option that a probe observes, unless the instance contradicted itself meanwhile."""
    before = run.calls.contradictions
    with suppress(ValueError):  # a name of the instance that the client does not send
        option = probe()
        if option and run.calls.contradictions == before:
            run.settled[assumption] = option


def _write(contract: Contract[R, T], run: R, progress: _Progress, say: Callable[[str], object]) -> None:
    """Make the round trip and the probes that write, and remove what they made."""
    temporary = contract.begin_writing(run)
    if temporary is None:
        say(f"nothing is written: {run.no_write}")
        return
    say(f"throw-away {contract.temporary} begin with {run.prefix} and are removed at the end")
    progress.wrote = True
    try:
        contract.write_everything(run, temporary)
        for assumption, probe in contract.writing.items():
            _settle(run, assumption, partial(probe, run, temporary))
    finally:
        try:
            temporary.remove()
        finally:
            progress.remaining = [*temporary.remaining]
