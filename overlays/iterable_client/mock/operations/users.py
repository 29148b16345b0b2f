"""What the operations on users do: write, read, delete."""

from collections.abc import Mapping
from typing import Any, cast

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.operations.bulk_bodies import bulk_body
from iterable_client.mock.operations.bulk_results import BulkResult
from iterable_client.mock.operations.identifiers import identity_of
from iterable_client.mock.operations.responses import done
from iterable_client.mock.operations.subscription_fields import subscription_fields, write_subscriptions
from iterable_client.mock.state.errors import StateError, WrongIdentifierError
from iterable_client.mock.state.identity import Identity
from iterable_client.mock.state.moments import as_text
from iterable_client.mock.state.profiles import Nulls
from iterable_client.mock.state.users import Write
from sdk_core.mock.app import MockResponse, Routes
from sdk_core.mock.assumptions import status_of

routes = Routes(document())


def write_of(call: Call, entry: Mapping[str, Any], body: Mapping[str, Any], *, create_user: bool = True) -> Write:
    """Return how an entry is to be written; a body that does not say leaves new fields to the project."""
    return Write(
        merge_nested=entry.get("mergeNestedObjects", False),
        create_fields=body.get("createNewFields", call.mock.instance.create_new_fields),
        create_user=create_user,
        prefer_user_id=entry.get("preferUserId", False),
        nulls=cast("Nulls", call.choice("null-field")),
    )


@routes("updateUser")
def update_user(call: Call) -> MockResponse:
    """Write a profile."""
    body = call.body
    identity = identity_of(call, body)
    made = call.state.users.write(identity, body.get("dataFields", {}), write_of(call, body, body))
    return done("New fields created." if made.created_fields else "")


@routes("bulkUpdateUsers", "body")
def bulk_update_users(call: Call) -> MockResponse:
    """Write profiles; entries that cannot be written are named."""
    body, result = bulk_body(call), BulkResult(call)
    entries = cast("list[dict[str, Any]]", body["users"])
    named = [identity_of(call, entry) for entry in entries]
    for number, (entry, identity) in enumerate(zip(entries, named, strict=True)):
        try:
            with call.state.transaction():
                data, parts = subscription_fields(call, entry.get("dataFields", {}))
                made = call.state.users.write(identity, data, write_of(call, entry, body))
                write_subscriptions(call, made.number, parts)
        except StateError as error:
            result.failed(number, identity, error)
        else:
            result.took(made.created_fields, made.filtered_fields)
    return MockResponse(200, result.body())


@routes("getUserByEmail")
def get_user_by_email(call: Call) -> MockResponse:
    """Respond with a user."""
    return _found(call, Identity(call.path["email"]))


@routes("findUserByEmail")
def find_user_by_email(call: Call) -> MockResponse:
    """Respond with a user."""
    return _found(call, Identity(call.query["email"]))


@routes("getUserById")
def get_user_by_id(call: Call) -> MockResponse:
    """Respond with a user."""
    return _found(call, Identity(None, call.path["userId"]))


@routes("findUserById")
def find_user_by_id(call: Call) -> MockResponse:
    """Respond with a user."""
    return _found(call, Identity(None, call.query["userId"]))


@routes("deleteUserByEmail")
def delete_user_by_email(call: Call) -> MockResponse:
    """Delete a user, in projects that identify users by email."""
    if call.mock.instance.identity == "userId":
        raise WrongIdentifierError("email", "this project identifies users by userId; delete by that")
    return _deleted(call, Identity(call.path["email"]))


@routes("deleteUserById")
def delete_user_by_id(call: Call) -> MockResponse:
    """Delete every user who has the userId."""
    return _deleted(call, Identity(None, call.path["userId"]))


def _found(call: Call, identity: Identity) -> MockResponse:
    number = call.state.users.find(identity)
    if number is None:
        return _nobody(call, identity)
    user = call.state.users.read(number)
    body: dict[str, Any] = dict(user.identity.parts())
    body |= {"dataFields": user.data, "profileUpdatedAt": as_text(user.updated)}
    return MockResponse(200, {"user": body})


def _nobody(call: Call, identity: Identity) -> MockResponse:
    """Return what the read of somebody unknown gets, by an assumption for each kind of identifier."""
    assumption = "unknown-email-response" if identity.kind == "email" else "unknown-user-id-response"
    option = call.choice(assumption)
    bodies: Mapping[str, dict[str, Any]] = {
        "empty-object": {},
        "empty-user": {"user": {}},
        "blank-user": {"user": {"email": "", "userId": ""}},
    }
    if option in bodies:
        return MockResponse(200, bodies[option])
    raise unknown_user(identity, status_of(option), assumption)


def unknown_user(identity: Identity, status: int, assumption: str) -> IterableHTTPError:
    """Return the error about somebody unknown, whose code depends on the status."""
    codes = {
        400: "UnknownEmailError" if identity.kind == "email" else "UnknownUserIdError",
        404: "NotFound",
        500: "error.users.noUserWithIdExists",
    }
    message = f"there is no user with this {identity.kind}; create the user or correct it"
    return IterableHTTPError(
        status, message, code=codes[status], rule="unknown-user", field=identity.kind, assumption=assumption
    )


def _deleted(call: Call, identity: Identity) -> MockResponse:
    numbers = call.state.users.named_by(identity)
    option = call.choice("delete-of-unknown-user")
    if not numbers and option != "accepted":
        raise unknown_user(identity, status_of(option), "delete-of-unknown-user")
    for number in numbers:
        call.state.users.delete(number)
    return done()
