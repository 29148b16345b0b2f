"""What the operations do that forget users, and allow data about them again."""

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.operations.identifiers import check_identifier_kind, identity_of
from iterable_client.mock.operations.responses import done
from iterable_client.mock.state.errors import Kind, WrongIdentifierError
from iterable_client.mock.state.identity import Identity, check
from sdk_core.mock.app import MockResponse, Routes

routes = Routes(document())


@routes("forgetUser")
def forget_user(call: Call) -> MockResponse:
    """Delete a user and keep hashes of all identifiers that the user had; one who is not known is forgotten too."""
    identity = _checked(call)
    for kind, value in identity.parts():
        named = Identity(value) if kind == "email" else Identity(None, value)
        for number in call.state.users.named_by(named):
            for each in call.state.users.read(number).identity.parts():
                call.state.forgotten.add(*each)
            call.state.users.delete(number)
        call.state.forgotten.add(kind, value)
    return done()


@routes("unforgetUser")
def unforget_user(call: Call) -> MockResponse:
    """Allow data about a user again."""
    for kind, value in _checked(call).parts():
        call.state.forgotten.remove(kind, value)
    return done()


@routes("listForgottenEmails")
def list_forgotten_emails(call: Call) -> MockResponse:
    """Respond with the hashes of emails."""
    _check_project_type(call, "email")
    return MockResponse(200, {"hashedEmails": call.state.forgotten.hashes("email")})


@routes("listForgottenUserIds")
def list_forgotten_user_ids(call: Call) -> MockResponse:
    """Respond with the hashes of userIds."""
    _check_project_type(call, "userId")
    return MockResponse(200, {"hashedUserIds": call.state.forgotten.hashes("userId")})


def _checked(call: Call) -> Identity:
    identity = identity_of(call, call.body)
    check_identifier_kind(call, identity)
    for kind, value in identity.parts():
        check(kind, value)
    return identity


def _check_project_type(call: Call, kind: Kind) -> None:
    own = call.mock.instance.identity
    if own not in ("hybrid", kind):
        raise WrongIdentifierError(kind, f"this project identifies users by {own}; list what was forgotten by that")
