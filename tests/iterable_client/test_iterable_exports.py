# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false
# Calls are lambdas of either kind of client.
"""Export jobs are tasks: waited for, found again, and saved file by file from hosts that get no credentials."""

import json
import traceback
import warnings
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from iterable_parts import DONE, KEY, opened, sync_and_async, told
from planted import everything_logged, seen_of

from iterable_api.models import ExportStarted
from iterable_client import Polling, ResultTruncatedWarning, TaskFailed, TaskTimeout, errors
from sdk_core.transport.clock import skip_waits

BODY = {"dataTypeName": "emailClick", "outputFormat": "text/csv"}
SIGNATURE = "X-Signature=FAKE-s1gn4tur3"
HOST = "files.exports.example"


class Server:
    """A job that writes files, and the host that has them. Links live for some time of its own clock.

    Attributes:
        states: what the job says of itself, one after the other; the last one for ever.
        broken: the files that cannot be fetched.
    """

    def __init__(self, *files: str, states: tuple[str, ...] = ("completed",), page: int = 2) -> None:
        self.files, self.states, self.page = [*files], [*states], page
        self.broken: dict[str, int] = {}
        self.ended: set[str] = set()
        self.fetched: list[str] = []
        self.foreign: list[httpx.Headers] = []
        self.listed = 0
        self.cancelled = False
        self.truncated: object = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        url = urlsplit(str(request.url))
        if url.hostname == HOST:
            return self._file(request, url.path.rpartition("/")[2], url.query)
        assert request.headers["Api-Key"] == KEY
        if request.method == "DELETE":
            self.cancelled = True
            return httpx.Response(200, json=DONE)
        if url.path == "/api/export/start":
            return httpx.Response(200, json={"jobId": 3562})
        return self._list(parse_qs(url.query))

    def _list(self, query: dict[str, list[str]]) -> httpx.Response:
        self.listed += 1
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        begin = self.files.index(query["startAfter"][0]) + 1 if "startAfter" in query else 0
        links = [
            {"file": name, "url": f"https://{HOST}/bucket/{name}?{SIGNATURE}{self.listed}"}
            for name in self.files[begin : begin + self.page]
        ]
        told = {"jobId": 3562, "jobState": state, "exportTruncated": self.truncated, "files": links}
        return httpx.Response(200, json=told)

    def _file(self, request: httpx.Request, name: str, query: str) -> httpx.Response:
        self.foreign.append(request.headers.copy())
        if query in self.ended:
            return httpx.Response(403, text=f"<Error>{query} has expired</Error>")
        if self.broken.get(name, 0) > 0:
            self.broken[name] -= 1
            return httpx.Response(503 if name.endswith("a.csv") else 403, text=f"no {query}")
        self.fetched.append(name)
        return httpx.Response(200, text=f"content of {name}")


def saved_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted((folder / "3562").iterdir())}


FILES = ("1a.csv", "2b.csv", "3c.csv", "4d.csv", "5e.csv")


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


