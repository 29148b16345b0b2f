"""What upserting a batch of recipients does, before it answers [S1, T-TEAL]."""

from agillic.mock.calls import Call
from agillic.mock.routes import Handlers
from sdk_core.mock.app import Answer
from agillic.mock.operations.answers import counters

handles = Handlers()


@handles("batchUpsertRecipients")
def batch_upsert_recipients(call: Call) -> Answer:
    """Upsert entry by entry, and answer with what `bulk-result-members` says."""
    result = call.mock.state.recipients.batch_upsert(entry["personData"] for entry in call.body)
    option = call.choice("bulk-result-members")
    if option == "empty":
        return Answer()
    if option == "counters":
        return Answer(200, counters(result))
    lists: dict[str, list[object]] = {"created": [], "updated": [], "warnings": [], "errors": []}
    for entry, outcome in zip(call.body, result.outcomes, strict=True):
        lists[outcome if isinstance(outcome, str) else "errors"].append(entry)
    return Answer(200, lists)
