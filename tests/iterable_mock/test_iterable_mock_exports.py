"""Exports: at once, and by jobs that take their time, wait for each other, and write files whose links expire."""

import asyncio
import csv
from typing import Any

import orjson
import pytest
from iterable_calls import ADA, GRACE, Received, Shop, send

from iterable_client.mock.exporting.texts import in_files
from sdk_core.mock.admin import with_admin

START, JOBS, DATA, EVENTS = (f"/api/export/{path}" for path in ("start", "jobs", "data.json", "userEvents"))


def rows(received: Received) -> list[Any]:
    assert received.status == 200, received.content
    assert received.headers["content-type"] == "application/x-json-stream"
    return [orjson.loads(line) for line in received.content.splitlines()]


def data(shop: Shop, kind: str = "customEvent", **query: object) -> list[Any]:
    shop.mock.clock.advance(15)
    text = "&".join(f"{name}={value}" for name, value in {"dataTypeName": kind, **query}.items())
    return rows(shop.get(f"{DATA}?{text}"))


def start(shop: Shop, **body: Any) -> int:  # noqa: ANN401 - members of the body
    received = shop.post(START, {"dataTypeName": "user", "outputFormat": "text/csv", **body})
    assert received.status == 200, received.content
    shop.mock.clock.advance(1)
    return int(received.json["jobId"])


def files(shop: Shop, job: int, after: str = "") -> Any:  # noqa: ANN401 - whatever JSON holds
    shop.mock.clock.advance(1)
    return shop.get(f"/api/export/{job}/files" + (f"?startAfter={after}" if after else "")).json


def states(shop: Shop) -> list[str]:
    return [each["jobState"] for each in shop.get(JOBS).json["jobs"]]


def download(shop: Shop, url: str, **headers: str) -> Received:
    target = url.removeprefix("http://127.0.0.1:8080")
    return asyncio.run(send(with_admin(shop.application, shop.mock), "GET", target, b"", headers))


def test_data_of_a_kind_is_exported_at_once() -> None:
    shop = Shop()
    assert data(shop, range="All") == [
        {
            "createdAt": "2026-03-02 20:21:04 +00:00",
            "email": ADA,
            "userId": "reader-1815",
            "eventName": "bookFinished",
            "title": "Sense and Sensibility",
            "pages": 409,
        }
    ]
    users = data(shop, "user", range="All")
    assert [each["email"] for each in users] == [ADA, GRACE]
    assert (users[0]["firstName"], users[0]["emailListIds"]) == ("Ada", [1201])
    assert data(shop, "purchase", range="All") == []


def test_sent_messages_are_exported_by_their_campaign() -> None:
    shop = Shop()
    for campaign in (59667, 59668):
        shop.post("/api/email/target", {"campaignId": campaign, "recipientEmail": ADA})
    assert [each["campaignId"] for each in data(shop, "emailSend")] == [59667, 59668]
    (row,) = data(shop, "emailSend", campaignId=59668)
    assert (row["campaignName"], row["email"]) == ("New poems", ADA)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 0),
        ({"range": "Today"}, 0),
        ({"range": "Yesterday"}, 0),
        ({"range": "BeforeToday"}, 1),
        ({"startDateTime": "2026-03-02%2020:21:04", "endDateTime": "2026-03-02%2020:21:05"}, 1),
        ({"startDateTime": "2026-03-02%2020:21:05", "endDateTime": "2026-03-03%2000:00:00"}, 0),
        ({"startDateTime": "2026-03-02%2000:00:00", "endDateTime": "2026-03-02%2020:21:04"}, 0),
        ({"startDateTime": "2026-03-02%2021:21:04%20%2B01:00", "endDateTime": "2026-03-03%2000:00:00"}, 1),
    ],
)
def test_a_window_has_its_start_and_not_its_end(query: dict[str, str], count: int) -> None:
    assert len(data(Shop(), **query)) == count


@pytest.mark.parametrize(
    "query",
    [
        "range=All&startDateTime=2026-03-02%2000:00:00",
        "startDateTime=2026-03-02%2000:00:00",
        "endDateTime=2026-03-02%2000:00:00",
        "startDateTime=2026-03-02&endDateTime=2026-03-03",
        "range=Tomorrow",
        "dataTypeName=lost",
    ],
)
def test_an_export_that_cannot_be_is_refused(query: str) -> None:
    kind = "" if "dataTypeName" in query else "&dataTypeName=user"
    assert Shop().get(f"{DATA}?{query}{kind}").code == "BadParams"


