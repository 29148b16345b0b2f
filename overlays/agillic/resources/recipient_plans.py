"""How rows of recipients become the bodies of calls, and how a list of recipients is read page by page."""

from collections.abc import Callable
from operator import itemgetter
from typing import Final

from agillic.resources.batches import callback_members
from agillic.resources.person_data import Person, PersonEntry, date_writer
from agillic.resources.row_checks import RowCheck
from agillic.wire.instance_dates import InstanceDates
from agillic.wire.rsql import Filter
from agillic_api import OPERATIONS
from agillic_api.client import AsyncClient, Client
from agillic_api.models.recipient import Recipient
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.paginator import Paginator
from sdk_core.calls.tasks.resource import Receiver

_UPSERT, _DELETE = OPERATIONS["batchUpsertRecipients"], OPERATIONS["asyncBatchDeleteRecipients"]
_LIST = OPERATIONS["listRecipients"]
MAX_PAGE: Final[int] = _LIST.traits["page"]["max_size"]
"""Most recipients of a page."""


def upsert_plan(
    client: Client | AsyncClient, key: str, dates: InstanceDates | None, *, check_rows: bool
) -> BatchPlan[Person]:
    """Return the plan of an upsert.

    Args:
        client: makes the calls.
        key: the field that is the recipient key.
        dates: how dates are written; None as the client's settings have it.
        check_rows: whether rows are checked before they are sent.
    """
    check = RowCheck(client, dates, "", itemgetter("personData")) if check_rows else None
    return plan_of(
        _UPSERT,
        to_entry=PersonEntry(),
        key_field=key,
        dates=date_writer(client, dates),
        check=check,
        operations=OPERATIONS,
    )


def delete_plan(receiver: Receiver | None) -> BatchPlan[str]:
    """Return the plan of a deletion; its tasks report to the receiver."""
    return plan_of(_DELETE, members=callback_members(_DELETE, receiver))


def list_paginator(
    clock: Callable[[], float], filter_: Filter | str | None, options: PageOptions
) -> Paginator[Recipient]:
    """Return what walks through the recipients that a filter selects.

    Args:
        clock: seconds that only grow, by which documents of pages expire.
        filter_: what selects recipients; None for all.
        options: which part of the result, and how.
    """
    return Paginator(_LIST, Recipient.from_dict, values={"filter": filter_}, options=options, clock=clock)
