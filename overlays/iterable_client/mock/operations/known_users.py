"""Users whom calls need that are about something else than the profile: whether one who is not known is created."""

from iterable_client.mock.calls import Call
from iterable_client.mock.state.errors import UnknownUserError
from iterable_client.mock.state.identity import Identity
from iterable_client.mock.state.users import Write


def known_or_created(call: Call, identity: Identity) -> int:
    """Return a user, who is created where `unknown-user-creation` says so.

    Raises:
        StateError: As for `Users.known`.
    """
    option = call.choice("unknown-user-creation")
    by_email = call.mock.instance.identity == "email"
    create = option == "all-projects" or (option == "email-based-projects" and by_email)
    return find_or_create(call, identity, "unknown-user-creation", create=create)


def find_or_create(call: Call, identity: Identity, assumption: str, *, create: bool) -> int:
    """Return a user, who is created, with an empty profile, if that is wanted.

    Args:
        call: The call.
        identity: Whom it names.
        assumption: What decides about an unknown user, as the error says.
        create: Whether an unknown user is created.

    Raises:
        StateError: As for `Users.known`.
    """
    users = call.state.users
    try:
        if create and users.find(identity) is None:
            return users.write(identity, {}, Write()).number
        return users.known(identity)
    except UnknownUserError as error:
        error.assumption = assumption
        raise
