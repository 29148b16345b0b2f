"""Imports the rows of a file by a batch of the client, which takes its time to load: only `run` of a command needs it.

Each row of the file is taken, or it is counted, and written to the file of rejected rows with its reason.
"""

import sys
from argparse import Namespace
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from sdk_core.apis import find_api
from sdk_core.calls.batches.errors import BatchInterrupted
from sdk_core.calls.batches.results import SUCCESSES, Outcome, RowResult
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.batches.summary import BatchSummary, line_of
from sdk_core.calls.progress import shown
from sdk_core.cli import exit_codes
from sdk_core.cli.calling import show
from sdk_core.cli.clients import open_client
from sdk_core.cli.confirmation import may_go_on
from sdk_core.cli.import_options import CLEAR
from sdk_core.cli.interrupt_gate import InterruptGate
from sdk_core.cli.plain_text import for_terminal
from sdk_core.cli.rejected_rows import RejectedFileError, RejectedRows
from sdk_core.cli.row_files import STDIN, ReadRow, RowFile, layout_of, open_rows
from sdk_core.cli.tables import read_table
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.wire.redaction import redact

OnFailure = Callable[[RowResult], None]
_SHOWN = 10
"""How many reasons the summary has, the most frequent first."""
_MAX_REASONS = 1_000


class Target(NamedTuple):
    """Where rows go.

    Attributes:
        operation: the operationId of the calls.
        start: returns the batch, which sends when it is run: of a client, rows, and what is called with each row that
            the server does not take.
        row: makes what the batch takes of a row, or raises ValueError with what is wrong with it; see `without_empty`.
        needs: names of which a CSV file must have one.
        advice: what to do if it has none.
        values: the parameters of the calls, by their names on the wire.
    """

    operation: str
    start: Callable[[Any, Iterator[Any], OnFailure], BatchRun[Any]]
    row: Callable[[dict[str, Any]], Any]
    needs: tuple[str, ...] = ()
    advice: str = "give another file"
    values: Mapping[str, Any] = {}


def import_rows(options: Namespace, target: Target) -> int:
    """Import the rows of a file, or show what would be sent; return the exit code.

    Args:
        options: those of `import_options`, and `api`.
        target: where rows go.

    Raises:
        ApiError: a call failed before any row was read.
        KeyboardInterrupt: it was broken off; the summary is printed.
        OSError: a file cannot be read or made.
        ValueError: the file cannot be used; nothing was sent.
    """
    layout = layout_of(options.file, options.format, options.delimiter)
    with open_rows(options.file, layout) as rows, open_client(find_api(options.api), options.profile) as client:
        rows.need(target.needs, target.advice)
        if options.dry_run:
            with RejectedRows(None, rows) as rejected:
                return _Import(options, target, rows, rejected).show(client)
        if not _may_go_on(options, target):
            sys.stderr.write("nothing was sent\n")
            return exit_codes.FAILED
        with RejectedRows(options.rejected, rows) as rejected:
            return _Import(options, target, rows, rejected).run(client)


def _may_go_on(options: Namespace, target: Target) -> bool:
    entry = next(each for each in read_table(options.api)["operations"] if each["id"] == target.operation)
    question = f"{entry['method']} {entry['path']} with the rows of {options.file}"
    return may_go_on(entry, lambda: question, yes=options.yes, is_stdin_used=options.file == STDIN)


def without_empty(values: Mapping[str, Any], empty: str) -> dict[str, Any]:
    """Return the fields of a row, of which empty texts and nulls are left out or clear their fields.

    Args:
        values: by the names of fields.
        empty: what `--empty` says.

    >>> without_empty({"EMAIL": "ada@example.com", "LASTNAME": ""}, "leave")
    {'EMAIL': 'ada@example.com'}
    >>> without_empty({"LASTNAME": ""}, "clear")
    {'LASTNAME': None}
    """
    return {
        name: None if value in ("", None) else value
        for name, value in values.items()
        if empty == CLEAR or value not in ("", None)
    }