class TestDownloads:
    @sync_and_async
    def test_all_files_are_saved_and_the_other_host_gets_no_credentials(
        self, tmp_path: Path, *, asynchronous: bool
    ) -> None:
        server = Server(*FILES, states=("running", "completed"))
        with skip_waits(), opened(server, asynchronous=asynchronous, jwt=lambda _: "e30.e30.sig") as iterable:
            found = iterable.do(lambda client: client.exports.resume(3562).download(tmp_path))
        assert saved_in(tmp_path) == {name: f"content of {name}" for name in FILES}
        assert [each.path.name for each in found] == [*FILES]
        assert len(server.foreign) == len(FILES)
        for headers in server.foreign:
            assert not {"api-key", "authorization", "cookie"} & {*headers}
            assert KEY not in str(headers.multi_items())
        assert (tmp_path / "3562").stat().st_mode & 0o077 == 0

    @sync_and_async
    def test_what_was_saved_is_not_fetched_again(self, tmp_path: Path, *, asynchronous: bool) -> None:
        server = Server(*FILES)
        server.broken["3c.csv"] = 99
        with opened(server, asynchronous=asynchronous) as iterable:
            task = iterable.client.exports.resume(3562)
            with pytest.raises(errors.PermissionDenied, match="downloadExportFile returned 403"):
                iterable.do(lambda _: task.download(tmp_path))
            assert [*saved_in(tmp_path)] == ["1a.csv", "2b.csv"]
            server.broken.clear()
            found = iterable.do(lambda _: task.download(tmp_path))
        assert [each.path.name for each in found] == ["3c.csv", "4d.csv", "5e.csv"]
        assert server.fetched == [*FILES]

    @sync_and_async
    def test_links_that_have_ended_are_asked_for_anew(self, tmp_path: Path, *, asynchronous: bool) -> None:
        server = Server(*FILES, page=9)
        server.broken["4d.csv"] = 1
        with opened(server, asynchronous=asynchronous) as iterable:
            iterable.do(lambda client: client.exports.resume(3562).download(tmp_path))
        assert [*saved_in(tmp_path)] == [*FILES]
        assert server.fetched == [*FILES]  # each once

    @sync_and_async
    def test_old_links_are_not_tried(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, asynchronous: bool
    ) -> None:
        now = [0.0]

        def clock() -> float:
            now[0] += 700.0
            return now[0]

        # Links age by it, and nothing else: the limits of calls go on by the clock of this machine.
        monkeypatch.setattr("iterable_client.resources.export_files.waiting", SimpleNamespace(clock=clock))
        server = Server(*FILES, page=9)
        with skip_waits(), opened(server, asynchronous=asynchronous) as iterable:
            iterable.do(lambda client: client.exports.resume(3562).download(tmp_path))
        assert server.fetched == [*FILES]
        assert len({*(header["host"] for header in server.foreign)}) == 1
        assert server.listed > 3

    @sync_and_async
    def test_a_host_that_fails_for_a_moment_is_asked_again(self, tmp_path: Path, *, asynchronous: bool) -> None:
        server = Server(*FILES)
        server.broken["1a.csv"] = 1
        with opened(server, asynchronous=asynchronous) as iterable:
            iterable.do(lambda client: client.exports.resume(3562).download(tmp_path))
        assert [*saved_in(tmp_path)] == [*FILES]

    @sync_and_async
    def test_what_a_link_grants_is_shown_nowhere(self, tmp_path: Path, *, asynchronous: bool) -> None:
        server = Server("1b.csv")
        server.broken["1b.csv"] = 99
        with everything_logged() as lines, opened(server, asynchronous=asynchronous) as iterable:
            with pytest.raises(errors.StatusError) as caught:
                iterable.do(lambda client: client.exports.resume(3562).download(tmp_path))
            shown = [seen_of(caught.value), *traceback.format_exception(caught.value), repr(caught.value.content)]
            assert SIGNATURE not in "".join(shown)
            assert SIGNATURE not in "".join(each for each in lines if "httpx" not in each)

    @sync_and_async
    @pytest.mark.parametrize(
        "link",
        [
            "http://files.exports.example/1",
            "file:///etc/passwd",
            "https://ada:pw@files.example/1",
            "//x",
            "https://[",
            "",
        ],
        ids=["http", "file", "credentials", "no-scheme", "broken", "empty"],
    )
    def test_links_to_nowhere_safe_are_not_followed(self, link: str, tmp_path: Path, *, asynchronous: bool) -> None:
        response = {
            "jobId": 1,
            "jobState": "completed",
            "files": [{"file": "1.csv", "url": link}],
            "exportTruncated": False,
        }
        rejected = pytest.raises(ValueError, match="the link of downloadExportFile cannot be followed")
        with opened(told(json=response), asynchronous=asynchronous) as iterable, rejected:
            iterable.do(lambda client: client.exports.resume(3562).download(tmp_path))
        assert {urlsplit(url).hostname for url in iterable.urls} == {"api.iterable.com"}

    @pytest.mark.parametrize("name", ["../1.csv", "..", "/etc/passwd", "a\x00b"])
    def test_names_of_files_lead_nowhere_else(self, name: str, tmp_path: Path) -> None:
        link = {"file": name, "url": f"https://{HOST}/1"}

        def response(request: httpx.Request) -> httpx.Response:
            if request.url.host == HOST:
                return httpx.Response(200, text="content")
            listed = {"jobId": 1, "jobState": "completed", "files": [] if "startAfter" in str(request.url) else [link]}
            return httpx.Response(200, json=listed)

        with opened(response) as iterable, suppress(ValueError):
            iterable.client.exports.resume(3562).download(tmp_path)
        inside = tmp_path / "3562"
        assert all(path.is_relative_to(inside) for path in tmp_path.rglob("*"))

    def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with opened(Server()) as iterable, pytest.raises(FileNotFoundError, match="make it first"):
            iterable.client.exports.resume(3562).download(tmp_path / "no")

    @sync_and_async
    def test_downloads_count_for_no_limit(self, tmp_path: Path, *, asynchronous: bool) -> None:
        server = Server(*FILES, page=9)
        with opened(server, asynchronous=asynchronous) as iterable:
            iterable.do(lambda client: client.exports.resume(3562).download(tmp_path))
            assert iterable.client.limits.used_today == server.listed


