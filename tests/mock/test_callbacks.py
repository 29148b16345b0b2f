"""Reporting the ends of tasks to the URLs that asked for it."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import app_calls
import orjson
import pytest
from admin_calls import WORK, AdminMock
from app_calls import START

from agillic.mock.callbacks import GAP, TRIES, deliver
from agillic.mock.state import Callback
from sdk_core.mock.admin import advance, tick
from sdk_core.mock.loopback_sender import Delivery, send

URL = "http://127.0.0.1:9/done?step=1"


class Receiver:
    """Takes reports, and responds as it is told."""

    def __init__(self, *responses: int | Exception) -> None:
        self.reports: list[Delivery] = []
        self._responses = list(responses)

    async def __call__(self, report: Delivery) -> int:
        self.reports.append(report)
        response = self._responses.pop(0) if self._responses else 200
        if isinstance(response, Exception):
            raise response
        return response


def started(made: AdminMock, url: str = URL, on: str = "every", data: str = "do") -> str:
    return made.start(data, url=url, on=on)


def pass_time(made: AdminMock, seconds: float, receiver: Receiver) -> None:
    made.mock.sender = receiver
    asyncio.run(advance(made.mock, seconds))


def results(made: AdminMock) -> list[str]:
    return [each["result"] for each in made.get("/__admin/state")["callbacks"]]


def test_the_end_of_a_task_is_posted_once() -> None:
    """[S1], assumption callback-delivery."""
    made, receiver = AdminMock(task_seconds=10), Receiver(500)
    task = started(made)
    pass_time(made, 9, receiver)
    assert receiver.reports == []
    pass_time(made, 1, receiver)
    (report,) = receiver.reports
    assert (report.url, orjson.loads(report.body or b"")) == (
        URL,
        {"taskId": task, "status": "completed", "details": {"result": "success"}},
    )
    pass_time(made, 3600, receiver)
    assert len(receiver.reports) == 1, "not repeated, although the response was 500"
    assert results(made) == ["status 500"]


def test_a_report_that_waits_for_its_next_try_keeps_no_other_back() -> None:
    """Assumption callback-delivery."""
    made, receiver = AdminMock(task_seconds=10, callback_delivery="post-task-retried"), Receiver(500)
    first = started(made)
    pass_time(made, 9, receiver)
    other = started(made)
    pass_time(made, 1, receiver)
    pass_time(made, 9, receiver)
    assert [orjson.loads(report.body or b"")["taskId"] for report in receiver.reports] == [first, other]


def test_reports_are_repeated_until_the_receiver_takes_them() -> None:
    """Assumption callback-delivery."""
    made, receiver = (
        AdminMock(task_seconds=10, callback_delivery="post-task-retried"),
        Receiver(ConnectionRefusedError(), 302, 204),
    )
    started(made)
    for seconds, expected in ((10, 1), (GAP - 1, 1), (1, 2), (GAP, 3), (GAP, 3), (3600, 3)):
        pass_time(made, seconds, receiver)
        assert len(receiver.reports) == expected
    assert results(made) == ["status 204", "status 302", "no response: ConnectionRefusedError"]


def test_reports_are_not_repeated_for_ever() -> None:
    """Assumption callback-delivery."""
    made, receiver = AdminMock(task_seconds=10, callback_delivery="post-task-retried"), Receiver(*[500] * 2 * TRIES)
    started(made)
    for _ in range(2 * TRIES):
        pass_time(made, GAP, receiver)
    assert len(receiver.reports) == TRIES


def test_repeated_reports_survive_a_restart(tmp_path: Path) -> None:
    """Assumption callback-delivery."""
    made = AdminMock(tmp_path / "state.db", task_seconds=10, callback_delivery="post-task-retried")
    started(made)
    pass_time(made, 10, Receiver(500))
    made.mock.close()
    again, receiver = (
        AdminMock(tmp_path / "state.db", task_seconds=10, callback_delivery="post-task-retried"),
        Receiver(),
    )
    pass_time(again, 10, receiver)
    assert receiver.reports == [], "the next try is due later"
    pass_time(again, GAP, receiver)
    assert len(receiver.reports) == 1


def test_a_callback_is_called_by_get_without_a_body() -> None:
    """Assumption callback-delivery."""
    made, receiver = AdminMock(task_seconds=10, callback_delivery="get-without-body"), Receiver(500)
    started(made)
    pass_time(made, 10, receiver)
    pass_time(made, 10, receiver)
    assert receiver.reports == [Delivery(URL, None)]


@pytest.mark.parametrize(
    ("on", "data", "count"),
    [
        ("every", "do", 1),
        ("every", "fail", 1),
        ("success", "do", 1),
        ("success", "fail", 0),
        ("failure", "do", 0),
        ("failure", "fail", 1),
    ],
)
def test_a_callback_says_which_ends_are_reported(on: str, data: str, count: int) -> None:
    """[S1]."""
    made, receiver = AdminMock(task_seconds=10), Receiver()
    task = started(made, on=on, data=data)
    pass_time(made, 10, receiver)
    assert len(receiver.reports) == count
    found = made.mock.state.tasks.get(task)
    assert found is not None
    assert found.reported, "whether or not it was reported, nobody looks at it again"


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example.com/done",
        "http://10.0.0.1/",
        "http://0.0.0.0/",
        "http://[::]/",
        "http://169.254.169.254/latest",
        "http://2130706433/",
        "http://127.0.0.1@shop.example.com/",
        "http://localhost.example.com/",
        "https://127.0.0.1/",
        "file:///tmp/x",
        "http://127.0.0.1:port/",
    ],
)
def test_nothing_is_sent_to_other_machines(url: str) -> None:
    made, receiver = AdminMock(task_seconds=10, callback_delivery="post-task-retried"), Receiver()
    started(made, url)
    pass_time(made, 10, receiver)
    pass_time(made, 10, receiver)
    assert receiver.reports == []
    (result,) = results(made)
    assert result.startswith(("not sent: the URL", "not sent: the host", "not sent: the mock sends by http"))
    with pytest.raises(ValueError, match=r"not this machine|by http alone|URL is none"):
        asyncio.run(send(Delivery(url, b"{}")))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "[::1]", "LOCALHOST"])
def test_this_machine_has_several_names(host: str) -> None:
    made, receiver = AdminMock(task_seconds=10), Receiver()
    started(made, f"http://{host}:8080/done")
    pass_time(made, 10, receiver)
    assert len(receiver.reports) == 1


def test_a_clock_that_stands_still_hastens_tasks_and_reports_at_each_tick() -> None:
    made, receiver = AdminMock(task_seconds=10, callback_delivery="post-task-retried"), Receiver(500)
    started(made)
    for seconds, expected in ((4, 0), (6, 1), (GAP - 1, 1), (1, 2)):
        made.mock.sender = receiver
        asyncio.run(tick(made.mock, seconds))
        assert len(receiver.reports) == expected
    assert made.mock.clock.now() == START


def served(response: bytes, story: Callable[[int], Awaitable[object]]) -> bytes:
    """Take the reports that arrive while a story runs, which is given the port, and return the last one's head."""
    head = b""

    async def respond(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal head
        head = await reader.readuntil(b"\r\n\r\n")
        writer.write(response)
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(respond, "127.0.0.1", 0)
        async with server:
            await story(server.sockets[0].getsockname()[1])

    asyncio.run(run())
    return head


def test_ends_are_reported_after_the_call_that_let_them_come() -> None:
    made = AdminMock()

    async def story(port: int) -> None:
        callback = {"url": f"http://127.0.0.1:{port}/done?step=%201", "on": "every"}
        body = {"data": "do", "configuration": {"callback": callback}}
        await app_calls.send(made.application, "POST", "/recipients/v2/:upsert", body=body)

    head = served(b"HTTP/1.1 302 Found\r\nLocation: http://shop.example.com/\r\n\r\n", story)
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /done?step=%201 HTTP/1.1"
    assert {"Connection: close", "Content-Type: application/json"} <= set(lines)
    assert results(made) == ["status 302"], "a redirect is not followed"


@pytest.mark.parametrize("response", [b"", b"hello\r\n\r\n", b"HTTP/1.1 fine\r\n\r\n", b"x" * 100_000])
def test_a_receiver_that_does_not_speak_http_has_not_responded(response: bytes) -> None:
    made = AdminMock(task_seconds=10)

    async def story(port: int) -> None:
        started_at = made.mock.state.tasks.start(WORK, "do", seconds=10, callback=Callback(url_of(port), "every"))
        await advance(made.mock, 10)
        assert made.mock.state.tasks.get(started_at)

    def url_of(port: int) -> str:
        return f"http://127.0.0.1:{port}/ä\r\nX-More: yes"

    head = served(response, story)
    assert results(made) == ["no response: ValueError"]
    assert b"\r\nX-More" not in head
    assert head.startswith(b"POST /%C3%A4X-More:%20yes HTTP/1.1\r\n")


def test_a_get_has_no_body() -> None:
    """Assumption callback-delivery."""
    head = served(b"HTTP/1.1 200 OK\r\n\r\n", lambda port: send(Delivery(f"http://localhost:{port}", None)))
    assert head.startswith(b"GET / HTTP/1.1\r\nHost: localhost:")
    assert b"Content-" not in head


def test_a_reset_forgets_reports_under_way() -> None:
    made = AdminMock(task_seconds=10)

    async def receiver(_report: Delivery) -> int:
        made.mock.reset()
        return 200

    started(made)
    made.mock.sender = receiver
    asyncio.run(advance(made.mock, 10))
    assert results(made) == []


def test_a_report_under_way_is_not_sent_again() -> None:
    made, count = AdminMock(task_seconds=10, callback_delivery="post-task-retried"), 0

    async def receiver(_report: Delivery) -> int:
        nonlocal count
        count += 1
        await deliver(made.mock)
        return 200

    started(made)
    made.mock.sender = receiver
    asyncio.run(advance(made.mock, 10))
    assert count == 1
