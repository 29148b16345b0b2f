"""What the evidence of each operation should become."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from agillic.contract.differences import Difference, differences
from agillic.contract.document import operations
from agillic.contract.responses import ReceivedResponse
from agillic.contract.run import Run

Verdict = Literal["confirmed", "corrected", "unknown"]

_TOO_MANY, _SERVER_ERROR = 429, 500


@dataclass(frozen=True, slots=True)
class OperationFinding:
    """What was seen of one operation.

    Attributes:
        operation: The operationId.
        level: What the document's evidence says today.
        verdict: confirmed: it responds as documented. corrected: it does not; see the differences. unknown: see why.
        statuses: The statuses that were answered, ascending.
        why: Why nothing is known.
        differences: Between the responses and the document.
    """

    operation: str
    level: str
    verdict: Verdict
    statuses: tuple[int, ...] = ()
    why: str = ""
    differences: tuple[Difference, ...] = ()


def judge(run: Run, stopped: str, *, write: bool) -> list[OperationFinding]:
    """Return what is to be said of every operation of the document.

    Args:
        run: With all that was answered.
        stopped: Why no more calls were made; empty when all were.
        write: Whether throw-away recipients were to be written.
    """
    responses: dict[str, list[ReceivedResponse]] = {}
    for each in run.calls.responses:
        if each.as_documented and each.status != _TOO_MANY and each.status < _SERVER_ERROR:
            responses.setdefault(each.operation, []).append(each)
    failed = {each.operation for each in run.calls.responses if each.status >= _SERVER_ERROR}
    return [
        _finding(run, id_, responses.get(id_, []), _why(run, id_, stopped, failed, write=write)) for id_ in operations()
    ]


def _finding(run: Run, operation_id: str, responses: list[ReceivedResponse], why: str) -> OperationFinding:
    level = str(operations()[operation_id]["x-traits"]["evidence"]["level"])
    statuses = tuple(sorted({each.status for each in responses}))
    found = tuple(dict.fromkeys(_all_differences(run, responses)))
    if found:
        return OperationFinding(operation_id, level, "corrected", statuses, differences=found)
    successes = [each for each in responses if each.ok and (each.should_succeed or not each.only_reads)]
    if successes:
        return OperationFinding(operation_id, level, "confirmed", statuses)
    refused = [each.status for each in responses if each.should_succeed]
    if refused:
        why = f"refused with {refused[0]}, which is documented, though all that it names was there"
    return OperationFinding(operation_id, level, "unknown", statuses, why=why)


def _all_differences(run: Run, responses: Sequence[ReceivedResponse]) -> Iterable[Difference]:
    """Return how responses differ from the document.

    What would change by a repeat is not asked twice (see `doubts`), so of responses to writes the usual ones count.
    """
    counted = Counter(found for each in responses for found in set(differences(each, run.known.private)))
    written = sum(each.ok and not each.only_reads for each in responses)
    return (found for found, number in counted.items() if not 200 <= found.status <= 299 or 2 * number > written)  # noqa: PLR2004 - as HTTP has it


def _why(run: Run, operation_id: str, stopped: str, failed: set[str], *, write: bool) -> str:
    """Say why an operation is not known, should it turn out to be so."""
    access = str(operations()[operation_id]["x-traits"]["access"])
    reasons = (
        (access == "send", "a message could leave; such operations are never called"),
        (operation_id in failed, "the server failed"),
        (operation_id in run.calls.contradicted, "the responses contradicted each other"),
        (operation_id in run.not_run, run.not_run.get(operation_id, "")),
        (access != "read" and operation_id not in _ROUND_TRIP, "it writes, and is no part of the round trip"),
        (access != "read" and not write, "it writes; run with --write"),
        (access != "read" and bool(run.no_write), run.no_write),
        (bool(stopped), f"not run: {stopped}"),
        (operation_id == "getTaskStatus" and not write, "--write alone starts such a task"),
    )
    return next((why for holds, why in reasons if holds), "not run: a name that it needs cannot be sent")


_ROUND_TRIP = frozenset(
    {
        "createRecipient",
        "updateRecipient",
        "deleteRecipient",
        "batchUpsertRecipients",
        "asyncBatchUpsertRecipients",
        "asyncBatchDeleteRecipients",
        "batchUpdateOneToManyRecords",
        "batchDeleteOneToManyRecords",
        "truncateOneToManyTable",
        "asyncUpsertOneToManyRecords",
        "evaluatePromotion",
        "registerDevice",
        "unregisterDevice",
        "addConsent",
        "withdrawConsent",
        "recordFeedback",
    }
)
"""What the round trip writes and deletes by; a test holds this against it."""
