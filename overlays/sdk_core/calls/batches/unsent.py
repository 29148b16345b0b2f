"""What is said of a batch that was not meant as it was written: it was not run, or its rows are none."""

import warnings
from collections.abc import Mapping


def warn_of_unsent(operation: str, run: object) -> None:
    """Warn that a run was thrown away before it sent anything.

    Args:
        operation: the operationId.
        run: the run.
    """
    warnings.warn(
        f"a batch of {operation} was made and nothing was sent: call run() or iterate",
        RuntimeWarning,  # as of a coroutine that was never awaited: Python shows it by default
        stacklevel=3,  # who let go of it: above are this and the run's `__del__`
        source=run,
    )


def check_rows_argument(rows: object) -> None:
    """Reject what can be iterated over, but is no rows.

    Raises:
        TypeError: it is a text, bytes or a dict.
    """
    kind: type = type(rows)
    if issubclass(kind, str | bytes | Mapping):
        raise TypeError(f"rows cannot be a {kind.__name__}: give a list, also for a single row")
