"""All probes, in the order in which they look."""

from collections.abc import Mapping

from agillic.contract.probes import (
    exports,
    filters,
    global_data,
    lists,
    one_recipient,
    paths,
    token,
    writing,
    writing_rows,
)
from agillic.contract.probes.table import Look
from agillic.contract.probes.writing import WriteLook

_LOOKING_BACK = ("bodiless-errors", "async-start-status", "task-status-words", "retry-after-header")
_OTHERS: Mapping[str, Look] = {
    **token.probes,
    **paths.probes,
    **lists.probes,
    **filters.probes,
    **one_recipient.probes,
    **global_data.probes,
    **exports.probes,
}
READING: Mapping[str, Look] = {id_: look for id_, look in _OTHERS.items() if id_ not in _LOOKING_BACK}
"""Those that only read, by the id of their assumption."""

AFTERWARDS: Mapping[str, Look] = {id_: _OTHERS[id_] for id_ in _LOOKING_BACK}
"""Those that make no call and look at all that was answered."""

WRONG_SECRET: Mapping[str, Look] = token.WRONG_SECRET
"""Those that offer a wrong secret."""

WRITING: Mapping[str, WriteLook] = {
    "empty-success-body": writing.empty_body,
    "bulk-result-members": writing.bulk_result,
    "delete-success-status": writing.delete_status,
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
    **writing_rows.LOOKS,
}
"""Those that write throw-away recipients."""
