"""Pages of activity exports: what is in them, and when there is none [V-EXP, S1]."""

import pytest
from export_calls import HOUR, MINUTE, PAGE, events, finished, happen, read, start
from operation_calls import JANE, RUBY, Api

from agillic.mock.document import document


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(document().limits, "page_size", 2)


def test_nothing_happened_looks_as_in_the_sample() -> None:
    """The document's example of an empty page."""
    api = Api()
    assert read(api, finished(api)).json == {
        "links": [],
        "content": [],
        "page": {"pageStart": 1, "pageSize": 1000, "totalPages": 0, "totalElements": 0},
    }


def test_a_message_that_a_flow_sent_is_exported_as_in_the_sample() -> None:
    """The document's example of a page; assumptions export-row-members and export-row-times."""
    api = Api()
    assert api.call("POST", f"/recipients/{RUBY}/events/order_placed/:achieveEvent").status == 200
    task = finished(api, 2 * HOUR, type_="TRANSACTIONAL_EMAIL")
    page = read(api, task).json
    assert page["links"] == [{"rel": "self", "href": f"http://127.0.0.1:8080/export/activity/{task}?pageStart=1"}]
    (row,) = page["content"]
    assert list(row.items())[:-1] == [
        ("EMAIL", RUBY),
        ("FLOW", "Order confirmation"),
        ("STEP", "Send receipt"),
        ("COMMUNICATION_STATUS", "SENT"),
        ("COMMUNICATION_TIMESTAMP", "04.07.2026 10:30:00"),
    ]
    assert row["AGILLIC_ID"].startswith(".")
    (event,) = read(api, finished(api, 2 * HOUR)).json["content"]
    assert (event["EVENT"], event["EVENT_TIMESTAMP"]) == ("order_placed", "04.07.2026 10:30:00")


def test_someone_who_is_gone_is_exported_without_an_agillic_id() -> None:
    api = Api()
    api.mock.state.activities.record("LINK", 999, JANE, {})
    (row,) = read(api, finished(api, 2 * HOUR, type_="LINK")).json["content"]
    assert row == {"EMAIL": JANE, "LINK_TIMESTAMP": "04.07.2026 10:30:00"}


@pytest.mark.parametrize(("option", "status"), [("status-404", 404), ("status-400", 400), ("empty-page", 200)])
def test_what_reading_gets_when_there_is_no_result_is_assumed(option: str, status: int) -> None:
    """V-EXP: a result is kept for 15 minutes; export-not-finished-status and export-result-expired-status."""
    api = Api({"export-not-finished-status": option, "export-result-expired-status": option})
    happen(api, 1)
    unfinished = read(api, start(api, 2 * HOUR).json["taskId"])
    task = finished(api, 2 * HOUR)
    api.mock.clock.advance(15 * MINUTE - 1)
    assert events(read(api, task).json) == [1]
    api.mock.clock.advance(1)
    for each in (unfinished, read(api, task)):
        assert each.status == status
        assert status != 200 or each.json["content"] == []


def test_a_page_beyond_the_end_may_be_empty() -> None:
    """Assumption export-page-beyond-end-status."""
    api = Api({"export-page-beyond-end-status": "empty-page"})
    happen(api, 1)
    assert read(api, finished(api, 2 * HOUR), 2).json["content"] == []


@pytest.mark.usefixtures("small_pages")
def test_pages_are_linked_as_those_of_recipients() -> None:
    """Assumptions export-page-members, export-page-start and export-page-size."""
    api = Api()
    happen(api, 1, 2, 3, 4, 5)
    task = finished(api, 2 * HOUR)
    page = read(api, task, 3).json
    assert events(page) == [3, 4]
    assert page["page"] == {"pageStart": 3, "pageSize": 2, "totalPages": 3, "totalElements": 5}
    links = {each["rel"]: each["href"].rpartition("=")[2] for each in page["links"]}
    assert links == {"first": "1", "prev": "1", "self": "3", "next": "5", "last": "5"}
    assert [events(read(api, task, number).json) for number in (1, 5)] == [[1, 2], [5]]
    assert [read(api, task, number).status for number in (6, 0, -1)] == [404, 400, 400]


@pytest.mark.usefixtures("small_pages")
def test_page_start_may_count_pages() -> None:
    """Assumption export-page-start."""
    api = Api({"export-page-start": "pages"})
    happen(api, 1, 2, 3)
    task = finished(api, 2 * HOUR)
    page = read(api, task, 2).json
    assert (events(page), page["page"]["pageStart"]) == ([3], 2)
    assert {each["href"].rpartition("=")[2] for each in page["links"]} == {"1", "2"}
    assert read(api, task, 3).status == 404


@pytest.mark.usefixtures("small_pages")
def test_a_page_may_hold_everything() -> None:
    """Assumption export-page-size."""
    api = Api({"export-page-size": "everything"})
    happen(api, 1, 2, 3)
    assert events(read(api, finished(api, 2 * HOUR)).json) == [1, 2, 3]


def test_the_caller_may_choose_the_size_of_a_page() -> None:
    """Assumption export-page-size."""
    api = Api({"export-page-size": "caller"})
    happen(api, 1, 2, 3)
    task = finished(api, 2 * HOUR)
    assert events(api.get(f"{PAGE}{task}?pageStart=2&pageSize=2")) == [2, 3]
    statuses = {size: api.call("GET", f"{PAGE}{task}?pageSize={size}").status for size in ("0", "x", "1001", "1000")}
    assert statuses == {"0": 400, "x": 400, "1001": 400, "1000": 200}


def test_pages_may_be_arrays_or_columns_and_rows() -> None:
    """Assumption export-page-members."""
    for option in ("array", "columns-and-rows"):
        api = Api({"export-page-members": option})
        happen(api, 1)
        page = read(api, finished(api, 2 * HOUR)).json
        rows = page if option == "array" else [dict(zip(page["columns"], row, strict=True)) for row in page["rows"]]
        assert [row["EVENT"] for row in rows] == ["E1"]


@pytest.mark.parametrize(
    ("options", "names", "time"),
    [
        ({"export-row-members": "file-headings"}, {"Email", "Event", "Event Timestamp", "Agillic Id"}, "10:30"),
        ({"export-row-members": "camel-case"}, {"email", "event", "eventTimestamp", "agillicId"}, "10:30"),
        ({"export-row-times": "utc"}, {"EMAIL", "EVENT", "EVENT_TIMESTAMP", "AGILLIC_ID"}, "08:30"),
    ],
)
def test_names_and_times_of_activities_are_assumed(options: dict[str, str], names: set[str], time: str) -> None:
    """Assumptions export-row-members and export-row-times."""
    api = Api(options)
    happen(api, 1)
    (row,) = read(api, finished(api, 2 * HOUR)).json["content"]
    assert set(row) == names
    assert f"04.07.2026 {time}:00" in row.values()
