"""Which status an error of the state gets: the document's, or the one that the chosen option of an assumption names."""

from collections.abc import Mapping

from agillic.mock.state.errors import (
    BeyondEndError,
    ConflictError,
    DynamicGroupError,
    ExpiredDocumentError,
    NotUniqueError,
    RecordClashError,
    RecordExistsError,
    UnknownDocumentError,
    UnknownGlobalDataError,
    UnknownGroupError,
    UnknownRecipientError,
    UnknownRecordError,
    UnknownTableError,
)
from sdk_core.mock.app.responses import HTTPError
from sdk_core.mock.assumptions import Assumptions
from sdk_core.mock.errors import StateError
from sdk_core.mock.reasons import reason_of

_STATUSES: Mapping[type[StateError], int | str] = {
    BeyondEndError: 404,
    ConflictError: "duplicate-recipient-status",
    DynamicGroupError: "target-group-dynamic-status",
    ExpiredDocumentError: "expired-document-status",
    NotUniqueError: "path-field-not-unique-status",
    RecordClashError: "record-unique-clash-status",
    RecordExistsError: "record-exists-status",
    UnknownDocumentError: 404,
    UnknownGlobalDataError: "global-data-unknown-status",
    UnknownGroupError: "unknown-target-group-status",
    UnknownRecipientError: "unknown-recipient-status",
    UnknownRecordError: "unknown-record-status",
    UnknownTableError: "unknown-table-status",
}
"""A status, or the assumption whose option names it. All else is 400."""


def http_error_of(error: StateError, assumptions: Assumptions) -> HTTPError:
    """Return the HTTP error that an error of the state becomes.

    >>> http_error_of(UnknownTableError("ORDERS"), Assumptions()).status
    404
    """
    status, assumption = _STATUSES.get(type(error), 400), None
    if isinstance(status, str):
        assumption, status = status, assumptions.status(status)
    known = reason_of(error, assumption=assumption)
    return HTTPError(
        status, str(error), rule=known.rule, assumption=known.assumption, field=known.field, type=known.type
    )
