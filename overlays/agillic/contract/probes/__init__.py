"""All probes, in the order in which they look."""

from collections.abc import Mapping

from agillic.contract.probes import (
    afterwards,
    exports,
    filters,
    global_data,
    lists,
    one_recipient,
    paths,
    token,
    writing,
    writing_rows,
    writing_tasks,
)
from agillic.contract.probes.table import Look
from agillic.contract.probes.writing import WriteLook

READING: Mapping[str, Look] = {
    **token.probes,
    **paths.probes,
    **lists.probes,
    **filters.probes,
    **one_recipient.probes,
    **global_data.probes,
    **exports.probes,
}
"""Those that only read, by the id of their assumption."""

AFTERWARDS: Mapping[str, Look] = afterwards.probes
"""Those that make no call and look at all that was answered."""

WRONG_SECRET: Mapping[str, Look] = token.WRONG_SECRET
"""Those that offer a wrong secret."""

WRITING: Mapping[str, WriteLook] = {
    "empty-success-body": writing.empty_body,
    "bulk-result-members": writing.bulk_result,
    "duplicate-recipient-status": writing.duplicate_status,
    "media-type-status": writing.media_type_status,
    "unknown-members": writing.unknown_members,
    "field-check": writing.field_check,
    "put-recipient-key": writing.put_key,
    "list-order": writing.list_order,
    "filter-escapes": writing.escapes,
    "filter-literal-wildcards": writing.literal_wildcards,
    "event-list-scope": writing.fresh_events,
    "unachieved-event": writing.fresh_event,
    "one-to-many-list-content": writing.fresh_tables,
    "one-to-many-empty-table": writing.fresh_rows,
    "one-to-many-delete-items": writing_rows.delete_items,
    "one-to-many-batch-result": writing_rows.batch_result,
    "async-upsert-body": writing_tasks.upsert_body,
    "async-delete-body": writing_tasks.delete_body,
    "async-delete-of-unknown": writing_tasks.delete_of_unknown,
    "async-one-to-many-body": writing_tasks.rows_body,
}
"""Those that write throw-away recipients."""
