"""What is said of a task, by the response to a poll or by a callback."""

from collections.abc import Mapping
from typing import Any, cast

from attrs import field, frozen

from sdk_core.wire.known_secrets import hide_known_json
from sdk_core.wire.pointers import found

_FAILURE = "failure"


@frozen
class TaskWords:
    """Where a response has the word for how a task stands, and which words say that it has ended.

    The defaults are those of operations whose document says nothing of it.

    Attributes:
        state: a JSON pointer.
        done: the words for a task that ended well.
        failed: the words for one that ended otherwise.
        truncated: a JSON pointer to whether the result was cut off; None where that is not reported.
    """

    state: str = "/status"
    done: frozenset[str] = frozenset({"completed"})
    failed: frozenset[str] = frozenset({"failed"})
    truncated: str | None = None

    @classmethod
    def of(cls, task: Mapping[str, Any]) -> "TaskWords":
        """Return what the trait `task` of an operation says.

        >>> TaskWords.of({"state": "/jobState", "done": ["Completed"]}).done
        frozenset({'Completed'})
        """
        if "state" not in task:
            return _USUAL
        return cls(task["state"], frozenset(task["done"]), frozenset(task.get("failed", ())), task.get("truncated"))


_USUAL = TaskWords()


class NoObjectError(ValueError):
    """What came is no JSON object: it tells of no task now, and will not later."""


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
class TaskStatus:
    """How a task stands.

    Whether it has ended is decided by the words that its document names alone: any other one means that it goes on. A
    task also counts as failed when its word says that it ended well and its details name a failure.

    Attributes:
        state: the server's word for it, such as `queued`; empty before it was asked for.
        details: what else the server said. It may hold personal data, so it is not shown by `repr`.
        words: what its word means; by default `completed` and `failed`.
        truncated: whether the server says that it cut the result off, so that what is there is not all.

    >>> TaskStatus.of({"taskId": "1", "status": "pending"}).ended
    False
    >>> TaskStatus.of({"taskId": "1", "status": "completed", "details": {"result": "success"}}).result
    'success'
    """

    state: str
    details: Mapping[str, Any] = field(factory=dict[str, Any], repr=False)
    words: TaskWords = field(default=_USUAL, repr=False, eq=False)
    truncated: bool = False

    @classmethod
    def of(cls, body: object, words: TaskWords | None = None) -> "TaskStatus":
        """Return the state that JSON tells of, without secrets of ours that it may repeat.

        Args:
            body: the JSON.
            words: how it is reported; left out, at `/status` by `completed` and `failed`.

        Raises:
            ValueError: it does not say how the task stands.
        """
        words, body = words or _USUAL, hide_known_json(body)
        word, details = found(body, words.state), found(body, "/details")
        if not isinstance(word, str):
            name = words.state.removeprefix("/")
            kind = ValueError if isinstance(body, Mapping | bytes) else NoObjectError  # bytes: it was no JSON
            raise kind(f"the text `{name}` is missing: the JSON is not the state of a task")
        if not isinstance(details, Mapping):
            details = {} if details is None else {"result": details}
        return cls(word, cast("Mapping[str, Any]", details), words, found(body, words.truncated) is True)

    @property
    def ended(self) -> bool:
        """Whether nothing more happens."""
        return self.state in self.words.done or self.state in self.words.failed

    @property
    def failed(self) -> bool:
        """Whether it ended without success, wholly or for some entries."""
        if self.state in self.words.failed:
            return True
        return self.state in self.words.done and (self.result == _FAILURE or bool(self.failures))

    @property
    def result(self) -> Any:  # noqa: ANN401 - free in form
        """What it says for a result, `success` for example; None when it says nothing."""
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


def _failure(body: object) -> EntryFailure:
    if not isinstance(body, Mapping):
        return EntryFailure(None, str(body))
    members = cast("Mapping[str, object]", body)
    index = members.get("index")
    is_place = isinstance(index, int) and not isinstance(index, bool) and index >= 0
    return EntryFailure(cast("int", index) if is_place else None, str(members.get("message", "")))
