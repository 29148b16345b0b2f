"""All probes, in the order in which they look."""

from collections.abc import Mapping

from agillic.contract.probes import (
    afterwards,
    assets,
    expiry,
    export_pages,
    exports,
    filters,
    global_data,
    history,
    lists,
    one_recipient,
    paths,
    records,
    token,
    writing,
    writing_apps,
    writing_files,
    writing_limits,
    writing_names,
    writing_records,
    writing_rows,
    writing_tasks,
)
from agillic.contract.probes.writing import WriteProbe
from agillic.contract.run import Run
from sdk_core.contract.probes import Probe

READING: Mapping[str, Probe[Run]] = {
    **token.probes,
    **paths.probes,
    **lists.probes,
    **filters.probes,
    **one_recipient.probes,
    **history.probes,
    **global_data.probes,
    **records.probes,
    **assets.probes,
    **exports.probes,
    **export_pages.probes,
}
"""Those that only read, by the id of their assumption."""

PASSIVE: Mapping[str, Probe[Run]] = afterwards.probes
"""Those that make no call and look at all that was returned."""

WRONG_SECRET: Mapping[str, Probe[Run]] = token.WRONG_SECRET
"""Those that offer a wrong secret."""

PATIENT: Mapping[str, Probe[Run]] = expiry.probes
"""Those that wait."""

WRITING: Mapping[str, WriteProbe] = {
    # how bodies are written, which others rest on
    "async-upsert-body": writing_tasks.upsert_body,
    "async-delete-body": writing_tasks.delete_body,
    "async-one-to-many-body": writing_tasks.rows_body,
    "one-to-many-delete-items": writing_rows.delete_items,
    # one recipient, and filters
    "duplicate-recipient-status": writing.duplicate_status,
    "put-recipient-key": writing.put_key,
    "put-create-address": writing_names.put_address,
    "recipient-key-case": writing_names.key_case,
    "path-other-characters": writing_names.other_characters,
    "list-order": writing.list_order,
    "filter-escapes": writing.escapes,
    "filter-literal-wildcards": writing.literal_wildcards,
    # bodies and batches
    "unknown-members": writing.unknown_members,
    "field-check": writing.field_check,
    "media-type-status": writing.media_type_status,
    "body-recipient-address": writing_names.body_address,
    "rows-of-unknown-recipient": writing_names.rows_of_nobody,
    "batch-over-limit-status": writing_limits.batch_over_limit,
    "async-rows-limit": writing_limits.rows_over_limit,
    "task-failure-detail": writing_tasks.failure_detail,
    "async-delete-of-unknown": writing_tasks.delete_of_unknown,
    "empty-success-body": writing.empty_body,
    "bulk-result-members": writing.bulk_result,
    "one-to-many-batch-result": writing_rows.batch_result,
    # who has nothing yet
    "event-list-scope": writing.fresh_events,
    "unachieved-event": writing.fresh_event,
    "one-to-many-list-content": writing.fresh_tables,
    "one-to-many-empty-table": writing.fresh_rows,
    "unknown-promotion-status": writing_apps.unknown_promotion,
    # apps
    "unknown-app-status": writing_apps.unknown_app,
    "unregister-unknown-device": writing_apps.unknown_device,
    "device-null-members": writing_apps.null_members,
    "device-key": writing_apps.device_key,
    "register-counters-origin": writing_apps.counters_origin,
    "consent-types": writing_apps.consent_types,
    "consent-add-status": writing_apps.consent_status,
    "valid-until-format": writing_apps.valid_until,
    "consent-withdraw-body": writing_apps.withdrawal,
    "unknown-consent-status": writing_apps.unknown_consent,
    "report-id-type": writing_apps.report_type,
    "unknown-report-status": writing_apps.unknown_report,
    "feedback-status": writing_apps.feedback_status,
    "feedback-body": writing_apps.feedback_body,
    # records of a table, and files of a folder, that were named for it
    **writing_records.probes,
    **writing_files.probes,
    "too-large-status": writing_limits.too_large,
}
"""Those that write throw-away recipients, the most telling ones first, for the budget may end."""
