"""Which status and code an error of the state gets: the document's, or those that the chosen option names."""

from collections.abc import Mapping
from typing import Any

from iterable_client.mock.assumptions import Assumptions
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.state.errors import (
    FieldTypesError,
    ForgottenUserError,
    IdentityTakenError,
    InvalidIdentifierError,
    Kind,
    StateError,
    TooManyFieldsError,
    UnknownCatalogError,
    UnknownListError,
    UnknownUserError,
)
from sdk_core.mock.app import HTTPError
from sdk_core.mock.reasons import reason_of

_INVALID: Mapping[Kind, str] = {"email": "InvalidEmailAddressError", "userId": "InvalidUserIdError"}
_UNKNOWN: Mapping[Kind, str] = {"email": "UnknownEmailError", "userId": "UnknownUserIdError"}
_TAKEN: Mapping[Kind, str] = {"email": "EmailAlreadyExists", "userId": "UserIdAlreadyExists"}
_BAD, _UNKNOWN_THING, _CONFLICT = 400, 404, 409


def http_error_of(error: StateError, assumptions: Assumptions) -> HTTPError:
    """Return the error that an error of the state becomes.

    >>> found = http_error_of(UnknownUserError("email"), Assumptions())
    >>> found.status, found.code
    (400, 'UnknownEmailError')
    """
    status, code, assumption, msg = _BAD, "BadParams", error.assumption, None
    params: Mapping[str, Any] | None = None
    if isinstance(error, InvalidIdentifierError):
        code = _INVALID[error.kind]
    elif isinstance(error, UnknownUserError):
        code = _UNKNOWN[error.kind]
    elif isinstance(error, IdentityTakenError):
        status, code = _CONFLICT, _TAKEN[error.kind]
    elif isinstance(error, ForgottenUserError):
        assumption, code = "forgotten-user-status", "ForgottenUserError"
        status = assumptions.status(assumption)
    elif isinstance(error, FieldTypesError):
        code, params = "RequestFieldsTypesMismatched", _validation_errors(error)
    elif isinstance(error, TooManyFieldsError):
        code = "UniqueFieldsLimitExceeded"
    elif isinstance(error, UnknownCatalogError):
        status, code = _UNKNOWN_THING, "NotFound"
    elif isinstance(error, UnknownListError):
        assumption = "unknown-list-response"
        status, code, msg, params = _unknown_list(error, assumptions)
    known = reason_of(error, assumption=assumption)
    return IterableHTTPError(
        status,
        known.message,
        code=code,
        msg=msg,
        params=params,
        rule=known.rule,
        assumption=assumption,
        field=known.field,
        type=known.type,
    )


def _validation_errors(error: FieldTypesError) -> dict[str, Any]:
    return {
        "validationErrors": {
            f"{each.scope or 'user'}:::{each.field}": {
                "incomingTypes": [each.incoming],
                "expectedType": each.expected,
                "category": "event" if each.scope else "user",
                "offendingValue": each.value,
            }
            for each in error.mismatches
        }
    }


def _unknown_list(
    error: UnknownListError, assumptions: Assumptions
) -> tuple[int, str, str | None, Mapping[str, Any] | None]:
    option = assumptions.choice("unknown-list-response")
    if option == "status-400-success":
        params = {"projectId": error.project_id, "listId": error.list_id}
        return _BAD, "Success", f"error.lists.invalidListId({error.list_id})", params
    return (_BAD, "BadParams", None, None) if option == "status-400" else (_UNKNOWN_THING, "NotFound", None, None)
