"""What the transport adds to the errors of all APIs: trouble with the files by which limits are kept."""

from typing import ClassVar, Final, Literal, TypeVar

from sdk_core.wire.errors import ApiError

E = TypeVar("E", bound="StateFileError")

NAME_SETTING: Final = "name another folder by the setting state_directory"

Trouble = Literal[
    "read-only",
    "permission",
    "no-folder",
    "no-locks",
    "full",
    "descriptors",
    "link",
    "owner",
    "locked",
    "unreachable",
    "denied",
    "",
]
"""What kind of trouble a file of state makes, or the server that machines share; empty for any other."""
_ADVICE: Final[dict[Trouble, str]] = {
    "read-only": "its file system is read-only: " + NAME_SETTING + ", one that this user can write",
    "permission": "let this user own and write it, or " + NAME_SETTING,
    "no-folder": "something on its path is missing or no folder: " + NAME_SETTING,
    "no-locks": "its file system has no locks: " + NAME_SETTING + ", one on a disk of this machine",
    "full": "make room on that disk, or " + NAME_SETTING + ", one on another disk",
    "descriptors": "close files, or raise the limit of open files (ulimit -n)",
    "link": "put a plain file or folder in place of the link, or " + NAME_SETTING,
    "owner": "use the home of this user (sudo -H), let this user own it, or " + NAME_SETTING,
    "locked": "let that process go on or end it, and call again",
    "unreachable": "start the server of the rate limiter, or check the setting rate_limiter",
    "denied": "check user, password and permissions in the setting rate_limiter",
    "": "check that disk, or " + NAME_SETTING,
}


class StateFileError(ApiError):
    """The file in which processes share slots and counts, or the server where machines do, cannot be used.

    Nothing was sent. Without it the API's limits could not be kept, so no call is made.

    Args:
        message: what is wrong with which file or server.
        trouble: of which kind that is; it decides the advice unless that is given.
        advice: what to do.
    """

    _variable: ClassVar[str] = ""
    """The variable of the environment that holds the setting `state_directory`, as an API's own class says."""

    def __init__(self, *, message: str, trouble: Trouble = "", advice: str = "") -> None:
        self.trouble: Trouble = trouble
        self._message = message
        self._remedy = advice or _ADVICE[trouble]
        super().__init__(message=message, outcome="not-sent", retryable=trouble in ("locked", "full", "unreachable"))

    def _advice(self) -> str:
        if not self._variable:
            return self._remedy
        return self._remedy.replace(NAME_SETTING, f"{NAME_SETTING} ({self._variable})")

    def of_class(self, own: type[E]) -> E:
        """Return the same as an error of an API's own class, which says what its settings are called.

        >>> class Own(StateFileError):
        ...     _variable = "TINY_STATE_DIRECTORY"
        >>> own = StateFileError(message="/tmp/x cannot be used", advice=NAME_SETTING).of_class(Own)
        >>> str(own).partition(": ")[2]
        'name another folder by the setting state_directory (TINY_STATE_DIRECTORY)'
        """
        if isinstance(self, own):
            return self
        return own(message=self._message, trouble=self.trouble, advice=self._remedy)


class SlotTimeoutError(TimeoutError):
    """No slot came free in time; `taken` says who has them."""

    def __init__(self, taken: str) -> None:
        self.taken = taken
        super().__init__(f"{taken}; lower the concurrency or raise the deadline")
