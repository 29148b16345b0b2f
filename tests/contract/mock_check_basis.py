"""What checks of a served mock are made with."""

from collections.abc import Callable, Mapping
from typing import Any

import httpx
from client_surface import Anything
from model_receiver import Mailbox

from agillic import Filter
from agillic.mock.local import LocalMock
from agillic_api import Client
from agillic_api.errors import StatusError

ADA, BOB, EVE = "ada@x.test", "bob@x.test", "eve@x.test"
PERSON = {"EMAIL": ADA, "FIRSTNAME": "Ada"}


class Served:
    """A mock, and a client that calls it.

    Args:
        mock: Newly begun, of `model_wire.instance()`.
        http: Calls it.
        mailbox: Is called back.
    """

    def __init__(self, mock: LocalMock, http: httpx.Client, mailbox: Mailbox) -> None:
        self.mock, self.http, self.mailbox = mock, http, mailbox
        self.api = self.client((mock.key, mock.secret))

    def client(self, auth: httpx.Auth | tuple[str, str]) -> Client:
        return Client(self.mock.url, auth=auth, http_client=self.http)

    def fill(self, *people: Mapping[str, Any]) -> None:
        for each in people:
            self.api.recipients.create({"personData": each})

    def person(self, key: str = ADA) -> Mapping[str, Any]:
        return self.api.recipients.get(key).person_data.to_dict()

    def keys(self, filter_: Filter | str) -> list[str]:
        """Return the keys of the recipients that a filter selects."""
        return [
            each["personData"]["EMAIL"] for each in self.api.recipients.with_raw_response.list(filter=filter_).json()
        ]

    def page(self, document: str | None = None, start: int = 1, **named: Anything) -> Anything:
        """Return a page of two recipients."""
        more = {**named, "document_id": document} if document else named
        listed = self.api.recipients.with_raw_response.list(object_response=True, page_start=start, page_size=2, **more)
        return listed.json()

    def ended(self, task: str) -> Anything:
        """Let a task have its time, and return how it stands."""
        self.mock.clock.advance(2)
        return self.api.tasks.with_raw_response.get(task).json()


def status_of(call: Callable[[], Any]) -> int:
    """Return the status that a call through `with_raw_response` was returned with."""
    try:
        return int(call().status_code)
    except StatusError as error:
        return error.status or 0


def same(found: object, wanted: object) -> None:
    """Say what differs."""
    if found != wanted:
        raise AssertionError(f"{wanted!r} was to come, and {found!r} came")


def keys_of(page: Mapping[str, Any]) -> list[str]:
    return [each["personData"]["EMAIL"] for each in page["content"]]
