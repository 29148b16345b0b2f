"""What upserting a batch of recipients does, before it responds [S1, T-TEAL]."""

from agillic.mock.calls import Call
from agillic.mock.operations.responses import counters
from agillic.mock.routes import Routes
from sdk_core.mock.app import MockResponse

routes = Routes()


@routes("batchUpsertRecipients")
def batch_upsert_recipients(call: Call) -> MockResponse:
    """Upsert entry by entry, and respond with what `bulk-result-members` says."""
    result = call.mock.state.recipients.batch_upsert(entry["personData"] for entry in call.body)
    option = call.choice("bulk-result-members")
    if option == "empty":
        return MockResponse()
    if option == "counters":
        return MockResponse(200, counters(result))
    lists: dict[str, list[object]] = {"created": [], "updated": [], "warnings": [], "errors": []}
    for entry, outcome in zip(call.body, result.outcomes, strict=True):
        lists[outcome if isinstance(outcome, str) else "errors"].append(entry)
    return MockResponse(200, lists)
