"""How instances of Agillic are verified."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import ClassVar, Final, cast

from agillic.api import API, WIRE
from agillic.contract.probes import PASSIVE, PATIENT, READING, WRITING, WRONG_SECRET
from agillic.contract.probes.expiry import MINUTES
from agillic.contract.probes.token import ask_for_token
from agillic.contract.reading import read_everything
from agillic.contract.round_trip import OF_FILES, ROUND_TRIP, write_everything
from agillic.contract.run import Run
from agillic.contract.temporary_recipients import TemporaryRecipients
from agillic_api import DOCUMENT_HASH
from agillic_api.client import Client
from sdk_core.client import BaseClient
from sdk_core.contract.call_recorder import CallRecorder
from sdk_core.contract.contract import Contract, VerificationError
from sdk_core.contract.document import Document, read_document
from sdk_core.contract.json_values import member
from sdk_core.contract.options import VerificationOptions
from sdk_core.contract.rules import CallRules

_PLACES = {
    "ContextData": "events/components.yaml",
    "ContextParameters": "events/components.yaml",
    "GlobalDataDefinition": "global_data/components.yaml",
    "OneToManyRow": "one_to_many/components.yaml",
    "PageLink": "recipients/components.yaml",
    "CampaignReference": "messages/synchronous.yaml",
    "CampaignResult": "messages/synchronous.yaml",
}
"""Components that several resources use and that stand with one of them, or that have another file there."""


class AgillicContract(Contract[Run, TemporaryRecipients]):
    """Reads an instance of Agillic, and writes throw-away recipients."""

    credentials: ClassVar[tuple[str, ...]] = ("key", "secret")
    other_credentials: ClassVar[tuple[str, ...]] = ("app_key", "app_secret")
    patience: ClassVar[int] = MINUTES
    rules = CallRules(
        document=Document(API, read_document("agillic_api"), DOCUMENT_HASH, _PLACES),
        wire=WIRE,
        token_operation="getOAuthToken",  # noqa: S106 - the name of an operation
        changed_by_repeating=frozenset(
            (
                *("createRecipient", "updateRecipient", "deleteRecipient", "addConsent", "withdrawConsent"),
                *("createGlobalDataTableRecord", "updateGlobalDataTableRecord", "batchDeleteGlobalDataRecords"),
                *OF_FILES,
            )
        ),
    )
    usable: Mapping[str, str] = {
        "table": "a Global Data Table with a key of text, in which records may be made and removed by --write",
        "folder": "a folder of resources in which files may be uploaded and deleted by --write",
    }
    temporary = "recipients"
    all_rejected = "every call but the one for a token was rejected; is the key of the scope public?"
    round_trip = ROUND_TRIP
    after_writing = frozenset({"getTaskStatus"})
    reading = READING
    passive = PASSIVE
    wrong_credentials = WRONG_SECRET
    patient = PATIENT
    writing = WRITING

    def open_client(self, options: VerificationOptions) -> AbstractContextManager[BaseClient]:
        """Return a client without credentials; the token is a header of each call.

        Raises:
            ValueError: The URL cannot be used.
        """
        return Client(options.url)

    def new_run(
        self,
        calls: CallRecorder,
        options: VerificationOptions,
        wait: Callable[[float], object],
        now: Callable[[], datetime],
    ) -> Run:
        """Return a run with the key and the secret."""
        return Run(
            calls=calls,
            wait=wait,
            now=now,
            use=options.use,
            credentials=cast("tuple[str, str]", options.credentials),
            app_credentials=options.other_credentials,
        )

    def begin(self, run: Run) -> None:
        """Get the token that all other calls are made with.

        Raises:
            VerificationError: There is none.
            RunStopped: No more calls can be made.
        """
        token = member(ask_for_token(run), "access_token")
        response = run.calls.responses[-1]
        if not response.ok or not isinstance(token, str) or not token.isascii() or not token.isprintable():
            hint = "look at the key and the secret" if response.status in (400, 401, 403) else "look at the URL"
            raise VerificationError(f"the call for a token returned {response.status}, without a token; {hint}")
        run.calls.headers = (("Authorization", f"Bearer {token}"),)

    def read_everything(self, run: Run) -> None:
        """Discover what there is, then read one of everything.

        Raises:
            RunStopped: No more calls can be made.
        """
        read_everything(run)

    def begin_writing(self, run: Run) -> TemporaryRecipients | None:
        """Return what invents recipients; None when the recipient key is unknown, or is no text."""
        key = run.known.key
        if key is None or run.known.fields.get(key) != "STRING":
            run.no_write = "the recipient key of this instance is unknown, or is no text"
            return None
        return TemporaryRecipients(run, key)

    def write_everything(self, run: Run, temporary: TemporaryRecipients) -> None:
        """Write by every operation that concerns one recipient alone.

        Raises:
            RunStopped: No more calls can be made.
        """
        write_everything(run, temporary)


CONTRACT: Final = AgillicContract()
