"""Whom a call is about: the email or userId of its body or path."""

from collections.abc import Mapping
from typing import Any

from iterable_client.mock.calls import Call
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.http.keys import Caller
from iterable_client.mock.state.errors import WrongIdentifierError
from iterable_client.mock.state.identity import Identity, email_key


def identity_of(
    call: Call, members: Mapping[str, Any], email: str = "email", user_id: str = "userId", *, check_token: bool = True
) -> Identity:
    """Return whom a body, an entry of it, or a query names.

    Args:
        call: The call.
        members: Of the body, the entry or the query.
        email: The name of the member with the email.
        user_id: The name of the member with the userId.
        check_token: Whether a token must be of this user, where the key needs one.

    Raises:
        IterableHTTPError: It names nobody, or by both under an option that rejects it, or somebody else than the token.
    """
    found = Identity(members.get(email) or None, members.get(user_id) or None)
    if not any(found.parts()):
        message = f"no user is named; send {email} or {user_id}"
        raise IterableHTTPError(400, message, code="BadParams", rule="user-missing", place=f"{email}, {user_id}")
    if found.email is not None and found.user_id is not None:
        found = _of_both(call, found, email, user_id)
    if check_token:
        check_subject(call, found)
    return found


def _of_both(call: Call, both: Identity, email: str, user_id: str) -> Identity:
    option = call.choice("both-identifiers")
    if option == "status-400":
        raise IterableHTTPError(
            400,
            f"the user is named by {email} and {user_id}; send one of them",
            code="BadParams",
            rule="user-named-twice",
            place=user_id,
            assumption="both-identifiers",
        )
    return both if option == "both-written" else Identity(both.email)


def check_subject(call: Call, identity: Identity) -> None:
    """Reject a call about somebody else than its token was made for.

    Raises:
        IterableHTTPError: It is.
    """
    caller = call.key
    subject = caller.subject if isinstance(caller, Caller) else None
    if subject is None:
        return
    same_email = None not in (subject.email, identity.email) and email_key(subject.email or "") == identity.email_key
    same_id = subject.user_id is not None and subject.user_id == identity.user_id
    if not same_email and not same_id:
        raise IterableHTTPError(
            400,
            "the token was made for another user than the call names; send the token of this user",
            code="JwtUserIdentifiersMismatched",
            rule="token-of-another",
            place="Authorization",
        )


def check_identifier_kind(call: Call, identity: Identity) -> None:
    """Reject an identifier by which the project does not identify users.

    Raises:
        WrongIdentifierError: It is of the other kind.
    """
    kind = call.mock.instance.identity
    if kind not in ("hybrid", identity.kind):
        raise WrongIdentifierError(identity.kind, f"this project identifies users by {kind}; send that")
