"""What the evidence of each operation should become."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sdk_core.contract.contract import Contract
from sdk_core.contract.differences import EMPTY, Difference, differences
from sdk_core.contract.responses import ReceivedResponse
from sdk_core.contract.run import Run

AnyContract = Contract[Any, Any]

Verdict = Literal["confirmed", "corrected", "unknown"]

_TOO_MANY, _SERVER_ERROR = 429, 500


@dataclass(frozen=True, slots=True)
class OperationFinding:
    """What was seen of one operation.

    Attributes:
        operation: The operationId.
        level: What the document's evidence says today.
        verdict: confirmed: it responds as documented. corrected: it does not; see the differences. unknown: see the
            reason.
        statuses: The statuses of its responses, ascending.
        reason: Why nothing is known.
        differences: Between the responses and the document.
    """

    operation: str
    level: str
    verdict: Verdict
    statuses: tuple[int, ...] = ()
    reason: str = ""
    differences: tuple[Difference, ...] = ()


def evaluate(contract: AnyContract, run: Run, stopped: str, *, write: bool) -> list[OperationFinding]:
    """Return what is to be said of every operation of the document.

    Args:
        contract: Of the API.
        run: With all responses.
        stopped: Why no more calls were made; empty when all were.
        write: Whether throw-away objects were to be written.
    """
    responses: dict[str, list[ReceivedResponse]] = {}
    for each in run.calls.responses:
        if each.as_documented and each.status != _TOO_MANY and each.status < _SERVER_ERROR:
            responses.setdefault(each.operation, []).append(each)
    failed = {each.operation for each in run.calls.responses if each.status >= _SERVER_ERROR}
    return [
        _finding(run, id_, responses.get(id_, []), _reason(contract, run, id_, stopped, failed, write=write))
        for id_ in run.document.operations
    ]


def _finding(run: Run, operation_id: str, responses: list[ReceivedResponse], reason: str) -> OperationFinding:
    level = str(run.document.operations[operation_id]["x-traits"]["evidence"]["level"])
    statuses = tuple(sorted({each.status for each in responses}))
    found = tuple(dict.fromkeys(_all_differences(run, responses)))
    if found:
        return OperationFinding(operation_id, level, "corrected", statuses, differences=found)
    successes = [each for each in responses if each.ok and (each.should_succeed or not each.only_reads)]
    if successes:
        return OperationFinding(operation_id, level, "confirmed", statuses)
    rejected = [each.status for each in responses if each.should_succeed]
    if rejected:
        reason = f"rejected with {rejected[0]}, which is documented, though all that it names was there"
    return OperationFinding(operation_id, level, "unknown", statuses, reason)


def _all_differences(run: Run, responses: Sequence[ReceivedResponse]) -> Iterable[Difference]:
    """Return how responses differ from the document.

    What would change by a repeat is not called twice (see `doubts`), so of responses to writes the usual ones count. So
    do those of a status that rejects, and bodies that are empty: of many, one that is cut off may be cut off twice.
    """
    counted = Counter(found for each in responses for found in set(differences(run.document, each, run.private)))
    written = sum(each.ok and not each.only_reads for each in responses)
    statuses = Counter(each.status for each in responses)

    def of(found: Difference) -> int:
        return statuses[found.status] if found.what == EMPTY or not 200 <= found.status <= 299 else written  # noqa: PLR2004 - as HTTP has it

    return (found for found, number in counted.items() if 2 * number > of(found))


def _reason(  # noqa: PLR0913 - all that may be the reason
    contract: AnyContract, run: Run, operation_id: str, stopped: str, failed: set[str], *, write: bool
) -> str:
    """Say why an operation is not known, should it turn out to be so."""
    access = str(run.document.operations[operation_id]["x-traits"]["access"])
    reasons = (
        (access == "send", "a message could leave; such operations are never called"),
        (operation_id in failed, "the server failed"),
        (operation_id in run.calls.contradicted, "the responses contradicted each other"),
        (operation_id in run.not_run, run.not_run.get(operation_id, "")),
        (access != "read" and operation_id not in contract.round_trip, "it writes, and is no part of the round trip"),
        (access != "read" and not write, "it writes; run with --write"),
        (access != "read" and bool(run.no_write), run.no_write),
        (bool(stopped), f"not run: {stopped}"),
        (operation_id in contract.after_writing and not write, "run with --write, which alone makes what it reads"),
    )
    return next((reason for holds, reason in reasons if holds), "not run: a name that it needs cannot be sent")
