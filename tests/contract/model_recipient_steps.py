"""The first half of the state machine: recipients, batches, lists and pages."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import httpx
import hypothesis.strategies as st
import model_steps as steps
from client_surface import Anything
from hypothesis.stateful import Bundle, MultipleResults, RuleBasedStateMachine, initialize, multiple, rule
from model import Document
from model_people import Address
from model_receiver import Receiver
from model_responses import Rejected, Reply
from model_wire import Store, instance
from model_world import KEY

from agillic import by, raw_filter
from agillic.mock.local import LocalServer
from agillic.wire.path_encoding import UniqueField
from agillic_api import UNSET


class RecipientSteps(RuleBasedStateMachine):
    """Begins a store, and works with its recipients, one by one and in lists.

    Attributes:
        server: Serves a new mock for each store.
        http: Calls it.
        receiver: Is called back.
        returned: How many calls were returned with which status in all runs.
    """

    server: ClassVar[LocalServer]
    http: ClassVar[httpx.Client]
    receiver: ClassVar[Receiver]
    received: ClassVar[Counter[int]] = Counter()

    documents = Bundle[Document]("documents")

    def __init__(self) -> None:
        super().__init__()
        self._serving = self.server.mock(instance())
        self.store = Store(self._serving.__enter__(), self.http, self.receiver.mailbox())
        self.model, self.work = self.store.model, self.store.work

    # --- recipients ---------------------------------------------------------------------------------------------------

    @initialize(batch=steps.batches())
    def begin(self, batch: list[Any]) -> None:
        self.batch(batch)

    @rule(person=steps.persons())
    def create(self, person: dict[str, Any]) -> None:
        body = {"personData": person}
        self.store.ask(lambda api: api.recipients.with_raw_response.create(body), lambda: self.model.create(person))

    @rule(address=steps.addresses(), person=steps.changes(), by_agillic_id=st.integers(0, 3))
    def put(self, address: Address, person: dict[str, Any], by_agillic_id: int) -> None:
        found = self.model.find(address)
        if found is not None and found.id.seen is not None and by_agillic_id == 0:
            address = ("AGILLIC_ID", found.id.seen)
        named, body = named_by(address), {"personData": person}
        self.store.ask(
            lambda api: api.recipients.with_raw_response.update(named, body), lambda: self.model.put(address, person)
        )

    @rule(address=steps.addresses())
    def delete(self, address: Address) -> None:
        named = named_by(address)
        self.store.ask(lambda api: api.recipients.with_raw_response.delete(named), lambda: self.model.delete(address))

    @rule(batch=steps.batches())
    def batch(self, batch: list[Any]) -> None:
        body = _entries(batch)
        self.store.ask(lambda api: api.recipients.with_raw_response.batch_upsert(body), lambda: self.model.batch(batch))

    # --- lists and pages ----------------------------------------------------------------------------------------------

    @rule(filter_=steps.filters(), start=st.integers(1, 4), size=st.integers(1, 4))
    def list_some(self, filter_: steps.Filter, start: int, size: int) -> None:
        text = given(filter_.text)
        self.store.ask(
            lambda api: api.recipients.with_raw_response.list(filter=text, page_start=start, page_size=size),
            _unless_rejected(filter_, lambda: self.model.bare_list(filter_.condition, start, size)),
        )

    @rule(target=documents, filter_=steps.filters(), size=st.integers(1, 4))
    def open_document(self, filter_: steps.Filter, size: int) -> MultipleResults[Document]:
        text, opened = given(filter_.text), list[Document]()

        def expected() -> Reply:
            opened.append(self.model.open_document(filter_.condition))
            return self.model.page(opened[0], 1, size)

        is_returned = self.store.ask(
            lambda api: api.recipients.with_raw_response.list(filter=text, object_response=True, page_size=size),
            _unless_rejected(filter_, expected),
        )
        return multiple(*opened if is_returned else [])

    @rule(
        document=documents,
        start=st.sampled_from((1, 1, 2, 3, 6)),
        size=st.integers(1, 4),
        filter_=st.sampled_from((None, raw_filter("CITY="), "NICKNAME==A")),
    )
    def turn_page(self, document: Document, start: int, size: int, filter_: Anything) -> None:
        """The filter is looked at on the first page alone [S1], however wrong it is on a later one."""
        text = given(filter_)
        self.store.ask(
            lambda api: api.recipients.with_raw_response.list(
                filter=text, object_response=True, document_id=document.id.seen, page_start=start, page_size=size
            ),
            lambda: self.model.page(document, start, size),
        )


def named_by(address: Address) -> UniqueField | str:
    """Return what the client takes: a value of the recipient key by itself, any other with its field."""
    name, text = address
    return text if name == KEY else by(**{name: text})


def given(value: Anything) -> Anything:
    return UNSET if value is None else value


def _entries(batch: Sequence[Any]) -> list[dict[str, Any]]:
    return [{"personData": person} for person in batch]


def _unless_rejected(filter_: steps.Filter, expected: Callable[[], Reply]) -> Callable[[], Reply]:
    """Return the response, or the rejection of a filter [S1]."""
    if filter_.rejected is None:
        return expected
    return lambda: Rejected if filter_.rejected == 400 else Reply(422)
