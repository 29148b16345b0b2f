"""What is said of a batch that nobody ran."""

import warnings


def warn_of_unsent(operation: str, run: object) -> None:
    """Warn that a run was thrown away before it sent anything.

    Args:
        operation: the operationId.
        run: the run.
    """
    warnings.warn(
        f"a batch of {operation} was made and nothing was sent: call run() or iterate",
        ResourceWarning,
        stacklevel=3,  # who let go of it: above are this and the run's `__del__`
        source=run,
    )
