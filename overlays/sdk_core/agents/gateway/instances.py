"""The APIs that a server serves: what each can do, and the client that calls it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.catalog.search import Search
from sdk_core.agents.gateway.refusals import Refused
from sdk_core.agents.policy.model import ApiPolicy
from sdk_core.agents.recipes.model import AgentRoom
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.transport.limits.limiter import Limits
from sdk_core.wire.errors import ApiError

Opening = Callable[[str], SyncAPIClient]
"""Opens the client of a profile; an empty name stands for the settings of the environment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One API that is served.

    Attributes:
        catalog: its operations.
        room: what it gives to agents beyond them.
        search: finds operations.
        opening: opens a client with the settings of a profile as they are now.
    """

    catalog: Catalog
    room: AgentRoom
    search: Search
    opening: Opening


class Instances:
    """The clients of the APIs that are served: one for each profile, opened when it is first needed.

    Args:
        served: the APIs by name.
    """

    def __init__(self, served: Mapping[str, Served]) -> None:
        self.served = served
        self._clients: dict[tuple[str, str], SyncAPIClient] = {}
        self._replaced: list[SyncAPIClient] = []  # calls of other threads may still go on with them
        self._lock = Lock()

    def of(self, api: str) -> Served:
        """Return an API.

        Raises:
            Refused: it is not served.
        """
        if api not in self.served:
            raise Refused("invalid", f"there is no API {api[:50]!r} here; there are {', '.join(self.served)}")
        return self.served[api]

    def client(self, rules: ApiPolicy) -> SyncAPIClient:
        """Return the client that a policy names.

        Raises:
            Refused: it cannot be opened.
        """
        place = rules.api, rules.profile
        with self._lock:
            if place not in self._clients:
                self._clients[place] = self._opened(rules)
            return self._clients[place]

    def renewed(self, rules: ApiPolicy, old: SyncAPIClient) -> SyncAPIClient:
        """Return a client with the credentials as they are now, after the old ones were not accepted.

        So a key can be changed while the server runs: the first call that the old one fails takes the new one.

        Args:
            rules: the policy's for the API.
            old: the client whose credentials were not accepted.

        Raises:
            Refused: it cannot be opened.
        """
        place = rules.api, rules.profile
        with self._lock:
            if self._clients.get(place) is old:  # else another call has renewed it already
                self._clients[place] = self._opened(rules)
                self._replaced.append(old)
            return self._clients[place]

    def limits(self, rules: ApiPolicy) -> Limits | None:
        """Return how many calls of the API are used and left; None where its client does not say.

        Raises:
            Refused: the client cannot be opened.
        """
        found: object = getattr(self.client(rules), "limits", None)
        return found if isinstance(found, Limits) else None

    def close(self) -> None:
        """Close all clients."""
        with self._lock:
            clients = [*self._clients.values(), *self._replaced]
            self._clients, self._replaced = {}, []
        for each in clients:
            with suppress(Exception):
                each.close()

    def _opened(self, rules: ApiPolicy) -> SyncAPIClient:
        try:
            return self.served[rules.api].opening(rules.profile)
        except (ApiError, OSError, ValueError, RecursionError) as error:
            # Its text is for a terminal: it may name a path, or a profile or a setting that somebody has put a secret
            # in the place of. So neither the agent nor the audit log gets it.
            profile = f"of its profile {rules.profile!r}" if rules.profile else "of the environment"
            raise Refused(
                "failed",
                f"the settings of {rules.api} cannot be used, those {profile} ({type(error).__name__}): a person sees "
                "why by `doctor`, run as the user and with the environment of this server",
            ) from error


def rules_of(policies: Mapping[str, ApiPolicy], api: str, agent: str) -> ApiPolicy:
    """Return the rules for an API.

    Raises:
        Refused: the policy does not name it.
    """
    if api not in policies:
        raise Refused("denied", f"the policy of {agent} does not name the API {api[:50]}")
    return policies[api]
