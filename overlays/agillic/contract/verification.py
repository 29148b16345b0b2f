"""One examination of an instance from the first call to the last, and what was found."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from agillic.contract.call_recorder import CallRecorder, RunStopped
from agillic.contract.options import DEFAULT_CALLS
from agillic.contract.probes import AFTERWARDS, READING, WRITING, WRONG_SECRET
from agillic.contract.probes.table import Look
from agillic.contract.probes.token import ask_for_token
from agillic.contract.reading import read_everything
from agillic.contract.round_trip import write_everything
from agillic.contract.run import Run
from agillic.contract.temporary_recipients import TemporaryRecipients, prefix_of
from agillic.contract.verdicts import OperationFinding, judge
from agillic_api import Client
from sdk_core.contract.json_values import member


class RefusedError(Exception):
    """The instance could not be examined at all; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be examined, and how much.

    Attributes:
        url: Where the instance is; https, or http on this machine.
        credentials: A key of the scope public, and its secret.
        calls: How many calls may be made at most.
        write: Whether throw-away recipients are made and removed.
        wrong_secret: Whether a wrong secret is offered once.
    """

    url: str
    credentials: tuple[str, str] = field(repr=False)
    calls: int = DEFAULT_CALLS
    write: bool = False
    wrong_secret: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """What an examination found. It holds shapes and ids of the document, and no value of the instance.

    Attributes:
        operations: All operations of the document.
        settled: The options that were observed, by the id of their assumption.
        calls: How many calls were made.
        stopped: Why it ended early; empty when it did not.
        interrupted: Whether the user ended it.
        wrote: Whether throw-away recipients were made.
        remaining: The throw-away recipients that may still be there.
    """

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


def examine(
    order: Order,
    *,
    say: Callable[[str], object] = lambda _: None,
    wait: Callable[[float], object] = time.sleep,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Findings:
    """Examine an instance, one call after the other.

    Args:
        order: Where, and how much.
        say: Tells the user what matters before the end.
        wait: Lets seconds pass.
        now: Tells the present moment, in UTC.

    Raises:
        ValueError: The URL cannot be used.
        RefusedError: There was no token to begin with.

    >>> examine(Order("http://192.0.2.1", ("key", "secret")))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: the base URL must begin with https:// ...
    """
    with Client(order.url) as client:
        run = Run(CallRecorder(client, order.calls, wait), order.credentials, wait, now)
        progress = _Progress()
        try:
            _begin(run)
            read_everything(run)
            _look(run, READING)
            if order.wrong_secret:
                _look(run, WRONG_SECRET)
            if order.write:
                _write(run, progress, say)
        except RunStopped as stop:
            progress.stopped = str(stop)
        except KeyboardInterrupt:
            progress.stopped, progress.interrupted = "it was interrupted", True
        _look(run, AFTERWARDS)
        operations = judge(run, progress.stopped, write=order.write)
        return Findings(
            operations,
            run.settled,
            run.calls.made,
            progress.stopped,
            progress.interrupted,
            progress.wrote,
            progress.remaining,
        )


def _begin(run: Run) -> None:
    """Get the token that all other calls are made with."""
    try:
        token = member(ask_for_token(run), "access_token")
    except RunStopped as stop:
        raise RefusedError(f"{stop}; look at the URL, the connection and the budget") from stop
    response = run.calls.responses[-1]
    if not response.ok or not isinstance(token, str) or not token.isascii() or not token.isprintable():
        hint = "look at the key and the secret" if response.status in (400, 401, 403) else "look at the URL"
        raise RefusedError(f"the call for a token was answered {response.status}, without a token; {hint}")
    run.calls.headers = (("Authorization", f"Bearer {token}"),)


def _look(run: Run, probes: Mapping[str, Look]) -> None:
    for assumption, look in probes.items():
        with suppress(ValueError):  # a name of the instance that the client does not send
            if option := look(run):
                run.settled[assumption] = option


def _write(run: Run, progress: _Progress, say: Callable[[str], object]) -> None:
    """Make the round trip and the probes that write, and remove what they made."""
    key = run.known.key
    if key is None or run.known.fields.get(key) != "STRING":
        say("nothing is written: the recipient key of this instance is not told, or is no text")
        run.no_write = "the recipient key is not told, or is no text"
        return
    recipients = TemporaryRecipients(run, key)
    say(f"throw-away recipients begin with {prefix_of(run.mark)} and are removed at the end")
    progress.wrote = True
    try:
        write_everything(run, recipients)
        for assumption, look in WRITING.items():
            with suppress(ValueError):
                if option := look(run, recipients, key):
                    run.settled[assumption] = option
    finally:
        try:
            recipients.remove()
        finally:
            progress.remaining = recipients.remaining
