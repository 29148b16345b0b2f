"""Throw-away users: invented for a round trip, and removed at its end, whatever happens meanwhile.

Their addresses end in `@example.invalid`, where no message can arrive. An export job that was started is ended, too.
"""

from contextlib import suppress

from iterable_client.contract.run import PAUSE, POLLS, Run
from sdk_core.contract.call_recorder import RunStopped
from sdk_core.contract.json_values import as_object, member

_CALLS = 3
"""To delete a user, and to look whether the user is gone."""
_CALLS_TO_LOOK_AGAIN = 24
"""For all of them together: writes are carried out later, so that one has to look again."""
_NOBODY = (400, 404)
"""What the deletion of somebody may get who is not there."""


class TemporaryUsers:
    """Invents users, and removes those that may have come into being.

    Args:
        run: What it calls with.

    Attributes:
        job: The export job that was started and may not have ended; None without.
    """

    def __init__(self, run: Run) -> None:
        self._run, self._invented = run, 0
        self._fresh: str | None = None
        self._forgotten: list[str] = []
        self._emails: list[str] = []
        self._user_ids: list[str] = []
        self.job: int | None = None

    def __repr__(self) -> str:
        return f"<{len(self.remaining)} throw-away users>"

    @property
    def remaining(self) -> list[str]:
        """What names those that may be there."""
        return [*self._emails, *self._user_ids]

    def new(self) -> str:
        """Return the email of a user who may be created now. The calls for the removal are set aside.

        Raises:
            RunStopped: Too few calls are left to remove the user again.
        """
        email = f"{self._name()}@example.invalid"
        self._emails.append(email)
        return email

    def new_id(self) -> str:
        """Return the userId of a user who may be created now, likewise.

        Raises:
            RunStopped: Too few calls are left to remove the user again.
        """
        user_id = self._name()
        self._user_ids.append(user_id)
        return user_id

    def created(self) -> str | None:
        """Create a user, and return the email; None if there is no such user in the end."""
        email = self.new()
        self._run.read("updateUser", body={"email": email})
        return email if self.is_there(email) else None

    def fresh(self) -> str | None:
        """Return the email of a user who was created and not changed since, the same one each time."""
        self._fresh = self._fresh or self.created()
        return self._fresh

    def is_there(self, email: str = "", user_id: str = "") -> bool:
        """Tell whether a user can be read, after waiting for what was accepted."""
        for number in range(POLLS):
            if number:
                self._run.wait(PAUSE)
            if self._found(email, user_id):
                return True
        return False

    def forget(self, email: str) -> bool:
        """Have a user forgotten, who is allowed again in the end. Return whether that was accepted.

        Raises:
            RunStopped: Too few calls are left to allow the user again.
        """
        self._run.calls.reserve(1)
        self._forgotten.append(email)
        return self._run.read("forgetUser", body={"email": email}).ok

    def remove(self) -> None:
        """Remove them all, as far as that works; see `remaining`. What was started is ended before.

        Deletions are carried out later, so that who is still there is looked for, and deleted again.
        """
        self._run.calls.release()
        if self.job is not None:
            with suppress(RunStopped):
                self._run.calls.call("cancelExport", {"jobId": self.job}, once=True)
        for email in self._forgotten:
            with suppress(RunStopped):
                self._run.calls.call("unforgetUser", body={"email": email})
        for number in range(POLLS):
            if number:
                self._run.wait(PAUSE * number)
            self._emails = [each for each in self._emails if not self._deleted("Email", "email", each)]
            self._user_ids = [each for each in self._user_ids if not self._deleted("Id", "userId", each)]
            if not self.remaining:
                return

    def _name(self) -> str:
        self._run.calls.reserve(_CALLS if self._invented else _CALLS + _CALLS_TO_LOOK_AGAIN)
        self._invented += 1
        return f"{self._run.prefix}-{self._invented}"

    def _found(self, email: str, user_id: str) -> bool:
        if email:
            response = self._run.calls.call("getUserByEmail", {"email": email})
            return response.ok and str(member(response.json, "user", "email")).lower() == email.lower()
        response = self._run.calls.call("getUserById", {"userId": user_id})
        return response.ok and member(response.json, "user", "userId") == user_id

    def _deleted(self, suffix: str, parameter: str, name: str) -> bool:
        """Delete a user, and tell whether the user is gone: who is read as somebody is read who was never there."""
        try:
            deleted = self._run.calls.call(f"deleteUserBy{suffix}", {parameter: name}, once=True)
            response = self._run.calls.call(f"getUserBy{suffix}", {parameter: name})
        except RunStopped:
            return False
        user = as_object(member(response.json, "user"))
        has_no_name = response.json is not None and not any(user.get(each) for each in ("email", "userId"))
        is_nobody = has_no_name if response.ok else response.status in self._run.statuses_of_nobody
        return is_nobody and (deleted.ok or deleted.status in _NOBODY)
