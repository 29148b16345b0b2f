"""The messages that recipients were sent, and the ids by which apps report on them."""

import pytest
from operation_calls import RUBY, Api

from agillic.mock.state.communications import Mark


def sent() -> Api:
    api = Api()
    for _ in range(2):
        api.call("POST", f"/recipients/{RUBY}/events/send_coupon/:achieveEvent")
    return api


def test_a_message_is_found_by_its_report_id() -> None:
    """The id has the form of the document's sample, a UUID."""
    communications = sent().mock.state.communications
    first, second = communications.of(1)
    assert [len(part) for part in first.report_id.split("-")] == [8, 4, 4, 4, 12]
    assert first.report_id != second.report_id
    assert communications.find_report(first.report_id) == first
    assert communications.find_report(second.report_id) == second
    assert communications.find_report(second.number) == second  # an app has been seen to send an integer [C-MOLS]


@pytest.mark.parametrize(
    "report", ["", 0, 3, -1, 2**70, "144816e2-d5f4-48ff-8353-80e9973dfd43", "00000000-0000-4000-8000-000000000099", "1"]
)
def test_other_report_ids_find_nothing(report: str | int) -> None:
    """The assumption unknown-report-status rests on it."""
    assert sent().mock.state.communications.find_report(report) is None


@pytest.mark.parametrize("what", ["received", "opened", "clicked", "bounced"])
def test_what_becomes_of_a_message_is_kept_the_first_time_alone(what: Mark) -> None:
    """C-AG: the history has one moment for each."""
    api = sent()
    communications = api.mock.state.communications
    for _ in range(2):
        api.mock.clock.advance(60)
        communications.mark(1, what)
    marked, other = communications.of(1)
    assert (getattr(marked, what) - marked.sent).total_seconds() == 60
    assert getattr(other, what) is None


def test_the_report_id_of_a_message_that_is_gone_is_not_given_out_again() -> None:
    """Deleting a recipient deletes the messages; what is sent later is another message."""
    api = sent()
    communications = api.mock.state.communications
    gone = communications.of(1)[-1].report_id
    api.call("DELETE", f"/recipients/{RUBY}")
    api.call("POST", "/flows/RoasteryNewsletter/:execute")
    assert communications.find_report(gone) is None
    assert len(communications.of(2)) == 1