class _Import:
    """One import, and what is known of its rows."""

    def __init__(self, options: Namespace, target: Target, rows: RowFile, rejected: RejectedRows) -> None:
        self._options, self._target, self._rows, self._rejected = options, target, rows, rejected
        self._read = 0
        self._waiting: deque[ReadRow] = deque()
        """The rows without a result, in their order."""
        self._settled = 0
        """How many rows of the batch have one."""
        self._gate = InterruptGate()
        self._is_left = False
        """Whether it was broken off."""
        self._reasons: Counter[tuple[str, str]] = Counter()

    def run(self, client: SyncAPIClient) -> int:
        """Send the rows, say what became of them, and return the exit code."""
        if self._rows.is_stream:
            self._rows.lines.readline = self._gate.interruptible(self._rows.lines.readline)
        batch = self._target.start(client, self._source(), self._take_failure)
        try:
            with self._gate, shown(True, _line) as tell:  # noqa: FBT003 - as `progress=` has it
                batch.run(lambda summary: self._note(summary, tell))
        except BatchInterrupted as error:
            cause = error.__cause__ or error
            self._leave(batch.summary, "the import was stopped before")
            if isinstance(cause, RejectedFileError):
                return _code_of(cause, batch.summary)
            sys.stderr.write(f"stopped: {for_terminal(redact(str(cause) or type(cause).__name__))}\n")
            return _code_of(cause, batch.summary)
        except RejectedFileError as error:
            self._leave(batch.summary, "the import was stopped before")
            return _code_of(error, batch.summary)
        except BaseException:
            self._leave(batch.summary, "the import was interrupted before")
            raise
        self._report(batch.summary)
        return exit_codes.PARTLY_FAILED if self._rejected.written else exit_codes.DONE

    def show(self, client: SyncAPIClient) -> int:
        """Print the first request, and how many rows and calls it would be."""
        first: bytes | None = None

        def keep(body: bytes) -> None:
            nonlocal first
            first = body if first is None else first
            self._settle(batch.summary.rows)

        batch = self._target.start(client, self._source(), self._take_failure)
        summary = batch.dry_run(keep)
        if first is not None:
            operation = find_api(self._options.api).operations[self._target.operation]
            show(client.prepare(operation, self._target.values, first), sys.stdout)
        rows = summary.succeeded
        sys.stderr.write(
            f"{_number(self._read, 'row')} read; {rows:,} would be sent, in {_number(summary.calls, 'call')}\n"
        )
        self._print_reasons()
        return exit_codes.DONE

    def _source(self) -> Iterator[Any]:
        """Yield what the batch takes; rows of which it can take nothing are rejected here."""
        row: ReadRow | None
        while True:
            with self._gate.step():
                row = next(self._rows, None)
                made = None if row is None else self._made(row)
            if row is None:
                return
            if made is not None:
                yield made

    def _made(self, row: ReadRow) -> object:
        """Return what the batch takes of a row, which waits for its result then; None for nothing."""
        self._read += 1
        problem = row.problem
        made: object = None
        if not problem:
            try:
                made = self._target.row(row.values)
            except ValueError as error:
                problem = str(error)
        if problem:
            self._reject(row, Outcome.REJECTED, problem)
            return None
        self._waiting.append(row)
        return made

    def _note(self, summary: BatchSummary, tell: Callable[[BatchSummary], object]) -> None:
        with self._gate.step():
            self._settle(summary.rows)
            self._rejected.flush()  # so that little is lost when the process is killed
        tell(summary)

    def _settle(self, rows: int) -> None:
        """Let go of the rows of the batch before a place; all that failed were taken out before."""
        while self._settled < rows and self._waiting:
            self._waiting.popleft()
            self._settled += 1

    def _take_failure(self, result: RowResult) -> None:
        with self._gate.step():
            self._settle(result.index)
            self._settled += 1
            self._reject(self._waiting.popleft(), result.outcome, result.message)

    def _reject(self, row: ReadRow, outcome: Outcome, message: str) -> None:
        message = redact(message)
        reason = str(outcome), message
        if reason not in self._reasons and len(self._reasons) >= _MAX_REASONS:
            reason = str(outcome), ""
        self._reasons[reason] += 1
        self._rejected.add(row, f"{outcome}: {message}" if message else str(outcome))
        if self._rejected.failure and not self._is_left:
            raise RejectedFileError(self._rejected.failure)

    def _leave(self, summary: BatchSummary, why: str) -> None:
        """Say what became of the rows of an import that was broken off, and keep those that were not sent."""
        self._is_left = True
        self._settle(summary.rows)
        for row in self._waiting:
            self._reject(row, Outcome.NOT_SENT, why)
        last = self._rows.lines.number - len(self._rows.lines.taken)
        is_whole = self._options.rejected is not None and not self._rows.is_stream
        try:
            if is_whole:
                self._keep_rest(why)
        except KeyboardInterrupt:
            self._rejected.failure = f"{self._rejected.path} lacks rows, for that was interrupted too"
        self._report(summary)
        if not is_whole:
            sys.stderr.write(f"{self._rows.name} was read up to line {last:,}; what follows was not sent\n")

    def _keep_rest(self, why: str) -> None:
        """Write the rows that were not read."""
        with suppress(ValueError):  # it cannot be read on, as is said elsewhere
            for row in self._rows:
                self._read += 1
                self._reject(row, Outcome.REJECTED if row.problem else Outcome.NOT_SENT, row.problem or why)

    def _report(self, summary: BatchSummary) -> None:
        done = f"{summary.succeeded:,} done" + _kinds(summary)
        done += f", {self._rejected.written:,} not; {_number(summary.calls, 'call')}"
        sys.stderr.write(f"{_number(self._read, 'row')} read: {done}\n")
        self._print_reasons()
        if summary.pending_tasks:
            tasks = ", ".join(for_terminal(each) for each, _ in summary.pending_tasks.most_common(_SHOWN))
            sys.stderr.write(f"{_number(len(summary.pending_tasks), 'task')} did not end in time and go on: {tasks}\n")
        self._rejected.flush()
        if self._rejected.failure:
            sys.stderr.write(f"stopped: {for_terminal(self._rejected.failure)}\n")
        elif self._rejected.written and self._rejected.path is not None:
            sys.stderr.write(
                f"the rows that are not done are in {self._rejected.path}; correct them, and import that\n"
            )
        elif self._rejected.written:
            sys.stderr.write("--rejected FILE keeps such rows, each with its reason\n")

    def _print_reasons(self) -> None:
        for (outcome, message), number in self._reasons.most_common(_SHOWN):
            sys.stderr.write(for_terminal(f"  {number:,} {outcome}" + (f": {message}" if message else "")) + "\n")
        if (more := len(self._reasons) - _SHOWN) > 0:
            sys.stderr.write(f"  and {_number(more, 'other reason')}\n")


def _kinds(summary: BatchSummary) -> str:
    """Return how many rows were new, in parentheses, or else what is known of them."""
    counted = {"created": summary.created, "updated": summary.updated}
    if sum(counted.values()) != summary.succeeded:
        counted = {str(each): summary.outcomes[each] for each in Outcome if each in SUCCESSES}
    reported = ", ".join(f"{number:,} {kind}" for kind, number in counted.items() if number)
    return f" ({reported})" if reported else ""


def _line(summary: BatchSummary) -> str:
    return line_of(summary, None)


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def _code_of(cause: BaseException, summary: BatchSummary) -> int:
    """Return the exit code for what stopped an import: a file that cannot be read on is wrong usage only at first."""
    code = exit_codes.code_of(cause)
    return exit_codes.PARTLY_FAILED if code == exit_codes.USAGE and summary.succeeded else code
