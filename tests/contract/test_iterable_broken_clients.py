"""The checks of the client catch clients of Iterable that are broken: each the one that is named for it."""

from collections.abc import Iterator

import broken_clients as core
import iterable_broken_clients as own
import pytest
from broken_client_cases import Case
from client_checks import (
    errors_are_raised_once,
    every_call,
    other_hosts_get_nothing,
    rejected_values_send_nothing,
    what_is_held,
)
from client_pair import ClientPair
from iterable_surface import BY_ID, iterable_surface
from test_broken_clients import functions_of

_BODY, _QUERY = "^the body", "^the names of the query"

BROKEN_CLIENTS: tuple[Case, ...] = (
    Case(own.path_encoded_twice, every_call, "getUserByEmail", "^the values of the path"),
    Case(own.path_not_encoded, every_call, "listUserEventsById", "userId is not encoded once"),
    Case(own.dots_passed_on, rejected_values_send_nothing, "deleteUserByEmail", "^rejections of"),
    Case(core.literal_paths_let_through, rejected_values_send_nothing, "getUserByEmail", "^rejections of"),
    Case(core.query_parameter_dropped, every_call, "listCampaigns", _QUERY),
    Case(core.none_written_as_text, every_call, "listSentMessages", "'None' is not of type 'integer'"),
    Case(core.nothing_written_as_empty_text, every_call, "listTemplates", "'' is not of type 'integer'"),
    Case(core.booleans_as_python_has_them, every_call, "listListUsers", "'True' is not of type 'boolean'"),
    Case(core.lists_joined_by_commas, every_call, "getCampaignMetrics", "campaignId"),
    Case(core.wrong_method, every_call, "replaceCatalogItem", "no operation has POST"),
    Case(core.trailing_slash, every_call, "listCatalogs", "no operation has GET"),
    Case(core.body_as_form, every_call, "updateUser", "a body of application/x-www-form-urlencoded"),
    Case(core.nulls_left_out, every_call, "updateUser", _BODY),
    Case(own.members_in_snake_case, every_call, "updateUser", _BODY),
    Case(own.unset_members_as_false, every_call, "updateUser", _BODY),
    Case(own.fields_read_in_lower_case, every_call, "getUserByEmail", "^what was read"),
    Case(own.fields_read_in_lower_case, what_is_held, "findUserById", "^what is held"),
    Case(core.missing_read_as_none, every_call, "getCampaign", "^404 came to"),
    Case(core.async_errors_swallowed, errors_are_raised_once, "deleteUserById", "^503 came to"),
    Case(core.async_header_missing, every_call, "listLists", "^what the async client sent"),
    Case(core.errors_tried_again, errors_are_raised_once, "trackEvent", "^what the requests got"),
    Case(core.credentials_to_other_hosts, other_hosts_get_nothing, "listLists", "^what arrived at the other host"),
)


@pytest.fixture(scope="module")
def pair() -> Iterator[ClientPair]:
    with ClientPair(iterable_surface()) as both:
        yield both


@pytest.mark.parametrize("case", BROKEN_CLIENTS, ids=lambda case: f"{case.breaks.__name__}-{case.operation}")
def test_a_broken_client_is_caught(case: Case, pair: ClientPair) -> None:
    operation = BY_ID[case.operation]
    with case.breaks(), pytest.raises(AssertionError, match=case.says):
        case.check(pair, operation)
    case.check(pair, operation)  # the client is whole again


def test_every_broken_client_is_tried() -> None:
    assert functions_of(own).keys() <= {case.breaks.__name__ for case in BROKEN_CLIENTS}


def test_every_check_of_this_client_catches_a_broken_one() -> None:
    every = {every_call, what_is_held, rejected_values_send_nothing, errors_are_raised_once, other_hosts_get_nothing}
    assert {each.check for each in BROKEN_CLIENTS} == every
