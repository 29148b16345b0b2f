"""What is said of a task, by the answer to a question or by a callback."""

from collections.abc import Mapping
from typing import Any, cast

from attrs import field, frozen

from agillic.transport.known_secrets import hide_known_json

_DONE = "completed"
_FAILED = "failed"
_FAILURE = "failure"


@frozen
class EntryFailure:
    """What failed within a task.

    Attributes:
        index: the entry's place in the request, counted from 0; None when the server names no entry.
        message: why, in the server's words. It may hold personal data, so it is not shown by `repr`.
    """

    index: int | None
    message: str = field(repr=False)


@frozen
class TaskState:
    """How a task stands.

    Whether it has ended is told by `completed` [S3] and `failed` [T-ARR] alone: the list of words is not documented,
    so any other one means that it goes on. A task also counts as failed when it is `completed` and its details tell of
    a failure (assumptions task-status-words, task-failure-detail).

    Attributes:
        word: the server's word for it, such as `queued`; empty before it was asked for.
        details: what else the server said. It may hold personal data, so it is not shown by `repr`.

    >>> TaskState.of({"taskId": "1", "status": "pending"}).ended
    False
    >>> TaskState.of({"taskId": "1", "status": "completed", "details": {"result": "success"}}).result
    'success'
    """

    word: str
    details: Mapping[str, Any] = field(factory=dict[str, Any], repr=False)

    @classmethod
    def of(cls, told: object) -> "TaskState":
        """Return the state that JSON tells of, without secrets of ours that it may repeat.

        Raises:
            ValueError: it does not say how the task stands.
        """
        members: Mapping[str, object] = {}
        if isinstance(told, Mapping):
            members = cast("Mapping[str, object]", hide_known_json(told))
        word, details = members.get("status"), members.get("details")
        if not isinstance(word, str):
            raise ValueError("the text `status` is missing: the JSON is not the state of a task")  # noqa: TRY004 - of what came
        if isinstance(details, Mapping):
            return cls(word, cast("Mapping[str, Any]", details))
        return cls(word, {} if details is None else {"result": details})

    @property
    def ended(self) -> bool:
        """Whether nothing more happens."""
        return self.word in (_DONE, _FAILED)

    @property
    def failed(self) -> bool:
        """Whether it ended without success, wholly or for some entries."""
        return self.word == _FAILED or (self.word == _DONE and (self.result == _FAILURE or bool(self.failures)))

    @property
    def result(self) -> Any:  # noqa: ANN401 - free in form
        """What it says for a result, `success` for example [S3]; None when it says nothing."""
        return self.details.get("result")

    @property
    def message(self) -> str:
        """Why it failed, in the server's words, which may hold personal data; empty when it does not say."""
        message = self.details.get("message")
        return message if isinstance(message, str) else ""

    @property
    def failures(self) -> tuple[EntryFailure, ...]:
        """What failed, an entry each; empty when the server does not tell entries apart."""
        errors: object = self.details.get("errors")
        return tuple(map(_failure, cast("list[object]", errors))) if isinstance(errors, list) else ()


def _failure(told: object) -> EntryFailure:
    if not isinstance(told, Mapping):
        return EntryFailure(None, str(told))
    members = cast("Mapping[str, object]", told)
    index = members.get("index")
    is_place = isinstance(index, int) and not isinstance(index, bool) and index >= 0
    return EntryFailure(cast("int", index) if is_place else None, str(members.get("message", "")))
