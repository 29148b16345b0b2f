"""`agillic events import`: events of a file are achieved."""

import argparse
from collections.abc import Iterator
from typing import Any, Final

from sdk_core.cli.import_options import add_import_options
from sdk_core.cli.lazy_parser import LazyParser

DESCRIPTION: Final = (
    "Achieve events: a row for each, with the columns recipientId and eventId. Other columns are the context that is "
    "handed to what the event starts; JSON lines may have it as the member context, with tables. The work is done by "
    "tasks, which are waited for.\n"
    "This may send messages to people: it starts what may send. It asks first, unless --yes is given."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    add_import_options(parser, asks=True)


def run(options: argparse.Namespace) -> int:
    """Import the rows; return the exit code."""
    from agillic.client import Agillic  # noqa: PLC0415 - the client takes its time
    from agillic.resources.batch_options import BatchOptions  # noqa: PLC0415 - so
    from sdk_core.cli.entry_rows import shape_of  # noqa: PLC0415 - so
    from sdk_core.cli.import_rows import OnFailure, Target, import_rows  # noqa: PLC0415 - so

    operation = "asyncAchieveEvent"
    shape = shape_of(options.api, operation)

    def start(client: Agillic, rows: Iterator[Any], on_failure: OnFailure) -> Any:  # noqa: ANN401 - a run
        bounds = BatchOptions(on_failure=on_failure, max_kept_failures=0)
        return client.events.achieve_many(rows, options=bounds)

    def achievement(values: dict[str, Any]) -> dict[str, Any]:
        entry = shape.entry(values, options.empty)
        for name in ("recipientId", "eventId"):
            if name not in entry:
                raise ValueError(f"it has no {name}: give one")
        return entry

    advice = "name the columns recipientId and eventId"
    return import_rows(options, Target(operation, start, achievement, ("eventId",), advice))
