"""Writes and deletes by every operation that concerns one recipient alone, with recipients made for it.

Operations of the access `send` are never called: adding to a group, achieving an event or queueing a flow may let a
message leave. Global Data, assets, export files and campaigns belong to everybody and are not touched, but for
records in a table, and files in a folder, that the user named for it.
"""

from contextlib import suppress

from agillic.contract.run import Run
from agillic.contract.temporary_recipients import TemporaryRecipients

ROW = "agillic-contract-1"
"""The key of the row that is written."""

OF_RECORDS = (
    "createGlobalDataTableRecord",
    "updateGlobalDataTableRecord",
    "deleteGlobalDataTableRecord",
    "batchCreateGlobalDataRecords",
    "batchUpdateGlobalDataRecords",
    "batchDeleteGlobalDataRecords",
)
"""What is called in a Global Data Table alone that the user named for it."""
OF_FILES = ("uploadResource", "updateResource", "deleteResource")
"""What is called in a folder of resources alone that the user named for it, but for a deletion by an invented path."""
ROUND_TRIP = frozenset(
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
        *OF_RECORDS,
        *OF_FILES,
    }
)
"""What the round trip and the probes write and delete by; a test holds this against them."""


def write_everything(run: Run, recipients: TemporaryRecipients) -> None:
    """Make a round trip: write, read back, change, delete. Asynchronous work is for the probes of its layouts.

    Args:
        run: What it calls with.
        recipients: Where they are invented.

    Raises:
        RunStopped: No more calls can be made.
    """
    created, put = recipients.new(), recipients.new()
    run.read("createRecipient", body=recipients.person(created))
    run.read("updateRecipient", {"recipientId": put}, recipients.person(put))
    run.read("getRecipient", {"recipientId": put})
    recipients.try_listing()
    run.read("updateRecipient", {"recipientId": put}, recipients.person(put))
    _rows(run, put)
    for each in (created, put):
        run.read("deleteRecipient", {"recipientId": each})
    run.read("batchUpsertRecipients", body=[recipients.person(recipients.new())])
    with suppress(ValueError):  # the client does not send the name
        recipients.records.begin()
    recipients.files.begin()
    if not recipients.files.folder:
        run.not_run |= dict.fromkeys(OF_FILES, "no folder of resources was named by --use folder=NAME")
    if not recipients.records.table:
        run.not_run |= dict.fromkeys(OF_RECORDS, "no table with a key of text was named by --use table=NAME")


def text_keyed_table(run: Run) -> tuple[str, str] | None:
    """Return a one-to-many table whose key is text, and the name of this key."""
    for table in run.known.one_to_many:
        columns = run.known.columns.get(table, {})
        key = columns.get("")
        if key and columns.get(key) == "STRING":
            return table, key
    return None


def _rows(run: Run, recipient: str) -> None:
    found = text_keyed_table(run)
    if found is None:
        of_rows = ("batchUpdateOneToManyRecords", "batchDeleteOneToManyRecords", "truncateOneToManyTable")
        reason = "the instance has no one-to-many table whose key is known and text"
        run.not_run |= dict.fromkeys((*of_rows, "asyncUpsertOneToManyRecords"), reason)
        return
    table, key = found
    values = {"recipientId": recipient, "tableId": table}
    run.read("batchUpdateOneToManyRecords", values, [{key: ROW}])
    run.read("getOneToManyTable", values)
    run.read("batchDeleteOneToManyRecords", values, [ROW])
    run.read("truncateOneToManyTable", values)