def test_fields_are_chosen_and_left_out() -> None:
    shop = Shop()
    assert data(shop, range="All", onlyFields="email&onlyFields=pages,title") == [
        {"email": ADA, "pages": 409, "title": "Sense and Sensibility"}
    ]
    (row,) = data(shop, range="All", omitFields="email,userId,title")
    assert set(row) == {"createdAt", "eventName", "pages"}
    alone = Shop(options={"export-only-fields": "commas"})
    assert data(alone, range="All", onlyFields="email&onlyFields=pages") == [{"email": ADA}]


def test_times_without_a_zone_may_be_of_the_project() -> None:
    window = {"startDateTime": "2026-03-02%2012:00:00", "endDateTime": "2026-03-02%2013:00:00"}
    assert data(Shop(), **window) == []
    assert len(data(Shop(options={"export-time-zone": "project"}), **window)) == 1


def test_an_export_without_a_window_may_be_refused() -> None:
    shop = Shop(options={"export-window-missing": "status-400"})
    assert shop.get(f"{DATA}?dataTypeName=user").code == "BadParams"


def test_all_events_of_a_user_are_exported() -> None:
    shop = Shop()
    shop.post("/api/email/target", {"campaignId": 59667, "recipientEmail": ADA})
    assert [each["eventType"] for each in rows(shop.get(f"{EVENTS}?email={ADA}"))] == ["emailSend"]
    both = rows(shop.get(f"{EVENTS}?userId=reader-1815&includeCustomEvents=true"))
    assert [each.get("eventName") or each["eventType"] for each in both] == ["bookFinished", "emailSend"]
    assert rows(shop.get(f"{EVENTS}?email=no@example.com")) == []
    assert shop.get(EVENTS).code == "BadParams"


def test_a_job_takes_its_time_and_then_has_files() -> None:
    shop = Shop(export_seconds=60)
    job = start(shop)
    running = files(shop, job)
    assert (running["jobState"], running["files"], running["exportTruncated"]) == ("running", [], False)
    shop.mock.clock.advance(60)
    told = files(shop, job)
    (file,) = told["files"]
    assert (told["jobState"], file["file"]) == ("completed", "file-1783153860000.csv")
    table = list(csv.DictReader(download(shop, file["url"]).content.decode().splitlines()))
    assert [(each["email"], each["firstName"], each["emailListIds"]) for each in table] == [
        (ADA, "Ada", "[1201]"),
        (GRACE, "Grace", "[]"),
    ]
    (listed,) = shop.get(JOBS).json["jobs"]
    assert listed["endTime"] == "2026-07-04T08:31:00.000+00:00"
    assert listed["bytesExported"] == len(download(shop, file["url"]).content)


def test_a_job_writes_json_by_lines_of_the_fields_that_are_wanted() -> None:
    shop = Shop()
    request = {"dataTypeName": "customEvent", "outputFormat": "application/x-json-stream"}
    job = start(shop, **request, onlyFields="email, pages", omitFields="pages")
    (file,) = files(shop, job)["files"]
    assert file["file"].endswith(".json")
    assert download(shop, file["url"]).content == b'{"email":"ada@example.com"}\n'


def test_a_job_has_a_window_a_campaign_and_a_delimiter() -> None:
    shop = Shop()
    shop.post("/api/email/target", {"campaignId": 59667, "recipientEmail": ADA})
    window = {"startDateTime": "2026-07-04 00:00:00", "endDateTime": "2026-07-05 00:00:00"}
    request = {"dataTypeName": "emailSend", "onlyFields": "email,campaignId", "delimiter": ";"}
    (file,) = files(shop, start(shop, **request, **window, campaignId=59667))["files"]
    assert download(shop, file["url"]).content == b"email;campaignId\nada@example.com;59667\n"
    (empty,) = files(shop, start(shop, **request, campaignId=59668))["files"]
    assert download(shop, empty["url"]).content == b"\n"


@pytest.mark.parametrize(
    "body",
    [
        {"startDateTime": "2026-07-04"},
        {"endDateTime": "soon"},
        {"delimiter": ""},
        {"delimiter": ",,"},
        {"delimiter": '"'},
        {"dataTypeName": "lost"},
        {"outputFormat": "text/plain"},
    ],
)
def test_a_job_that_cannot_be_is_refused_and_not_kept(body: dict[str, Any]) -> None:
    shop = Shop()
    refused = shop.post(START, {"dataTypeName": "user", "outputFormat": "text/csv", **body})
    assert (refused.status, refused.code) == (400, "BadParams")
    assert states(shop) == []


