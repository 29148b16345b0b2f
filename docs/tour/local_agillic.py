"""A mock of Agillic in this process that fails now and then, and the client that people import, opened for it."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from agillic import Agillic, CallEvent, Hooks, RetryPolicy, skip_waits
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer
from sdk_core.mock.faults import FaultMembers
from tour.values import ZONE

INSTANCE = Path(__file__).with_name("music_shop.toml")
FAULTS = (
    ("status 503, come again in 0 seconds", FaultMembers(status=503, retry_after=0)),
    ("status 429, too many calls", FaultMembers(status=429)),
    ("cut off before anything was written", FaultMembers(connection_reset="before")),
    ("cut off after everything was written", FaultMembers(connection_reset="after")),
    ("cut off halfway", FaultMembers(truncate=True)),
)
SHARE = 0.05
"""Of all calls, whatever their operation, fail one way or another."""


@dataclass(frozen=True)
class LocalAgillic:
    """The client, the mock that it talks to, and what was noticed on the way.

    Attributes:
        agillic: the client.
        mock: what responses.
        faults: what each injected fault does, by its id.
        repeated: an event for each call that was made again.
    """

    agillic: Agillic
    mock: LocalMock
    faults: dict[int, str]
    repeated: list[CallEvent] = field(default_factory=list[CallEvent])

    @property
    def injected(self) -> Counter[str]:
        """How often each fault hit a call."""
        return Counter(self.faults[each.fault] for each in self.mock.requests if each.fault is not None)


@contextmanager
def local_agillic(seed: int) -> Generator[LocalAgillic, None, None]:
    """Start the mock, let it fail, and open the client.

    Args:
        seed: decides which calls fail, and how.
    """
    with TemporaryDirectory() as folder, LocalServer() as server, server.mock(load_instance(INSTANCE)) as mock:
        faults: dict[int, str] = {}
        for number, (told, fault) in enumerate(FAULTS):
            members = fault.copy()
            members["probability"], members["seed"] = SHARE / len(FAULTS), seed * len(FAULTS) + number
            faults[mock.faults.add(**members).id] = told
        repeated: list[CallEvent] = []

        # Where the client would wait, for a repeat or a task, the mock's clock is moved instead.
        with (
            skip_waits(mock.clock.advance),
            Agillic(
                key=mock.key,
                secret=mock.secret,
                base_url=mock.url,
                environment="staging",  # 5,000 calls a day
                time_zone=ZONE,
                state_directory=folder,  # the day's count of a tour is thrown away with the mock
                retry_policy=RetryPolicy(max_retries=5),
                hooks=Hooks(on_retry=repeated.append),
            ) as agillic,
        ):
            yield LocalAgillic(agillic, mock, faults, repeated)
