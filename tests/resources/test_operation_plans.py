"""What the core does with each operation of each API agrees with the document, which is read here by itself."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from sdk_apis import APIS
from sdk_core.api import Api
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.paginator import Paginator
from sdk_core.calls.tasks.operation import TaskOperation
from sdk_core.transport.clock import wall_clock
from sdk_core.transport.http.async_retry_transport import AsyncRetryTransport
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.limits.operation_limits import OperationLimits, scope_names
from sdk_core.transport.retries.call_state import RetryContext
from sdk_core.transport.retries.policy import OPERATION, RetryPolicy
from sdk_core.wire.operations import Operation

ROOT = Path(__file__).parents[2]
DAY = 86_400
PATH_ITEM_METHODS = {"get", "put", "post", "delete", "patch"}
RETRIES = 3
Failure = Callable[[httpx.Request], httpx.Response]


class Said(NamedTuple):
    """What a document says of an operation."""

    api: str
    id: str
    method: str
    path: str
    traits: Mapping[str, Any]
    of_all: list[dict[str, Any]]

    @property
    def rates(self) -> set[tuple[str, str, int, int]]:
        """Its rate limits and those of all operations: bucket, scope, calls, seconds."""
        return {
            (rate.get("bucket", usual), rate["of"], rate["calls"], DAY if rate.get("per") == "day" else rate["seconds"])
            for usual, rates in ((self.id, self.traits.get("limits", [])), ("all", self.of_all))
            for rate in rates
            if "calls" in rate
        }

    @property
    def slots(self) -> set[tuple[str, str, int]]:
        """Its own limits of calls at once, but for those that the server keeps by a queue."""
        return {
            (rate.get("bucket", self.id), rate["of"], rate["at_once"])
            for rate in self.traits.get("limits", [])
            if "at_once" in rate
            and rate.get("counts", "calls") == "calls"
            and rate.get("over", "rejected") == "rejected"
        }


def read_documents() -> Iterator[Said]:
    for api in APIS:
        document = json.loads((ROOT / "generated" / f"{api}_api" / "openapi.json").read_text("utf-8"))
        of_all = document["x-limits"].get("all", [])
        for path, item in document["paths"].items():
            for method, operation in item.items():
                if method in PATH_ITEM_METHODS:
                    yield Said(api, operation["operationId"], method.upper(), path, operation["x-traits"], of_all)


@cache
def api_of(name: str) -> Api:
    api: Api = import_module(APIS[name]).API
    return api


def operation_of(said: Said) -> Operation:
    return api_of(said.api).operations[said.id]


SAID = [*read_documents()]
each_operation = pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said.api}-{said.id}")


def test_the_documents_and_the_clients_have_the_same_operations() -> None:
    assert {said.api for said in SAID} == {*APIS} == {"agillic", "iterable"}
    for name in APIS:
        assert sorted(said.id for said in SAID if said.api == name) == sorted(api_of(name).operations)


@each_operation
def test_an_operation_is_what_the_document_says(said: Said) -> None:
    operation = operation_of(said)
    assert (operation.id, operation.method, operation.path) == (said.id, said.method, said.path)
    assert operation.name == said.traits["name"]
    assert [*operation.traits["keys"]] == said.traits["keys"]
    assert (operation.traits["access"], operation.traits.get("sends")) == (
        said.traits["access"],
        said.traits.get("sends"),
    )


def failing(error: type[httpx.RequestError]) -> Failure:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error("planted", request=request)

    return fail


def responding(status: int) -> Failure:
    return lambda _: httpx.Response(status)


ALWAYS, IDEMPOTENT, NEVER = "always", "idempotent", "never"
FAILURES: dict[str, tuple[Failure, str]] = {
    "429": (responding(429), ALWAYS),
    "no connection": (failing(httpx.ConnectError), ALWAYS),
    "no free connection": (failing(httpx.PoolTimeout), ALWAYS),
    "500": (responding(500), IDEMPOTENT),
    "502": (responding(502), IDEMPOTENT),
    "503": (responding(503), IDEMPOTENT),
    "504": (responding(504), IDEMPOTENT),
    "no response": (failing(httpx.ReadTimeout), IDEMPOTENT),
    "broken off": (failing(httpx.RemoteProtocolError), IDEMPOTENT),
    "200": (responding(200), NEVER),
    "400": (responding(400), NEVER),
    "404": (responding(404), NEVER),
    "no such protocol": (failing(httpx.UnsupportedProtocol), NEVER),
}
"""What may happen to a call, and for which operations it is retried then."""


def attempts(operation: Operation, failure: Failure) -> tuple[int, int]:
    """Return how often a call is sent that fails each time: by threads, and by asyncio."""
    sent: list[httpx.Request] = []
    retry = RetryContext(policy=RetryPolicy(max_retries=RETRIES), random=lambda: 0.0)
    request: dict[str, Any] = {
        "method": operation.method,
        "url": "https://api.test/",
        "extensions": {OPERATION: operation},
    }

    def send(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return failure(request)

    async def sleep(_: float) -> None:
        pass

    async def call() -> None:
        transport = AsyncRetryTransport(httpx.MockTransport(send), retry=retry, sleep=sleep)
        with suppress(httpx.RequestError):
            await transport.handle_async_request(httpx.Request(**request))

    with suppress(httpx.RequestError):
        RetryTransport(httpx.MockTransport(send), retry=retry, sleep=lambda _: None).handle_request(
            httpx.Request(**request)
        )
    by_threads = len(sent)
    asyncio.run(call())
    return by_threads, len(sent) - by_threads


@each_operation
def test_an_operation_is_retried_as_far_as_the_document_allows(said: Said) -> None:
    operation = operation_of(said)
    for name, (failure, of_which) in FAILURES.items():
        is_retried = of_which == ALWAYS or (of_which == IDEMPOTENT and said.traits["idempotent"])
        expected = 1 + RETRIES if is_retried else 1
        assert (name, *attempts(operation, failure)) == (name, expected, expected)


@each_operation
def test_an_operation_has_the_limits_that_the_document_says(said: Said) -> None:
    api = api_of(said.api)
    at_once = [rate["at_once"] for rate in said.of_all if "at_once" in rate]
    assert api.max_concurrency == min(at_once, default=20)
    names = scope_names("key", "project", "organization")
    limits = OperationLimits(api, api.base_url, names, None, counts_by_day=False, clock=wall_clock)
    own = limits.of(operation_of(said))
    limits.close()
    assert own is not None  # one without a rate remembers that the server rejected it
    rates = {(each.bucket, each.scope, each.calls, each.seconds) for each in own.rates}
    assert rates == (said.rates or {(said.id, "key", 0, 0)})
    slots = {each.slots.max_concurrency for each in own.concurrency}
    assert slots == {limit for *_, limit in said.slots}


@each_operation
def test_an_operation_starts_a_task_if_the_document_says_so(said: Said) -> None:
    api, task = api_of(said.api), said.traits.get("task")
    if task is None:
        with pytest.raises(ValueError, match=r"starts no task|no operation"):
            TaskOperation.of(said.id, api.operations)
        return
    found = TaskOperation.of(said.id, api.operations)
    assert (found.start.id, found.status.id) == (said.id, task["status"])
    assert (found.result and found.result.id) == task.get("result")
    steps = task["id"].split("/")[1:]
    response: Any = "task-7"
    for step in reversed(steps):
        response = {step: response}
    assert found.id_in(response, api.errors) == "task-7"


@each_operation
def test_an_operation_is_read_page_by_page_if_the_document_says_so(said: Said) -> None:
    page, operation = said.traits.get("page"), operation_of(said)
    if page is None:
        assert "page" not in operation.traits
        return
    size = page.get("max_size") if "size" in page else None
    walk = Paginator[dict[str, Any]](operation, dict, values={"filter": "F"}, options=PageOptions(page_size=size))
    expected: dict[str, Any] = {"filter": "F"}
    if page["by"] != "last":
        expected[page["start"]] = page.get("first", 1)
    if size is not None:
        expected[page["size"]] = size
    if "switch" in page:
        expected[page["switch"]] = True
    assert walk.next_call() == expected
    too_long, complaint = (
        (7, "the server decides") if "size" not in page else (size and size + 1, "page_size cannot be")
    )
    if too_long is not None:
        with pytest.raises(ValueError, match=complaint):
            Paginator(operation, dict, values={}, options=PageOptions(page_size=too_long))


@each_operation
def test_an_operation_takes_batches_if_the_document_says_so(said: Said) -> None:
    batch, operation = said.traits.get("batch"), operation_of(said)
    if batch is None:
        with pytest.raises(ValueError, match=said.id):
            plan_of(operation, operations=api_of(said.api).operations)
        return
    is_field = batch["key"] in ("recipient-key", "table-key")
    plan: BatchPlan[Any] = plan_of(
        operation, operations=api_of(said.api).operations, key_field="EMAIL" if is_field else None
    )
    assert plan.max_items == batch.get("max_items", plan.max_items)
    assert plan.max_bytes == batch.get("max_bytes", plan.max_bytes)
    assert plan.retryable == (said.traits["idempotent"] and said.traits["access"] == "write")
    single = next((each for each in SAID if each.api == said.api and each.id == batch.get("single")), None)
    is_safe = single is not None and single.traits["idempotent"] and single.traits["access"] == "write"
    assert plan.single == (batch["single"] if is_safe else "")