def test_a_link_expires_after_half_an_hour_and_needs_no_key() -> None:
    shop = Shop()
    job = start(shop)
    (file,) = files(shop, job)["files"]
    shop.mock.clock.advance(1799)
    assert download(shop, file["url"]).status == 200
    shop.mock.clock.advance(1)
    assert download(shop, file["url"]).status == 403
    (new,) = files(shop, job)["files"]
    assert (new["file"], new["url"] == file["url"]) == (file["file"], False)
    assert download(shop, new["url"]).status == 200
    assert download(shop, new["url"] + "x").status == 403
    assert download(shop, new["url"], origin="https://elsewhere.example").status == 403


def test_four_jobs_are_at_work_and_others_wait() -> None:
    shop = Shop(export_seconds=100)
    for _ in range(6):
        start(shop)
    assert states(shop) == ["running"] * 4 + ["enqueued"] * 2
    shop.mock.clock.advance(94)  # the first one has ended
    assert states(shop) == ["completed", *["running"] * 4, "enqueued"]
    shop.mock.clock.advance(1000)
    assert states(shop) == ["completed"] * 6
    ends = [each["endTime"][14:19] for each in shop.get(JOBS).json["jobs"]]
    assert ends == ["31:40", "31:41", "31:42", "31:43", "33:20", "33:21"]


def test_jobs_are_listed_by_their_states() -> None:
    shop = Shop(export_seconds=100)
    for _ in range(5):
        start(shop)
    shop.call("DELETE", "/api/export/1")
    counts = {
        state: len(shop.get(f"{JOBS}?jobState={state}").json["jobs"])
        for state in ("enqueued", "queued", "Running", "completed", "failed", "cancelled", "cancelling")
    }
    assert counts == {
        "enqueued": 0,
        "queued": 0,
        "Running": 4,
        "completed": 0,
        "failed": 0,
        "cancelled": 1,
        "cancelling": 1,
    }


def test_a_canceled_job_writes_nothing_and_makes_room() -> None:
    shop = Shop(export_seconds=100)
    for _ in range(5):
        start(shop)
    assert shop.call("DELETE", "/api/export/2").json["code"] == "Success"
    assert states(shop) == ["running", "cancelled", "running", "running", "running"]
    shop.mock.clock.advance(1000)
    assert files(shop, 2) == {"jobId": 2, "jobState": "cancelled", "exportTruncated": False, "files": []}
    shop.mock.clock.advance(1)
    assert shop.call("DELETE", "/api/export/1").status == 200
    assert states(shop)[0] == "completed"


def test_faults_decide_how_a_job_ends() -> None:
    shop = Shop()
    shop.mock.faults.add(operation="startExport", task="fails")
    start(shop)
    shop.mock.faults.add(operation="startExport", task="never")
    start(shop)
    shop.mock.clock.advance(86_400)
    assert states(shop) == ["failed", "running"]


def test_files_behind_one_are_listed_and_none_is_too_large() -> None:
    shop = Shop()
    shop.mock.state.exports.start({"dataTypeName": "user", "outputFormat": "text/csv"})
    job = shop.mock.state.exports.all()[0]
    shop.mock.state.exports.end(job, "completed", [b"1", b"2", b"3"], "csv")
    names = [each["file"] for each in files(shop, 1)["files"]]
    assert [each["file"] for each in files(shop, 1, names[1])["files"]] == names[2:]
    assert in_files([b"n\n", *[b"12345\n"] * 5], head=True, most=14) == [b"n\n12345\n12345\n"] * 2 + [b"n\n12345\n"]
    assert in_files([b"x" * 20, b"y"], head=False, most=10) == [b"x" * 20, b"y"]


def test_an_unknown_job_is_an_assumptions() -> None:
    for option, status in (("as-elsewhere", 400), ("unknown-404", 404)):
        shop = Shop(options={"export-error-statuses": option})
        assert shop.get("/api/export/7/files").status == status
        assert shop.call("DELETE", "/api/export/7").status == status


def test_other_forms_of_jobs_are_assumptions() -> None:
    options = {
        "export-state-words": "capitalized",
        "export-job-members": "objects",
        "export-cancelled-state": "failed",
        "export-cancel-answer": "empty",
    }
    shop = Shop(options=options, export_seconds=100)
    job = start(shop)
    assert files(shop, job)["jobState"] == "Running"
    assert shop.call("DELETE", f"/api/export/{job}").status == 204
    assert files(shop, job)["jobState"] == "Failed"
    (listed,) = shop.get(JOBS).json["jobs"]
    assert (listed["dataTypeName"], listed["jobState"]) == ({"send": False, "updatable": True}, {"final": True})


def test_what_is_due_can_be_let_come_nearer() -> None:
    shop = Shop(export_seconds=100)
    start(shop)
    assert shop.mock.backend.next_due(shop.mock) is not None
    shop.mock.backend.advance_due(shop.mock, 100)
    assert states(shop) == ["completed"]
