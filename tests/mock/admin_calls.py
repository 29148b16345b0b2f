"""A mock with a few operations of its own and the admin API, called in process."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

from app_calls import KEY, SECRET, START, Received, send

from agillic.mock.assumptions import Assumptions
from agillic.mock.building import new_mock
from agillic.mock.calls import Call, Mock
from agillic.mock.http.tasks import find_task, shown, start_task
from agillic.mock.instance import load_instance
from agillic.mock.routes import Routes
from agillic.mock.state import Failure, Outcome
from sdk_core.mock.admin import with_admin
from sdk_core.mock.app import MockResponse, create_application
from sdk_core.mock.clock import Clock

RUBY = "ruby@sweetmail.com"
WORK = "asyncBatchUpsertRecipients"
FORM = "application/x-www-form-urlencoded"
TOKEN_FORM = f"grant_type=client_credentials&client_id={KEY}&client_secret={SECRET}".encode()
routes = Routes()


@routes("createRecipient")
def _create(call: Call) -> MockResponse:
    call.mock.state.recipients.create(call.body["personData"])
    return MockResponse(201)


@routes("discoverTargetGroups")
def _discover(_call: Call) -> MockResponse:
    return MockResponse(200, [])


@routes("deleteRecipient")
def _delete(_call: Call) -> MockResponse:
    return MockResponse(204)


@routes(WORK, "body")
def _start(call: Call) -> MockResponse:
    return start_task(call, call.body.get("data"))


@routes.work(WORK)
def _work(_mock: Mock, work: Any) -> Outcome:  # noqa: ANN401 - whatever was left
    return Outcome((Failure(None, "as it was told"),)) if work == "fail" else Outcome()


@routes("getTaskStatus")
def _task(call: Call) -> MockResponse:
    return MockResponse(200, shown(find_task(call, [WORK]), call.mock))


class AdminMock:
    """The built-in instance with the operations above; it keeps how long it was told to wait instead of waiting."""

    def __init__(self, database: Path | None = None, *, task_seconds: float = 0, **options: str) -> None:
        assumptions = Assumptions({name.replace("_", "-"): option for name, option in options.items()})
        chosen = replace(load_instance(), assumptions=assumptions, task_seconds=task_seconds)
        self.mock = new_mock(chosen, routes, clock=Clock(START), seed=1, database=database)
        self.waits: list[tuple[float, int]] = []
        application = create_application(self.mock, strict=not options, sleep=self._sleep)
        self.application = with_admin(application, self.mock)

    async def _sleep(self, seconds: float) -> None:
        taken = 0
        while self.mock.limits.enter():
            taken += 1
        for _ in range(taken):
            self.mock.limits.leave()
        self.waits.append((seconds, taken))

    def call(self, method: str, target: str, body: Any = b"", **headers: str | None) -> Received:  # noqa: ANN401 - bytes, or what becomes JSON
        return asyncio.run(send(self.application, method, target, body=body, receive=None, **headers))

    def create(self, email: str) -> Received:
        return self.call("POST", "/recipients", {"personData": {"EMAIL": email}})

    def start(self, data: Any = "do", **callback: str) -> str:  # noqa: ANN401 - any work
        body = {"data": data} | ({"configuration": {"callback": callback}} if callback else {})
        started = self.call("POST", "/recipients/v2/:upsert", body)
        return str(started.json["taskId"])

    def get(self, target: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        received = self.call("GET", target, authorization=None)
        assert received.status == 200, received
        return received.json
