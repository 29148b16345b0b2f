"""Mocks that are broken on purpose, each in one place: what the contract tests have to notice.

Each replaces one function or number of the mock, found by its name, by one that does nearly the same.
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pkgutil import resolve_name
from unittest.mock import patch

from broken_parts import (
    Make,
    always_told,
    answering,
    as_it_is_now,
    decoded_once,
    every_scope,
    filter_on_every_page,
    form_as_it_is,
    header_as_it_is,
    last_page_lost,
    not_like,
    of_page,
    one_more,
    or_first,
    rejects_and_does,
    tokens_for_ever,
    with_other,
    without,
    without_the_last,
)
from broken_state_parts import (
    all_or_nothing,
    at_once,
    clears_nothing,
    conflicts_passed_over,
    ended_without_work,
    last_entry_lost,
    mobiles_of_many,
    no_waiting,
    nobody_is_told,
    nothing_goes_with_recipients,
    remembered_membership,
    replaces_the_whole,
    responses,
    rows_go_to_another,
    stops_at_a_failure,
    tells_every_end,
)


@contextmanager
def broken(name: str) -> Generator[None, None, None]:
    """Break the mocks of this process.

    Args:
        name: One of `BROKEN`.
    """
    place, make = BROKEN[name]
    where = place if place.startswith("sdk_core.") else f"agillic.mock.{place}"
    with patch(where.replace(":", "."), make(resolve_name(where))):
        yield


BROKEN: Mapping[str, tuple[str, Make]] = {
    # responses
    "201 for an update": answering("updateRecipient", lambda response: replace(response, status=201)),
    "a page without its total": answering("listRecipients", without("page", "totalElements")),
    "an event without achieved": answering("getRecipientEvent", without("achieved")),
    "errors that tell more than they should": ("backend:AgillicBackend.error_response", always_told),
    # addresses
    "path values decoded once": ("http.path_values:decode_path_value", decoded_once),
    "a key that a PUT may change": ("state.recipients:Recipients._check_fixed", responses(value=None)),
    # limits and credentials
    "429 that writes": ("sdk_core.mock.app.application:_Application._respond", rejects_and_does),
    "a day with one call more": ("http.limits:Limits.__init__", one_more("_cap")),
    "21 calls at once": ("sdk_core.mock.app.limits:Limits.__init__", one_more("max_concurrency")),
    "a token that never expires": ("state.credentials:Credentials.authenticate", tokens_for_ever),
    "scopes that are not enforced": ("state.credentials:Credentials.authenticate", every_scope),
    "a body over the limit": ("sdk_core.mock.app.request_checks:body_limit", responses(value=10**9)),
    "secrets in the journal": ("sdk_core.mock.request_journal:_masked_header", header_as_it_is),
    "a form's secrets in the journal": ("sdk_core.mock.request_journal:_masked_form", form_as_it_is),
    # filters
    "or before and": ("filters.dialect:Dialect.read", or_first),
    "wildcards with !=": ("filters.translation:_Translation._comparison", not_like),
    "filters that ignore case": ("state.state:FilterRules", with_other(case_sensitive=False)),
    "!= that passes over who has no value": ("state.state:FilterRules", with_other(missing="none")),
    # pages
    "pages off by one": of_page(
        lambda _, page, start, __: replace(page, content=page.content[1:]) if start > 1 else page
    ),
    "a last page that is lost": of_page(last_page_lost),
    "a document that sees later recipients": of_page(as_it_is_now),
    "a document that idles for ever": ("state.documents:UNUSED_FOR", lambda _: timedelta(days=1)),
    "a document that lives for ever": ("state.documents:IN_ALL", lambda _: timedelta(days=1)),
    "a filter that counts on later pages": ("operations.recipient_lists:_page", filter_on_every_page),
    # writes
    "an entry lost in a batch": ("state.recipients:Recipients.batch_upsert", last_entry_lost),
    "a batch that is one transaction": ("state.recipients:Recipients.batch_upsert", all_or_nothing),
    "rows that stop at a failure": ("state.rows:each_by_itself", stops_at_a_failure),
    "a PUT that clears nothing": ("state.columns:Values.to_sql", clears_nothing),
    "a PUT that drops what is not sent": ("state.recipient_table:RecipientTable.update", replaces_the_whole),
    "a conflict that is passed over": ("state.recipient_table:RecipientTable.insert", conflicts_passed_over),
    "a unique value that two have": ("state.database:Database._create", mobiles_of_many),
    "a delete that leaves memberships": ("state.database:Database._open", nothing_goes_with_recipients),
    "a delete that leaves rows": ("state.recipients:Recipients.delete", rows_go_to_another),
    "a delete of who is needed": ("state.needs:Needs.holds", responses(value=False)),
    "a dynamic group that does not follow": ("state.groups:Groups._selects", remembered_membership),
    # work that takes its time
    "a task that never completes": ("state.tasks:Tasks.due", responses(value=())),
    "a task that is done at once": ("state.tasks:Tasks.start", at_once),
    "a task without work": ("routes:Routes.work_of", ended_without_work),
    "a task that is never forgotten": ("http.tasks:_is_forgotten", responses(value=False)),
    "a callback that is not sent": ("backend:deliver", nobody_is_told),
    "a callback for every outcome": ("state.tasks:Tasks.start", tells_every_end),
    # flows
    "an event without its flow": ("state.flow_runs:FlowRuns.run_for", responses(value=None)),
    "a flow for nobody": ("state.flow_runs:FlowRuns.run_for_group", responses(value=None)),
    "a history without the last message": ("state.communications:Communications.of", without_the_last),
    "a queue in which nobody waits": ("state.flow_queues:FlowQueues._last", no_waiting),
}
"""Where each is broken, in `agillic.mock` unless its core is named, and by what."""
