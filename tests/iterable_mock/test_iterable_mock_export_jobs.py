"""Export jobs: they take their time, wait for each other, and write files whose links expire."""

import asyncio
import csv
from typing import Any

import pytest
from iterable_calls import ADA, GRACE, Received, Shop, send

from iterable_client.mock.exporting.texts import in_files
from sdk_core.mock.admin import with_admin

START, JOBS = "/api/export/start", "/api/export/jobs"


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
def test_a_job_that_cannot_be_is_rejected_and_not_kept(body: dict[str, Any]) -> None:
    shop = Shop()
    rejected = shop.post(START, {"dataTypeName": "user", "outputFormat": "text/csv", **body})
    assert (rejected.status, rejected.code) == (400, "BadParams")
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
    shop = Shop(options={"export-cancelled-state": "cancelled"}, export_seconds=100)
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


@pytest.mark.parametrize(("options", "state"), [({}, "failed"), ({"export-cancelled-state": "cancelled"}, "cancelled")])
def test_a_canceled_job_writes_nothing_and_makes_room(options: dict[str, str], state: str) -> None:
    shop = Shop(options=options, export_seconds=100)
    for _ in range(5):
        start(shop)
    assert shop.call("DELETE", "/api/export/2").json["code"] == "Success"
    assert states(shop) == ["running", state, "running", "running", "running"]
    shop.mock.clock.advance(1000)
    assert files(shop, 2) == {"jobId": 2, "jobState": state, "exportTruncated": False, "files": []}
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
        "export-cancel-response": "empty",
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
