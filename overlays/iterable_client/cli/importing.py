"""What the imports of Iterable share: entries of users or events, sent by a batch of the client."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from iterable_client.client import IterableClient
from iterable_client.resources.batches import usual_options
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.cli.entry_rows import shape_of
from sdk_core.cli.import_rows import OnFailure, Target, import_rows

USERS = ("email", "userId")


def bounds_of(operation: str, on_failure: OnFailure) -> BatchOptions:
    """Return how a batch is run: as usual, and with what is called with each row that is not taken."""
    return replace(usual_options(operation), on_failure=on_failure, max_kept_failures=0)


def import_entries(
    options: argparse.Namespace,
    operation: str,
    start: Callable[[IterableClient, Iterator[Any], BatchOptions], BatchRun[Any]],
    also: tuple[str, ...] = (),
) -> int:
    """Import users or events of a file; return the exit code.

    Args:
        options: what was parsed.
        operation: the operationId.
        start: returns the batch of a client, entries, and how it is run.
        also: members that each entry needs beside its user.
    """
    shape = shape_of(options.api, operation)

    def begin(client: IterableClient, rows: Iterator[Any], on_failure: OnFailure) -> BatchRun[Any]:
        return start(client, rows, bounds_of(operation, on_failure))

    def entry(values: dict[str, Any]) -> dict[str, Any]:
        made = shape.entry(values, options.empty)
        if not made.keys() & set(USERS):
            raise ValueError("it has neither email nor userId: give one of them")
        for name in also:
            if name not in made:
                raise ValueError(f"it has no {name}: give one")
        return made

    return import_rows(options, Target(operation, begin, entry, USERS, "one of them names the user"))
