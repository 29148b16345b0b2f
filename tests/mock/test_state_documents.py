"""Documents of pages: one test for each rule."""

from collections.abc import Iterator

import pytest
from state_parts import State, open_state

from agillic.mock.filters import UnknownSelector
from agillic.mock.state.errors import BeyondEndError, ExpiredDocumentError, UnknownDocumentError
from agillic.wire.rsql import parse_filter

MINUTE = 60


@pytest.fixture(name="state")
def _state() -> Iterator[State]:
    state = open_state()
    state.recipients.batch_upsert({"EMAIL": str(n), "AGE": n} for n in range(1, 8))
    yield state
    state.database.close()


def on_page(state: State, document: str, start: int, size: int) -> list[str]:
    return [each["EMAIL"] for each in state.documents.page(document, start, size).content]


def test_pages_start_at_any_item_and_may_run_over_the_end(state: State) -> None:
    """[S1]."""
    document = state.documents.create()
    assert on_page(state, document, 1, 3) == ["1", "2", "3"]
    assert on_page(state, document, 6, 3) == ["6", "7"]
    page = state.documents.page(document, 4, 3, ["AGE"])
    assert (page.content, page.total, page.pages) == ([{"AGE": "4"}, {"AGE": "5"}, {"AGE": "6"}], 7, 3)
    assert len(state.documents.page(document).content) == 7


def test_the_result_is_fixed_and_person_data_are_those_of_now(state: State) -> None:
    """[S1]: the filter counts on the call that creates the document."""
    document = state.documents.create(parse_filter("AGE>=5"))
    state.recipients.upsert("5", {"AGE": 1})
    state.recipients.delete(state.recipients.find("6"))
    state.recipients.create({"EMAIL": "new", "AGE": 9})
    page = state.documents.page(document, fields=["EMAIL", "AGE"])
    assert page.content == [{"EMAIL": "5", "AGE": "1"}, {"EMAIL": "7", "AGE": "7"}]
    assert page.total == 3


@pytest.mark.parametrize(
    ("start", "links"),
    [
        (1, {"first": 1, "self": 1, "next": 4, "last": 7}),
        (2, {"first": 1, "prev": 1, "self": 2, "next": 5, "last": 7}),
        (4, {"first": 1, "prev": 1, "self": 4, "next": 7, "last": 7}),
        (5, {"first": 1, "prev": 2, "self": 5, "last": 7}),
        (7, {"first": 1, "prev": 4, "self": 7, "last": 7}),
    ],
)
def test_links_lead_to_other_pages(state: State, start: int, links: dict[str, int]) -> None:
    """[S1]: first, prev if any, self, next if any, last."""
    assert state.documents.page(state.documents.create(), start, 3).links == links


@pytest.mark.parametrize(("size", "last"), [(7, 1), (8, 1), (6, 7), (1, 7)])
def test_the_last_page_has_an_item_also_when_the_pages_are_full(state: State, size: int, last: int) -> None:
    assert state.documents.page(state.documents.create(), 1, size).links["last"] == last


def test_what_matches_nothing_is_an_empty_page(state: State) -> None:
    """[S1]; the assumption page-of-nothing, no-links."""
    document = state.documents.create(parse_filter("AGE>100"))
    page = state.documents.page(document)
    assert (page.content, page.links, page.total, page.pages) == ([], {}, 0, 0)
    with pytest.raises(BeyondEndError):
        state.documents.page(document, 2)


def test_a_page_beyond_the_end_is_told(state: State) -> None:
    """[S1]."""
    document = state.documents.create()
    assert on_page(state, document, 7, 1) == ["7"]
    with pytest.raises(BeyondEndError):
        state.documents.page(document, 8)


def test_a_document_expires_five_minutes_after_its_last_use(state: State) -> None:
    """[S1]."""
    document = state.documents.create()
    for _ in range(3):
        state.clock.advance(5 * MINUTE - 1)
        state.documents.page(document)
    state.clock.advance(5 * MINUTE)
    with pytest.raises(ExpiredDocumentError):
        state.documents.page(document)


def test_a_document_expires_after_thirty_minutes_in_all(state: State) -> None:
    """[S1]."""
    document = state.documents.create()
    for _ in range(7):
        state.clock.advance(4 * MINUTE)
        state.documents.page(document)
    state.clock.advance(2 * MINUTE - 1)
    state.documents.page(document)
    state.clock.advance(1)
    with pytest.raises(ExpiredDocumentError):
        state.documents.page(document)


def test_expired_documents_stay_expired_and_hold_nothing(state: State) -> None:
    """The assumption expired-document-status tells them from unknown ones."""
    document = state.documents.create()
    state.clock.advance(5 * MINUTE)
    other = state.documents.create(parse_filter("AGE==1"))
    assert state.database.connection.execute("SELECT count(*) FROM document_items").fetchone() == (1,)
    assert on_page(state, other, 1, 5) == ["1"]
    with pytest.raises(ExpiredDocumentError):
        state.documents.page(document)


def test_an_unknown_document_is_told(state: State) -> None:
    """[S1]."""
    with pytest.raises(UnknownDocumentError, match="there is no such document; call without documentId"):
        state.documents.page("none")


def test_a_filter_by_no_field_makes_no_document(state: State) -> None:
    """[S1]."""
    with pytest.raises(UnknownSelector):
        state.documents.create(parse_filter("NO_FIELD==1"))


def test_a_new_document_drops_only_what_has_expired(state: State) -> None:
    """[S1]."""
    first = state.documents.create()
    state.clock.advance(5 * MINUTE - 1)
    state.documents.create()
    assert on_page(state, first, 1, 2) == ["1", "2"]
