"""What the keys in a server are called, and which of them an operation needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sdk_core.api import Api
from sdk_core.transport.limits.operation_limits import ALL, scope_names
from sdk_core.transport.limits.rates.rules import RateLimit, Scope, concurrency_limits, rate_limits
from sdk_core.transport.limits.state_files import file_stem
from sdk_core.wire.operations import Operation

_TAG: Final = 12
"""Letters of a tag, which keeps all keys of an API in one slot of a cluster, as scripts need it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys that a call needs.

    Attributes:
        operation: whose calls they are; empty when that is not known.
        names: the keys, as scripts take them: state, stop, slots, those of windows in pairs, then slots of its own.
        rates: the rate limits of the operation, those that reject for longest first.
        allowed: the most calls of its own concurrency limits.
        own: how many of the rates are its own, and not those of all operations.
    """

    operation: str
    names: tuple[str, ...]
    rates: tuple[RateLimit, ...] = ()
    allowed: tuple[int, ...] = ()
    own: int = 0

    @property
    def lengths(self) -> tuple[int, ...]:
        """The milliseconds of each window; 0 of one in which nothing is counted."""
        return tuple(rate.seconds * 1000 if rate.calls else 0 for rate in self.rates)

    def counts_of(self, number: int) -> str:
        """Return the key in which a window is counted."""
        return self.names[3 + 2 * number]


class Names:
    """The names of the keys of an API's key. They tell no secret.

    Args:
        api: which API it is.
        base_url: where it is.
        key: what the API counts by.
        project: the name of the key's project, if others share its limits.
        organization: the same of its organization.
        counts_by_day: whether the API has a cap by the day.

    Attributes:
        key_id: the same for all who use the key, and for nobody else.

    >>> from sdk_core.wire.error_reading import ErrorReader
    >>> api = Api(name="tiny", title="Tiny", package="tiny_client", distribution="tiny", base_url="", operations={},
    ...     limits={}, errors=ErrorReader())
    >>> names = Names(api, "https://api.example.com", "key", counts_by_day=True)
    >>> [name.split(":")[-1] for name in names.of(None).names]
    ['state', 'stop', 'slots']
    """

    def __init__(  # noqa: PLR0913 - what the limits are of
        self,
        api: Api,
        base_url: str,
        key: str,
        project: str = "",
        organization: str = "",
        *,
        counts_by_day: bool,
    ) -> None:
        self._prefix = f"{api.name}:{{{file_stem(base_url, api.name)[:_TAG]}}}"
        names = scope_names(key, project, organization)
        self._whose: dict[Scope, str] = {scope: file_stem(base_url, name) for scope, name in names.items()}
        self.key_id = self._whose["key"]
        self._of_all = rate_limits(api.limits.get("all", ()), ALL)
        self._counts_by_day = counts_by_day
        self._known: dict[str, Keys] = {}

    def of(self, operation: Operation | None) -> Keys:
        """Return the keys that a call of an operation needs; None for one that is not known."""
        id_ = "" if operation is None else operation.id
        if id_ not in self._known:
            self._known[id_] = self._keys(id_, () if operation is None else operation.traits.get("limits", ()))
        return self._known[id_]

    def of_all(self) -> Keys:
        """Return the keys of all windows that were asked for."""
        rates: dict[str, RateLimit] = {}
        for keys in [*self._known.values()]:
            rates |= {keys.counts_of(number): rate for number, rate in enumerate(keys.rates)}
        return Keys(operation="", names=(*self._shared(), *_pairs(rates)), rates=tuple(rates.values()))

    def with_found(self, windows: Iterable[str]) -> Keys:
        """Return the keys of all windows that were asked for, here or by others.

        Args:
            windows: the keys in which those of others are counted.
        """
        known = self.of_all()
        rates = {known.counts_of(number): rate for number, rate in enumerate(known.rates)}
        for window in windows:
            whose, _, numbers = window.removeprefix(f"{self._prefix}:").rpartition(":")
            calls, _, seconds = numbers.partition("/")
            rate = RateLimit(whose.partition(":")[2], "key", int(calls), int(seconds))
            rates.setdefault(window, rate)
        return Keys(operation="", names=(*self._shared(), *_pairs(rates)), rates=tuple(rates.values()))

    def _keys(self, id_: str, said: Sequence[Mapping[str, Any]]) -> Keys:
        rates = rate_limits(said, id_)
        if id_ and not rates and (said or not (self._counts_by_day or self._of_all)):
            rates = [RateLimit(id_, "key", 0, 0)]  # it remembers that the server rejected it, and no more
        own = len(rates)
        rates += self._of_all if id_ else []
        windows = [f"{self._of(rate)}:{rate.calls}/{rate.seconds}" for rate in rates]
        slots = [*concurrency_limits(said, id_)]
        return Keys(
            operation=id_,
            names=(*self._shared(), *_pairs(windows), *(f"{self._of(each)}:slots" for each in slots)),
            rates=tuple(rates),
            allowed=tuple(each.max_concurrency for each in slots),
            own=own,
        )

    def _of(self, limit: Any) -> str:  # noqa: ANN401 - a limit of either kind
        return f"{self._prefix}:{self._whose[limit.scope]}:{limit.bucket}"

    def _shared(self) -> list[str]:
        return [f"{self._prefix}:{self.key_id}:{name}" for name in ("state", "stop", "slots")]


def _pairs(windows: Any) -> list[str]:  # noqa: ANN401 - names in any order of theirs
    return [name for window in windows for name in (window, f"{window}:flying")]
