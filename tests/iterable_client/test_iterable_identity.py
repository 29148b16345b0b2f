# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false
# Calls are lambdas of either kind of client.
"""Calls that name a user by what the project does not identify users by are not sent."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from iterable_parts import opened, sync_and_async

from iterable_api import OPERATIONS
from iterable_api.models import UserUpdate
from iterable_client.identity import ProjectType, check_identifiers, wrong_identifier

ADA = "ada@example.com"
BY_EMAIL: list[Any] = [
    lambda client: client.users.get_by_email(ADA),
    lambda client: client.users.update({"email": ADA}),
    lambda client: client.users.update(UserUpdate(email=ADA)),
    lambda client: client.users.update(b'{"email": "ada@example.com"}'),
    lambda client: client.email.send({"campaignId": 1, "recipientEmail": ADA}),
    lambda client: client.users.merge({"sourceEmail": ADA, "destinationUserId": "ada"}),
    lambda client: client.users.list_sent_messages(email=ADA),
    lambda client: client.users.with_raw_response.delete_by_email(ADA),
]
BY_ID: list[Any] = [
    lambda client: client.users.get_by_id("ada"),
    lambda client: client.events.track({"eventName": "x", "userId": "ada"}),
    lambda client: client.email.send({"campaignId": 1, "recipientUserId": "ada"}),
]


@sync_and_async
@pytest.mark.parametrize(
    ("project", "call"),
    [*(("userId", call) for call in BY_EMAIL), *(("email", call) for call in BY_ID)],
    ids=[f"email-{n}" for n in range(len(BY_EMAIL))] + [f"id-{n}" for n in range(len(BY_ID))],
)
def test_the_wrong_identifier_is_rejected_before_anything_is_sent(
    project: ProjectType,
    call: Any,  # noqa: ANN401
    *,
    asynchronous: bool,
) -> None:
    with opened(asynchronous=asynchronous, project_type=project) as iterable:
        with pytest.raises(ValueError, match=f"names a user by .*identifies users by {project}: give that") as caught:
            iterable.do(call)
        assert ADA not in str(caught.value)
    assert iterable.requests == []


@pytest.mark.parametrize("project", [None, "hybrid", "email"])
def test_the_right_one_is_sent(project: ProjectType | None) -> None:
    with opened(project_type=project) as iterable:
        for call in BY_EMAIL[1:4]:
            iterable.do(call)
        assert iterable.client.project_type == project
    assert len(iterable.requests) == 3


@pytest.mark.parametrize(
    ("id_", "entry"),
    [
        ("updateUser", {"userId": "ada", "preferUserId": True}),
        ("updateUser", {"userId": "ada", "email": ADA}),
        ("updateUser", {"email": ADA, "dataFields": {"userId": "a value of the project's own"}}),
        ("deleteUserById", {"userId": "ada"}),
        ("updateSubscriptions", {"email": ADA, "emailListIds": [1]}),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_what_an_email_based_project_takes_is_not_rejected(id_: str, entry: dict[str, object]) -> None:
    assert not wrong_identifier(OPERATIONS[id_], entry, "email")


def test_entries_of_a_batch_are_looked_at() -> None:
    body = {"users": [{"email": ADA}, {"userId": "ada"}]}
    with pytest.raises(ValueError, match="bulkUpdateUsers names a user by userId"):
        check_identifiers(OPERATIONS["bulkUpdateUsers"], {}, body, "email")
    check_identifiers(OPERATIONS["bulkUpdateUsers"], {}, body, "hybrid")


@given(st.sampled_from([*OPERATIONS]), st.recursive(st.none() | st.text() | st.binary(), st.lists), st.booleans())
def test_whatever_the_body_is_nothing_else_is_raised(id_: str, body: object, by_id: bool) -> None:  # noqa: FBT001
    check_identifiers(OPERATIONS[id_], {}, body, "userId" if by_id else "email")
