"""Which check must catch which broken client."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from broken_clients import (
    accepted_left_unread,
    async_errors_swallowed,
    async_header_missing,
    body_as_form,
    booleans_as_python_has_them,
    boundary_that_cuts_files,
    created_taken_for_an_error,
    credentials_to_other_hosts,
    dots_let_through,
    equals_sign_encoded,
    errors_tried_again,
    file_names_lost,
    filter_encoded_twice,
    free_members_dropped,
    line_ends_changed,
    lists_joined_by_commas,
    literal_paths_let_through,
    members_renamed,
    missing_read_as_none,
    moments_without_zone,
    names_read_in_lower_case,
    none_written_as_text,
    nothing_written_as_empty_text,
    nulls_left_out,
    path_encoded_once,
    query_parameter_dropped,
    query_parameter_renamed,
    space_as_plus,
    trailing_slash,
    unset_members_as_empty_text,
    wrong_method,
)
from client_checks import (
    Check,
    errors_are_raised_once,
    every_call,
    other_hosts_get_nothing,
    rejected_values_send_nothing,
    what_is_held,
    wild_names_are_found_again,
)


@dataclass(frozen=True)
class Case:
    """A broken client, the check that must fail, and on which operation.

    Attributes:
        says: What the failure is about, as a regular expression.
    """

    breaks: Callable[[], AbstractContextManager[object]]
    check: Check
    operation: str
    says: str


_BODY, _QUERY = "^the body", "^the names of the query"

BROKEN_CLIENTS: tuple[Case, ...] = (
    Case(path_encoded_once, every_call, "getRecipient", "recipientId is not encoded twice"),
    Case(path_encoded_once, every_call, "deleteGlobalDataTableRecord", "recordId is not encoded twice"),
    Case(space_as_plus, every_call, "getOneToManyTable", "tableId is not encoded twice"),
    Case(equals_sign_encoded, every_call, "getRecipient", "^the fields of addresses"),
    Case(dots_let_through, rejected_values_send_nothing, "deleteRecipient", "^rejections of"),
    Case(literal_paths_let_through, rejected_values_send_nothing, "getGlobalData", "^rejections of"),
    Case(query_parameter_dropped, every_call, "listRecipients", _QUERY),
    Case(query_parameter_renamed, every_call, "listRecipients", "object_response is not documented"),
    Case(none_written_as_text, every_call, "listAssetResources", _QUERY),
    Case(nothing_written_as_empty_text, every_call, "listExportFiles", _QUERY),
    Case(filter_encoded_twice, every_call, "listGlobalData", "^filter: "),
    Case(booleans_as_python_has_them, every_call, "listRecipients", "'True' is not of type 'boolean'"),
    Case(moments_without_zone, every_call, "listCommunicationHistory", "is not a 'date-time'"),
    Case(lists_joined_by_commas, every_call, "getRecipient", "^personDataFields"),
    Case(wrong_method, every_call, "updateRecipient", "no operation has POST"),
    Case(trailing_slash, every_call, "listGlobalDataTables", "no operation has GET"),
    Case(body_as_form, every_call, "createRecipient", "a body of application/x-www-form-urlencoded"),
    Case(nulls_left_out, every_call, "updateRecipient", _BODY),
    Case(members_renamed, every_call, "createRecipient", "'personData' is a required property"),
    Case(unset_members_as_empty_text, every_call, "recordFeedback", _BODY),
    Case(boundary_that_cuts_files, every_call, "uploadResource", _BODY),
    Case(file_names_lost, every_call, "uploadWebapp", "^names of files"),
    Case(line_ends_changed, every_call, "updateTemplate", _BODY),
    Case(free_members_dropped, every_call, "uploadResource", _BODY),
    Case(names_read_in_lower_case, every_call, "getRecipient", "^what was read"),
    Case(names_read_in_lower_case, what_is_held, "listRecipients", "^what is held"),
    Case(names_read_in_lower_case, wild_names_are_found_again, "getRecipient", "^the recipient as read"),
    Case(accepted_left_unread, every_call, "asyncBatchUpsertRecipients", "^what was read"),
    Case(missing_read_as_none, every_call, "getRecipient", "^404 came to"),
    Case(created_taken_for_an_error, every_call, "createRecipient", "^201 came to"),
    Case(async_errors_swallowed, errors_are_raised_once, "deleteRecipient", "^503 came to"),
    Case(async_header_missing, every_call, "getRecipient", "^what the async client sent"),
    Case(errors_tried_again, errors_are_raised_once, "achieveEvent", "^what the requests got"),
    Case(credentials_to_other_hosts, other_hosts_get_nothing, "getRecipient", "^what arrived at the other host"),
)
"""At least one check for each broken client."""
