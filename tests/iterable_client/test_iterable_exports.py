# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false
# Calls are lambdas of either kind of client.
"""Export jobs are tasks: waited for, found again, and saved file by file from hosts that get no credentials."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from iterable_export_parts import FILES, HOST, SIGNATURE, Server, saved_in
from iterable_parts import opened, sync_and_async, told

from iterable_api.models import ExportStarted
from iterable_client import Polling, TaskFailed, TaskTimeout, errors
from sdk_core.transport.clock import skip_waits

BODY = {"dataTypeName": "emailClick", "outputFormat": "text/csv"}


class TestTasks:
    @sync_and_async
    def test_a_job_is_started_and_waited_for(self, *, asynchronous: bool) -> None:
        server = Server(states=("Enqueued", "running", "enqueued", "Running", "completed"))
        with skip_waits(), opened(server, asynchronous=asynchronous) as iterable:
            task = iterable.do(lambda client: client.exports.start(BODY))
            assert ExportStarted in type(task).__mro__
            assert (task.id, task.job_id, task.to_dict()) == ("3562", 3562, {"jobId": 3562})
            state = iterable.do(lambda _: task.wait(timeout=600))
            assert (state.state, state.ended) == ("completed", True)
            assert server.listed == 5

    @sync_and_async
    @pytest.mark.parametrize("word", ["Failed", "failed", "cancelled"])
    def test_a_job_that_failed_is_an_error(self, word: str, *, asynchronous: bool) -> None:
        with opened(Server(states=(word,)), asynchronous=asynchronous) as iterable:
            task = iterable.client.exports.resume(3562)
            with pytest.raises(TaskFailed, match="task 3562 of startExport failed"):
                iterable.do(lambda _: task.wait())

    @sync_and_async
    def test_who_gives_up_is_told_how_to_go_on(self, *, asynchronous: bool) -> None:
        with skip_waits(), opened(Server(states=("running",)), asynchronous=asynchronous) as iterable:
            task = iterable.client.exports.resume("3562")
            with pytest.raises(TaskTimeout, match=r"iterable\.tasks\.resume\('3562', operation='startExport'\)"):
                iterable.do(lambda _: task.wait(timeout=5))
            assert repr(iterable.client.tasks.resume("3562", operation="startExport")).endswith(
                "3562 of startExport: not asked yet>"
            )

    @sync_and_async
    def test_polling_is_the_clients(self, *, asynchronous: bool) -> None:
        waits: list[float] = []

        async def sleep_async(seconds: float) -> None:
            waits.append(seconds)

        polling = Polling(initial=7, maximum=9, sleep=waits.append, sleep_async=sleep_async)
        server = Server(states=("running", "running", "completed"))
        with opened(server, asynchronous=asynchronous, polling=polling) as iterable:
            iterable.do(lambda client: client.exports.resume(3562).wait())
        assert waits == [7, 9]

    @sync_and_async
    def test_a_job_is_cancelled(self, *, asynchronous: bool) -> None:
        server = Server()
        with opened(server, asynchronous=asynchronous) as iterable:
            iterable.do(lambda client: client.exports.resume(3562).cancel())
        assert server.cancelled

    @sync_and_async
    def test_files_are_listed_to_the_last(self, *, asynchronous: bool) -> None:
        with opened(Server(*FILES), asynchronous=asynchronous) as iterable:
            found = iterable.do(lambda client: client.exports.resume(3562).files())
        assert [each.file for each in found] == [*FILES]


def test_a_started_job_is_a_plain_value_too() -> None:
    with opened(Server()) as iterable:
        raw: Any = iterable.client.exports.with_raw_response.start(BODY)
        assert json.loads(raw.content) == {"jobId": 3562}
        assert iterable.client.tasks.started("startExport", raw.json()).id == "3562"


class TestOddResponses:
    @sync_and_async
    @pytest.mark.parametrize("names", [("1/a.csv", "2/a.csv"), ("a.csv", "A.csv")], ids=["folders", "case"])
    def test_no_file_is_taken_for_another_of_its_name(
        self, names: tuple[str, str], tmp_path: Path, *, asynchronous: bool
    ) -> None:
        def serve(request: httpx.Request) -> httpx.Response:
            if request.url.host == HOST:
                return httpx.Response(200, text="content")
            files = [{"file": name, "url": f"https://{HOST}/{number}"} for number, name in enumerate(names)]
            told = [] if "startAfter" in parse_qs(urlsplit(str(request.url)).query) else files
            return httpx.Response(
                200, json={"jobId": 1, "jobState": "completed", "exportTruncated": False, "files": told}
            )

        with opened(serve, asynchronous=asynchronous) as iterable:
            task = iterable.client.exports.resume(1)
            for _ in range(2):  # nor when it goes on
                with pytest.raises(ValueError, match="two files of the export would be"):
                    iterable.do(lambda _: task.download(tmp_path))

    @sync_and_async
    @pytest.mark.parametrize("entry", [{"file": "a.csv", "url": 5}, {"file": 7, "url": "https://x.example/"}], ids=str)
    def test_a_link_that_is_no_text_is_an_error_of_the_response(
        self, entry: dict[str, object], tmp_path: Path, *, asynchronous: bool
    ) -> None:
        page = {"jobId": 1, "jobState": "completed", "exportTruncated": False, "files": [entry]}
        with opened(told(json=page), asynchronous=asynchronous) as iterable:
            task = iterable.client.exports.resume(1)
            with pytest.raises(errors.ResponseParseError, match="listExportFiles"):
                iterable.do(lambda _: task.download(tmp_path))

    @sync_and_async
    @pytest.mark.parametrize("job_id", ["", "../x", "12 ", "-1", "\u0661", 3.5, True])
    def test_a_job_is_a_number(self, job_id: Any, *, asynchronous: bool) -> None:  # noqa: ANN401
        rejected = pytest.raises(ValueError, match="the id of an export job cannot be")
        with opened(asynchronous=asynchronous) as iterable, rejected:
            iterable.client.exports.resume(job_id)

    @sync_and_async
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_a_redirect_of_a_files_host_says_what_to_check(
        self, status: int, tmp_path: Path, *, asynchronous: bool
    ) -> None:
        def serve(request: httpx.Request) -> httpx.Response:
            if request.url.host == HOST:
                return httpx.Response(status, headers={"location": f"https://elsewhere.example/?{SIGNATURE}"})
            return Server("1.csv")(request)

        with opened(serve, asynchronous=asynchronous) as iterable:
            with pytest.raises(errors.ServerError, match="redirects are not followed: check the address") as caught:
                iterable.do(lambda client: client.exports.resume(3562).download(tmp_path))
            assert {urlsplit(url).hostname for url in iterable.urls} == {"api.iterable.com", HOST}
        assert (caught.value.status, caught.value.outcome) == (status, "rejected")
        assert "read what it was to change" not in str(caught.value)
        assert saved_in(tmp_path) == {}

    @sync_and_async
    @pytest.mark.parametrize("media_type", ["text/html", "Text/HTML; charset=utf-8", "application/xhtml+xml"])
    def test_a_page_for_browsers_is_no_file(self, media_type: str, tmp_path: Path, *, asynchronous: bool) -> None:
        def serve(request: httpx.Request) -> httpx.Response:
            if request.url.host == HOST:
                return httpx.Response(200, text="<html>oops</html>", headers={"content-type": media_type})
            return Server("1.csv")(request)

        rejected = pytest.raises(errors.ResponseParseError, match=r"page for browsers .* has no file")
        with opened(serve, asynchronous=asynchronous) as iterable, rejected as caught:
            iterable.do(lambda client: client.exports.resume(3562).download(tmp_path))
        assert caught.value.operation == "downloadExportFile"
        assert saved_in(tmp_path) == {}

    @sync_and_async
    @pytest.mark.parametrize("polled", [[], None, "completed", 7, True, [{"jobState": "completed"}]], ids=repr)
    def test_a_poll_that_is_no_object_ends_the_wait(self, polled: object, *, asynchronous: bool) -> None:
        steps = [told(json=polled), told(json={"jobId": 1, "jobState": "completed"})]
        with skip_waits(), opened(*steps, asynchronous=asynchronous) as iterable:
            task = iterable.client.exports.resume(1)
            with pytest.raises(errors.ResponseParseError, match="the response to listExportFiles"):
                iterable.do(lambda _: task.wait(timeout=600))
            assert len(iterable.requests) == 1

    @sync_and_async
    def test_a_poll_without_a_state_is_made_again(self, *, asynchronous: bool) -> None:
        steps = [told(json={"jobId": 1}), told(json={"jobId": 1, "jobState": "completed"})]
        with skip_waits(), opened(*steps, asynchronous=asynchronous) as iterable:
            state = iterable.do(lambda client: client.exports.resume(1).wait(timeout=600))
        assert state.state == "completed"

    @sync_and_async
    @pytest.mark.parametrize("job_id", ["x", "12 ", "../1", -1, "\u0661", "9" * 5_000], ids=lambda each: repr(each)[:9])
    def test_a_job_that_was_started_without_a_number_was_started(self, job_id: object, *, asynchronous: bool) -> None:
        with opened(told(json={"jobId": job_id}), asynchronous=asynchronous) as iterable:
            with pytest.raises(errors.ResponseParseError, match="startExport names a task by what is no id") as caught:
                iterable.do(lambda client: client.exports.start(BODY))
            assert len(iterable.requests) == 1
        assert (caught.value.outcome, caught.value.retryable) == ("done", False)
        assert caught.value.__context__ is None  # nothing of what came is shown
