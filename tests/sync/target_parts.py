"""What the tests of targets share: a step is run as the engine of batches runs it, with entries that are ready."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import orjson

from sdk_core.calls.batches.engine import Engine
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.preparing import PreparedRows
from sdk_core.calls.batches.results import RowResult
from sdk_core.client import BaseClient, error_reader_of
from sdk_core.mock.request_journal import LoggedRequest
from sdk_core.sync.model.target import Step, Target, TargetKind, key_text

Item = tuple[str, Mapping[str, Any]]
"""A key, and an item; an empty one for an item that is removed."""


def kind_of(targets: Iterable[TargetKind], name: str) -> TargetKind:
    return next(each for each in targets if each.name == name)


def key(*values: str) -> str:
    return key_text(values)


def written(step: Step, items: Iterable[Item], client: BaseClient) -> list[RowResult]:
    """Send items by a step, and return what became of each."""
    engine = Engine(step.plan, BatchOptions(max_concurrency=1), error_reader_of(client))
    texts = [step.entry(name, orjson.dumps(item) if item else b"") + b"," for name, item in items]
    entries = PreparedRows([None] * len(texts), texts)
    results: list[RowResult] = []

    def drive() -> None:
        while (call := engine.next_call()) is not None:
            send: Callable[[bytes], Any] | None = step.send_single if call.is_single else step.send
            assert send is not None
            try:
                response = send(call.body)
            except Exception as error:  # noqa: BLE001 - as the drivers of batches do
                engine.complete(call, error)
            else:
                engine.complete(call, response)
        for chunk in engine.pop_results():
            results.extend(chunk)

    while entries.keys and not engine.stopped:
        entries = entries.after(engine.add_all(entries))
        drive()
    engine.close()
    drive()
    engine.raise_for_cause()
    return results


def run_mode(target: Target, mode: str, items: Iterable[Item], client: BaseClient) -> dict[str, list[RowResult]]:
    """Send items by all steps of a mode that write, and return what became of them by step."""
    rows = list(items)
    return {name: written(target.steps[name], rows, client) for name in target.modes[mode].writes}


def sent(requests: Iterable[LoggedRequest], operation: str) -> list[LoggedRequest]:
    return [each for each in requests if each.operation == operation]


def outcomes(results: Iterable[RowResult]) -> list[str]:
    return [each.outcome.value for each in results]
