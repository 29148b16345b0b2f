"""Writes and deletes by the operations that concern one user alone, with users made for it.

Operations of the access `send` are never called: an event, an email or a campaign may let a message leave. Lists,
templates and catalogs that are made stay, for no operation described here deletes them, and are not touched.
"""

from iterable_client.contract.run import Run
from iterable_client.contract.temporary_users import TemporaryUsers

ROUND_TRIP = frozenset(
    {
        "updateUser",
        "bulkUpdateUsers",
        "mergeUsers",
        "deleteUserByEmail",
        "deleteUserById",
        "forgetUser",
        "unforgetUser",
        "cancelEmail",
        "startExport",
        "cancelExport",
    }
)
"""What the round trip and the probes write and delete by; a test holds this against them."""


def write_everything(run: Run, users: TemporaryUsers) -> None:
    """Write users, read them back, merge one into another, and delete one of each kind.

    Args:
        run: What it calls with.
        users: Where they are invented.

    Raises:
        RunStopped: No more calls can be made.
    """
    email = users.created()
    if email is not None:
        for operation_id in ("getUserByEmail", "findUserByEmail"):
            run.read(operation_id, {"email": email})
        for operation_id in ("listUserEvents", "listSentMessages"):
            run.calls.call(operation_id, {"email": email}, should_succeed=True)
        run.read("exportUserEvents", {"email": email, "includeCustomEvents": False})
    source = users.created()
    if email is not None and source is not None:
        run.read("mergeUsers", body={"sourceEmail": source, "destinationEmail": email})
    if email is not None:
        run.read("deleteUserByEmail", {"email": email})
    _by_user_id(run, users)


def _by_user_id(run: Run, users: TemporaryUsers) -> None:
    """Do the same for a user with a userId, where the project takes one."""
    user_id = users.new_id()
    created = run.calls.call("updateUser", body={"userId": user_id, "preferUserId": True})
    if not created.ok or not users.is_there(user_id=user_id):
        of_ids = ("getUserById", "findUserById", "listUserEventsById", "deleteUserById")
        run.not_run |= dict.fromkeys(of_ids, "the project does not identify users by userId")
        return
    for operation_id in ("getUserById", "findUserById", "listUserEventsById"):
        run.read(operation_id, {"userId": user_id})
    run.read("deleteUserById", {"userId": user_id})
