"""How projects of Iterable are verified."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import ClassVar, Final

from iterable_api import DOCUMENT_HASH
from iterable_api.client import Client
from iterable_client.api import API, WIRE
from iterable_client.contract.probes import PASSIVE, READING, WRITING
from iterable_client.contract.reading import read_everything
from iterable_client.contract.round_trip import ROUND_TRIP, write_everything
from iterable_client.contract.run import Run
from iterable_client.contract.temporary_users import TemporaryUsers
from iterable_client.credentials import HEADER
from iterable_client.limits import LocalRateLimiter
from iterable_client.settings import Settings
from sdk_core.client import BaseClient
from sdk_core.contract.call_recorder import CallRecorder
from sdk_core.contract.contract import Contract, VerificationError
from sdk_core.contract.document import Document, read_document
from sdk_core.contract.options import VerificationOptions
from sdk_core.contract.rules import CallRules
from sdk_core.transport.limits.limiter import RateLimiter

_PLACES: Mapping[str, str] = dict.fromkeys(
    ("Accepted", "Conflict", "Created", "DoneWithoutBody", "Forbidden", "TimedOut"), "shared/responses.yaml"
)
"""Components that one resource alone uses and that nevertheless stand with what is shared."""


class IterableContract(Contract[Run, TemporaryUsers]):
    """Reads a project of Iterable, and writes throw-away users."""

    credentials: ClassVar[tuple[str, ...]] = ("api_key",)
    other_credentials: ClassVar[tuple[str, ...]] = ("read_only_api_key",)
    rules = CallRules(document=Document(API, read_document("iterable_api"), DOCUMENT_HASH, _PLACES), wire=WIRE)
    usable: Mapping[str, str] = {
        "user": "the email of a user who may be read",
        "list": "the id of a list whose users may be read",
    }
    temporary = "users"
    all_rejected = "every call was rejected; is the key of the kind server-side?"
    round_trip = ROUND_TRIP
    reading = READING
    passive = PASSIVE
    writing = WRITING

    def open_client(self, options: VerificationOptions) -> AbstractContextManager[BaseClient]:
        """Return a client without credentials; the key is a header of each call.

        Raises:
            ValueError: The URL cannot be used.
        """
        return Client(options.url)

    def make_limiter(self, options: VerificationOptions, now: Callable[[], datetime]) -> RateLimiter:
        """Return the limiter that clients of this key share on this machine.

        Raises:
            StateFileError: The files of this machine's limits cannot be used.
            ValueError: The key cannot be used.
        """
        (key,) = options.credentials
        settings = Settings.read(api_key=key, base_url=options.url)
        return LocalRateLimiter(
            settings.base_url,
            key,
            directory=settings.state_folder,
            clock=lambda: now().timestamp(),
            **settings.sharing,
        )

    def new_run(
        self,
        calls: CallRecorder,
        options: VerificationOptions,
        wait: Callable[[float], object],
        now: Callable[[], datetime],
    ) -> Run:
        """Return a run that calls with the key."""
        calls.headers = ((HEADER, options.credentials[0]),)
        read_only = next(iter(options.other_credentials), "")
        return Run(calls=calls, wait=wait, now=now, use=options.use, read_only_key=read_only)

    def begin(self, run: Run) -> None:
        """List the lists, which every project has the call for.

        Raises:
            VerificationError: The key is rejected, or this is not Iterable.
            RunStopped: No more calls can be made.
        """
        response = run.read("listLists")
        if response.status in (401, 403):
            raise VerificationError(f"the first call returned {response.status}; look at the key and its region")
        if not response.ok or response.json is None:
            raise VerificationError(f"the first call returned {response.status}, without lists; look at the URL")

    def read_everything(self, run: Run) -> None:
        """Read one of everything.

        Raises:
            RunStopped: No more calls can be made.
        """
        read_everything(run)

    def begin_writing(self, run: Run) -> TemporaryUsers | None:
        """Return what invents users."""
        return TemporaryUsers(run)

    def write_everything(self, run: Run, temporary: TemporaryUsers) -> None:
        """Write by every operation that concerns one user alone.

        Raises:
            RunStopped: No more calls can be made.
        """
        write_everything(run, temporary)


CONTRACT: Final = IterableContract()
