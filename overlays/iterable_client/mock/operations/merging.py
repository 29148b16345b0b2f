"""What the merge of two users does."""

from typing import Any

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.http.keys import Caller
from iterable_client.mock.operations.identifiers import check_identifier_kind, check_subject, identity_of
from iterable_client.mock.operations.responses import done
from iterable_client.mock.state.errors import FieldError
from iterable_client.mock.state.identity import Identity, check, is_known
from iterable_client.mock.state.profiles import ArrayMerge, merged
from sdk_core.mock.app import MockResponse, Routes

routes = Routes(document())


@routes("mergeUsers")
def merge_users(call: Call) -> MockResponse:
    """Move what is known of the source to the destination; where that is unknown, the source gets its identity."""
    users = call.state.users
    source = _side(call, "source")
    destination = _side(call, "destination")
    check_subject(call, destination)
    from_, to = users.known(source), users.find(destination)
    _check_unknown_user(call, from_)
    if from_ == to:
        raise FieldError(f"source{_ending(source)}", "both sides are the same user; name two")
    if to is None:
        before = users.read(from_).identity
        users.replace(
            from_, identity=Identity(destination.email or before.email, destination.user_id or before.user_id)
        )
        return done()
    arrays = [ArrayMerge(each["field"], each.get("dedupeBy")) for each in _arrays(call.body)]
    mine, others = users.read(to), users.read(from_)
    data = merged(others.data, mine.data, arrays)
    call.state.events.move(from_, to)
    call.state.lists.move(from_, to)
    call.state.sends.move(from_, to)
    call.state.subscriptions.move(from_, to)
    users.delete(from_)
    kept = Identity(mine.identity.email or others.identity.email, mine.identity.user_id or others.identity.user_id)
    users.replace(to, identity=kept, data=data)
    return done()


def _side(call: Call, side: str) -> Identity:
    """Return one side, by its members; naming it twice is rejected whatever `both-identifiers` says of other calls."""
    email, user_id = f"{side}Email", f"{side}UserId"
    if call.body.get(email) and call.body.get(user_id):
        message = f"the {side} is named by {email} and {user_id}; send one of them"
        raise IterableHTTPError(400, message, code="BadParams", rule="user-named-twice", place=user_id)
    identity = identity_of(call, call.body, email, user_id, check_token=False)
    check_identifier_kind(call, identity)
    check(identity.kind, identity.value)
    call.state.forgotten.check(identity)
    return identity


def _arrays(body: dict[str, Any]) -> list[dict[str, Any]]:
    arrays: list[dict[str, Any]] = body.get("arrayMerge", [])
    if any(not each.get("field") for each in arrays):
        raise FieldError("arrayMerge", "an entry names no field; add it")
    return arrays


def _check_unknown_user(call: Call, source: int) -> None:
    """Reject that a key of a device or browser merges somebody who is known already."""
    caller = call.key
    if not isinstance(caller, Caller) or not caller.is_client_side:
        return
    if is_known(call.state.users.read(source).identity.email):
        raise IterableHTTPError(
            403,
            "the source is a user with an email; merge known users by a server-side key",
            code="Forbidden",
            msg="Merging known user profiles is forbidden",
            rule="known-user",
        )


def _ending(identity: Identity) -> str:
    return "Email" if identity.kind == "email" else "UserId"
