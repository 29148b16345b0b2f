# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false
# Calls are lambdas of either kind of client.
"""Files of export jobs are saved, one by one, from hosts that get no credentials."""

import traceback
import warnings
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from iterable_export_parts import FILES, HOST, SIGNATURE, Server, saved_in
from iterable_parts import KEY, opened, sync_and_async, told
from planted import everything_logged, seen_of

from iterable_client import ResultTruncatedWarning, errors
from sdk_core.transport.clock import skip_waits

BODY = {"dataTypeName": "emailClick", "outputFormat": "text/csv"}


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
