# ruff: noqa: N818 - the names say what happened, as those of the errors of calls do
"""The errors of batches, pages and tasks of Agillic: what `except AgillicError` takes beside the errors of calls.

`ERRORS` is how `Agillic` and `AsyncAgillic` read errors: with these classes and those of the generated package.
"""

from dataclasses import replace
from typing import ClassVar, Final

from agillic.resources.batches import verdicts
from agillic.resources.pages import troubles
from agillic.resources.tasks import failures
from agillic_api.errors import AgillicError, NotFound
from agillic_api.types import WIRE as GENERATED
from sdk_core.wire.requests import Wire


class BatchInterrupted(verdicts.BatchInterrupted, AgillicError):
    """A batch was stopped: its source failed, or a call failed in a way that all others would share.

    What was in flight was finished, and each row that was read has a result. The error's cause says what stopped it.

    Args:
        operation: the operationId.
        summary: the sums until then.
        cause: what stopped it. Its text is repeated if it is one of ours; others might quote a row.
    """


class RowsFailed(verdicts.RowsFailed, AgillicError):
    """Rows of a batch failed, and its caller wanted that to be an error. All rows have a result nonetheless.

    Args:
        summary: the sums, with the reasons.
    """


class PagingError(troubles.PagingError, AgillicError):
    """An answer does not lead on to the rest of the result: it repeats, skips or contradicts an earlier one.

    The items before it were all handed over. `page_start` of the error is where one goes on.
    """


class DocumentExpired(troubles.DocumentExpired, NotFound):
    """A document of pages expired before its last page was read: 5 minutes after its last use, or 30 in all [S1].

    `page_start` of the error is where one goes on.
    """


class TaskNotFinished(failures.TaskNotFinished, AgillicError):
    """The time to wait is over, and the task goes on: nothing was stopped.

    Args:
        message: what was waited for, and how long.
        task_id: the task's id.
        word: the server's last word for its state; empty when it was not told.
        **facts: as of `AgillicError`; `operation` is the one that started the task.
    """

    _client: ClassVar[str] = "agillic"


class TaskGone(failures.TaskGone, NotFound):
    """The server knew the task and does not know it any more: it may have ended and been forgotten.

    How long tasks are kept is documented nowhere (assumption task-lifetime).

    Args:
        message: what was asked for.
        task_id: the task's id.
        **facts: as of `AgillicError`; `operation` is the one that started the task.
    """


ERRORS: Final = replace(
    GENERATED.errors,
    family={
        **GENERATED.errors.family,
        verdicts.BatchInterrupted: BatchInterrupted,
        verdicts.RowsFailed: RowsFailed,
        troubles.PagingError: PagingError,
        troubles.DocumentExpired: DocumentExpired,
        failures.TaskNotFinished: TaskNotFinished,
        failures.TaskGone: TaskGone,
    },
)
"""How answers without success are read, with the classes of this module."""
WIRE: Final[Wire] = replace(GENERATED, errors=ERRORS)
"""How requests are written and errors are read."""