def test_a_started_job_is_a_plain_value_too() -> None:
    with opened(Server()) as iterable:
        raw: Any = iterable.client.exports.with_raw_response.start(BODY)
        assert json.loads(raw.content) == {"jobId": 3562}
        assert iterable.client.tasks.started("startExport", raw.json()).id == "3562"


class TestTruncatedExports:
    @sync_and_async
    def test_what_was_cut_off_is_saved_and_told(self, tmp_path: Path, *, asynchronous: bool) -> None:
        server = Server(*FILES, states=("running", "completed"))
        server.truncated = True
        with skip_waits(), opened(server, asynchronous=asynchronous) as iterable:
            task = iterable.client.exports.resume(3562)

            def download(_: object) -> Any:  # noqa: ANN401 - of either kind
                return task.download(tmp_path)

            for number in (len(FILES), 0):  # nor is it forgotten when nothing is left to fetch
                with pytest.warns(ResultTruncatedWarning, match=r"export 3562 was cut off.*rows are missing") as told:
                    assert len(iterable.do(download)) == number
                caller = "iterable_parts.py" if asynchronous else Path(__file__).name  # what calls, and what awaits
                assert [Path(each.filename).name for each in told] == [caller]
            assert iterable.do(lambda _: task.status()).truncated is True
        assert [*saved_in(tmp_path)] == [*FILES]

    @sync_and_async
    def test_as_an_error_it_leaves_the_files(self, tmp_path: Path, *, asynchronous: bool) -> None:
        server = Server(*FILES)
        server.truncated = True
        with opened(server, asynchronous=asynchronous) as iterable, warnings.catch_warnings():
            warnings.simplefilter("error", ResultTruncatedWarning)
            with pytest.raises(ResultTruncatedWarning):
                iterable.do(lambda client: client.exports.resume(3562).download(tmp_path))
        assert [*saved_in(tmp_path)] == [*FILES]

    @sync_and_async
    @pytest.mark.parametrize("told", [False, None, "no", 0])
    def test_what_is_whole_warns_of_nothing(self, told: object, tmp_path: Path, *, asynchronous: bool) -> None:
        server = Server(*FILES)
        server.truncated = told
        with opened(server, asynchronous=asynchronous) as iterable:  # a warning is an error of these tests
            task = iterable.client.exports.resume(3562)
            assert len(iterable.do(lambda _: task.download(tmp_path))) == len(FILES)
            assert iterable.do(lambda _: task.status()).truncated is False


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
