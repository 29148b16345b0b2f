# pyright: reportUnnecessaryTypeIgnoreComment=true
# ruff: noqa: SIM300 - ruff takes fields in upper case for constants and would turn each comparison round
"""The types that users see. mypy and pyright check this file in `make types`; nothing runs it.

`assert_type` holds what is right. What is wrong has a comment that says which error it is: a checker that finds no such
error reports the comment.
"""

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, assert_type
from zoneinfo import ZoneInfo

from agillic import (
    Agillic,
    AgillicError,
    AsyncAgillic,
    AsyncTask,
    BatchInterrupted,
    BatchOptions,
    BatchSummary,
    CallbackReceiver,
    CallEvent,
    ContextSchema,
    DailyCapReached,
    DateFormats,
    DocumentExpired,
    F,
    Filter,
    Hooks,
    InstanceDates,
    Limits,
    Outcome,
    Polling,
    RateLimited,
    RateLimiter,
    RetryPolicy,
    RowResult,
    RowsFailed,
    Task,
    TaskFailed,
    TaskGone,
    TaskTimeout,
    by,
    custom_method,
    parse_filter,
    raw_filter,
    wildcard,
)
from agillic.campaigns import Campaign, CampaignNames, EmailPreview, Variant
from agillic.errors import Outcome as CallOutcome
from agillic.wire.path_encoding import UniqueField
from agillic_api.models import BulkResult, ExportRow, Recipient, RecipientPage
from agillic_api.models import Task as TaskAnswer
from agillic_api.models.campaign_result import CampaignResult
from agillic_api.types import Operation, Response
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.files.atomic_file import SavedFile
from sdk_core.calls.pagination.paginator import Page
from sdk_core.calls.tasks.status import TaskStatus

ROWS: list[dict[str, object]] = [{"EMAIL": "ada@example.com", "AGE": 36}]


def clients() -> None:
    assert_type(Agillic(), Agillic)
    assert_type(Agillic(key="k", secret=os.environ["S"], base_url="https://api.agillic.test", scope="app"), Agillic)
    agillic = Agillic(
        profile="staging",
        profile_file=Path("profiles.toml"),
        retry_policy=RetryPolicy(max_retries=1),
        hooks=Hooks(on_retry=note),
        polling=Polling(),
        environment="production",
        active_recipients=200_000,
        read_timeout=30.0,
    )
    assert_type(agillic.with_options(timeout=5, max_retries=0, deadline=60.0), Agillic)
    assert_type(agillic.limits, Limits)
    agillic = Agillic(rate_limiter=limiter_of_ours())
    assert_type((agillic.limits.in_flight, agillic.limits.remaining), tuple[int, int | None])
    assert_type(agillic.limits.resets_at, datetime)
    assert_type(agillic.close(), None)
    with agillic as entered:
        assert_type(entered, Agillic)
    Agillic("k", "s")  # type: ignore[call-arg]  # settings have names
    Agillic(key=5)  # type: ignore[arg-type]
    Agillic(scope="all")  # type: ignore[arg-type]
    Agillic(verify=False)  # type: ignore[call-arg]
    Agillic(retry_policy=3)  # type: ignore[arg-type]
    agillic.with_options(attempts=3)  # type: ignore[call-arg]
    agillic.with_options(timeout="5")  # type: ignore[arg-type]
    agillic.people  # type: ignore[attr-defined]  # noqa: B018 - an unknown resource
    agillic.limits.remaining = 3  # type: ignore[misc]


def limiter_of_ours() -> RateLimiter:
    raise NotImplementedError


def note(event: CallEvent) -> None:
    assert_type((event.operation, event.attempt, event.status, event.wait_for), tuple[str, int, int | None, float])


def recipients(agillic: Agillic) -> None:
    people = agillic.recipients
    assert_type(people.create({"EMAIL": "ada@example.com"}), Any)
    assert_type(people.update(by(EMAIL="ada@example.com"), {"AGE": 37}), Any)
    found = people.get(by(EMAIL="ada@example.com"), person_data_fields=["AGE"])
    assert_type(found, Recipient)
    assert_type(people.list(filter=F.AGE >= 20), list[Recipient] | RecipientPage)
    assert_type(people.iterate(filter=F.AGE >= 20, on_expiry="raise"), Iterator[Recipient])
    for page in people.pages(filter="AGE>=20", page_size=10):
        assert_type(page, Page[Recipient])
        assert_type((page.items, page.start, page.total), tuple[Sequence[Recipient], int, int | None])
    assert_type(people.batch_upsert([{"personData": {"EMAIL": "ada@example.com"}}]), BulkResult)
    assert_type(people.start_upsert({"data": []}), Task)
    assert_type(people.start_delete({"recipientIds": []}, receiver=CallbackReceiver("https://hooks.test")), Task)
    assert_type(people.delete_many(["ada@example.com"]), BatchRun[str])
    assert_type(people.with_raw_response.get("ada@example.com"), Response[Recipient])
    response = people.with_raw_response.get("ada@example.com")
    assert_type((response.status_code, response.content, response.parsed), tuple[int, bytes, Recipient])
    people.get(5)  # type: ignore[arg-type]
    people.get()  # type: ignore[call-arg]
    people.find("ada@example.com")  # type: ignore[attr-defined]
    people.list(F.AGE >= 20)  # type: ignore[call-arg]
    people.iterate(filter=20)  # type: ignore[arg-type]
    people.iterate(on_expiry="ignore")  # type: ignore[arg-type]
    people.create("ada@example.com")  # type: ignore[arg-type]
    found.person_datum  # type: ignore[attr-defined]  # noqa: B018 - it is not there
    people.with_raw_response.upsert(ROWS)  # type: ignore[attr-defined]


def batches(agillic: Agillic) -> None:
    run = agillic.recipients.upsert(
        ROWS, key_field="EMAIL", dates=InstanceDates(), options=BatchOptions(max_concurrency=5, on_failure=print)
    )
    for row in run:
        assert_type(row, RowResult)
        assert_type((row.index, row.outcome, row.message), tuple[int, Outcome, str])
    summary = run.run()
    assert_type(summary, BatchSummary)
    assert_type((summary.rows, summary.succeeded, summary.created), tuple[int, int, int])
    assert_type(summary.failed, list[RowResult])
    assert_type(agillic.target_groups.add("TastingPanel", ["ada@example.com"]), BatchRun[str])
    assert_type(agillic.target_groups.remove("TastingPanel", ["ada@example.com"]).run(), BatchSummary)
    assert_type(agillic.one_to_many.upsert("ORDERS", [("ada@example.com", {"ID": "1"})]).run(), BatchSummary)
    assert_type(agillic.recipients.upsert(ROWS, check_rows=False).run(progress=True, strict=True), BatchSummary)
    assert_type(summary.raise_for_failed(), BatchSummary)
    assert_type(RowsFailed(summary).summary, BatchSummary)
    agillic.recipients.upsert(ROWS).run(progress=5)  # type: ignore[arg-type]
    agillic.events.achieve_many([], check_rows=False)  # type: ignore[call-arg]  # nothing is known of their fields
    assert_type(agillic.events.achieve_many([{"recipientId": "ada@example.com", "eventId": "e"}]).run(), BatchSummary)
    agillic.recipients.upsert(5)  # type: ignore[arg-type]
    agillic.recipients.upsert([5])  # type: ignore[list-item]
    agillic.recipients.upsert(ROWS[0])  # type: ignore[arg-type]  # one row is no list of rows
    agillic.target_groups.add(["ada@example.com"])  # type: ignore[call-arg, arg-type]
    agillic.one_to_many.upsert("ORDERS", [{"ID": "1"}])  # type: ignore[list-item]  # whose order it is


def tasks(agillic: Agillic, receiver: CallbackReceiver) -> None:
    task = agillic.tasks.start("asyncBatchUpsertRecipients", {"data": []}, receiver=receiver)
    assert_type(task, Task)
    assert_type(agillic.tasks.resume("t1", operation="asyncBatchUpsertRecipients"), Task)
    assert_type(task.wait(timeout=60, progress=told), TaskStatus)
    assert_type(task.wait(progress=True), TaskStatus)
    assert_type(task.status(), TaskStatus)
    assert_type((task.id, task.operation, task.result()), tuple[str, str, Any])
    assert_type(agillic.tasks.get("t1"), TaskAnswer)
    assert_type(agillic.tasks.started("asyncBatchUpsertRecipients", {"taskId": "t1"}), Task)
    assert_type(agillic.one_to_many.start_upsert({"data": []}), Task)
    assert_type(agillic.events.start_achieve({"data": []}), Task)
    assert_type(agillic.messages.stage({}), Task)
    assert_type(agillic.messages.edit({}), Task)
    assert_type(agillic.messages.publish({}), Task)
    assert_type(agillic.messages.stage_v1({}), CampaignResult)
    assert_type(agillic.messages.edit_v1({}), CampaignResult)
    assert_type(agillic.exports.start_activity_export({}), Task)
    agillic.tasks.resume("t1")  # type: ignore[call-arg]
    task.wait("60")  # type: ignore[arg-type]
    agillic.tasks.start("asyncBatchUpsertRecipients", {}, receiver="https://hooks.test")  # type: ignore[arg-type]


def summer() -> Campaign:
    return Campaign(name="summer", subject="Hi", template_name="a.html", target_group_name="All", block_groups=[])


def campaigns(agillic: Agillic, campaign: Campaign) -> None:
    assert_type(agillic.messages.stage_and_wait(campaign, names=CampaignNames(), template="<p>", timeout=60), str)
    assert_type(agillic.messages.edit_and_wait("#BaaB", campaign, staged=campaign), None)
    assert_type(agillic.messages.preview("#BaaB", "ada@example.com"), EmailPreview)
    assert_type(agillic.messages.send_test("#BaaB", "ada@example.com").save("preview.html"), Path)
    assert_type(agillic.messages.publish_and_wait("#BaaB"), None)
    agillic.messages.stage_and_wait({})  # type: ignore[arg-type]  # a body is for `stage`
    Variant("All", {"header": 7})  # type: ignore[dict-item]
    order = ContextSchema.parse("order", "{}")
    assert_type(order.context_data({"ORDER_ID": "A1"}, agillic.dates), dict[str, Any])
    ContextSchema.read(7)  # type: ignore[arg-type]


def told(state: TaskStatus) -> None:
    assert_type((state.state, state.ended, state.failed), tuple[str, bool, bool])


def files(agillic: Agillic) -> None:
    assert_type(agillic.exports.iterate("t1", start=3), Iterator[ExportRow])
    assert_type(next(agillic.exports.pages("t1")), Page[ExportRow])
    assert_type(agillic.exports.download("ExportFlow/customers.csv", Path()), SavedFile)
    assert_type(
        next(agillic.exports.iterate_activity("EVENT", "2026-01-01T00:00:00Z", datetime.now(ZoneInfo("UTC")))),
        ExportRow,
    )
    for window in agillic.exports.activity_windows("EVENT", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"):
        assert_type((window.start, window.end, window.count), tuple[datetime, datetime, int])
        assert_type(next(iter(window)), ExportRow)
    assert_type(agillic.assets.update_resource(Path("picture.png"), folder="newsletter"), object)
    agillic.assets.update_resource("picture.png")  # type: ignore[arg-type]  # a name is no file
    agillic.exports.download(Path("customers.csv"))  # type: ignore[call-arg, arg-type]


async def asynchronous(agillic: AsyncAgillic) -> None:
    async with agillic as entered:
        assert_type(entered, AsyncAgillic)
    assert_type(agillic.with_options(max_retries=0), AsyncAgillic)
    assert_type(agillic.limits, Limits)
    assert_type(await agillic.recipients.get("ada@example.com"), Recipient)
    assert_type(await agillic.recipients.list(), list[Recipient] | RecipientPage)
    assert_type((await agillic.recipients.with_raw_response.get("ada@example.com")).parsed, Recipient)
    async for recipient in agillic.recipients.iterate(filter=F.AGE >= 20):
        assert_type(recipient, Recipient)
    async for page in agillic.recipients.pages():
        assert_type(page, Page[Recipient])
    async for activity in agillic.exports.iterate("t1"):
        assert_type(activity, ExportRow)
    async for activity in agillic.exports.iterate_activity("EVENT", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"):
        assert_type(activity, ExportRow)
    async for window in agillic.exports.activity_windows("EVENT", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"):
        assert_type((window.start, window.end, window.count), tuple[datetime, datetime, int])
    async for part in agillic.exports.pages("t1"):
        assert_type(part, Page[ExportRow])
    assert_type(await agillic.exports.download("customers.csv", "."), SavedFile)
    assert_type(await agillic.assets.update_resource(b"picture", file_name="picture.png"), object)
    assert_type(await agillic.recipients.create({"EMAIL": "ada@example.com"}), Any)
    assert_type(await agillic.recipients.update("ada@example.com", {"AGE": 37}), Any)
    run = agillic.recipients.upsert(rows_by_and_by())
    async for row in run:
        assert_type(row, RowResult)
    assert_type(await run.run(), BatchSummary)
    assert_type(agillic.recipients.delete_many(["ada@example.com"]), AsyncBatchRun[str])
    assert_type(await agillic.target_groups.add("TastingPanel", ["ada@example.com"]).run(), BatchSummary)
    assert_type(agillic.target_groups.remove("TastingPanel", ["ada@example.com"]), AsyncBatchRun[str])
    assert_type(await agillic.recipients.upsert(ROWS, check_rows=False).run(strict=True), BatchSummary)
    assert_type(await agillic.one_to_many.upsert("ORDERS", [("ada@example.com", {"ID": "1"})]).run(), BatchSummary)
    assert_type(await agillic.events.achieve_many([{"recipientId": "a", "eventId": "e"}]).run(), BatchSummary)
    task = await agillic.tasks.start("asyncBatchUpsertRecipients", {"data": []})
    assert_type(task, AsyncTask)
    assert_type(agillic.tasks.resume("t1", operation="asyncBatchUpsertRecipients"), AsyncTask)
    assert_type(await task.wait(), TaskStatus)
    assert_type(await agillic.recipients.start_upsert({"data": []}), AsyncTask)
    assert_type(await agillic.recipients.start_delete({"recipientIds": []}), AsyncTask)
    assert_type(agillic.tasks.started("asyncBatchUpsertRecipients", {"taskId": "t1"}), AsyncTask)
    assert_type(await agillic.one_to_many.start_upsert({"data": []}), AsyncTask)
    assert_type(await agillic.events.start_achieve({"data": []}), AsyncTask)
    assert_type(await agillic.messages.edit({}), AsyncTask)
    assert_type(await agillic.messages.stage_and_wait(summer()), str)
    assert_type(await agillic.messages.edit_and_wait("#BaaB", summer()), None)
    assert_type(await agillic.messages.preview("#BaaB", "ada@example.com"), EmailPreview)
    assert_type(await agillic.messages.send_test("#BaaB", "ada@example.com"), EmailPreview)
    assert_type(await agillic.messages.publish_and_wait("#BaaB"), None)
    assert_type(await agillic.messages.publish({}), AsyncTask)
    assert_type(await agillic.exports.start_activity_export({}), AsyncTask)
    assert_type(await agillic.messages.stage({}), AsyncTask)
    assert_type(await agillic.aclose(), None)


async def awaits_that_are_missing(agillic: AsyncAgillic) -> None:
    agillic.recipients.get("ada@example.com").person_data  # type: ignore[attr-defined]  # noqa: B018 - no await
    agillic.recipients.create({"EMAIL": "ada@example.com"})  # type: ignore[unused-coroutine]
    for _ in agillic.recipients.iterate():  # type: ignore[attr-defined]
        pass
    agillic.recipients.upsert(ROWS).run().created  # type: ignore[attr-defined]  # noqa: B018 - no await
    with agillic:  # type: ignore[attr-defined]
        pass
    agillic.close()  # type: ignore[attr-defined]
    await agillic.limits  # type: ignore[misc]


async def rows_by_and_by() -> AsyncIterator[dict[str, object]]:
    yield {"EMAIL": "ada@example.com"}


def asynchronous_rows_need_asyncio(agillic: Agillic) -> None:
    agillic.recipients.upsert(rows_by_and_by())  # type: ignore[arg-type]


def errors(error: AgillicError, limited: RateLimited, reached: DailyCapReached) -> None:
    assert_type((error.operation, error.status, error.server_message), tuple[str, int | None, str])
    assert_type((error.retryable, error.outcome), tuple[bool, CallOutcome])
    assert_type(error.page_start, int | None)
    assert_type((reached.retry_after, reached.resets_at), tuple[float | None, datetime])
    assert_type(limited.retry_after, float | None)
    assert_type(limited.resets_at, datetime | None)
    error.status_code  # type: ignore[attr-defined]  # noqa: B018 - that of the generated package's errors


def endings(
    gone: TaskGone,
    unfinished: TaskTimeout,
    failed: TaskFailed,
    expired: DocumentExpired,
    interrupted: BatchInterrupted,
) -> None:
    assert_type((failed.task_id, failed.failures), tuple[str, tuple[object, ...]])
    assert_type(interrupted.summary, BatchSummary)
    assert_type((gone.task_id, unfinished.state, expired.status), tuple[str, str, int | None])


def values(agillic: Agillic) -> None:
    assert_type(F.LASTNAME == "Blue", Filter)
    assert_type((F.LASTNAME == wildcard("B*")) & (F.AGE.in_(20, 30)) | raw_filter("X==1"), Filter)
    assert_type(F["ODD-NAME"] >= date(2026, 1, 1), Filter)
    assert_type(parse_filter("AGE>=20").matches({"AGE": 20}), bool)
    assert_type(by(EMAIL="ada@example.com"), UniqueField)
    assert_type(custom_method("/recipients", "batch"), Operation)
    dates = InstanceDates(DateFormats(zone=ZoneInfo("Europe/Copenhagen")), gap="later", fold="first")
    assert_type(dates.format(date(2026, 7, 4)), str)
    assert_type((dates.parse_date("04.07.2026"), dates.parse_timestamp("x")), tuple[date, datetime])
    F.AGE >= [20]  # type: ignore[operator]  # noqa: B015 - a list is no value
    by(EMAIL=None)  # type: ignore[arg-type]
    InstanceDates(gap="sooner")  # type: ignore[arg-type]
    dates.format("04.07.2026")  # type: ignore[arg-type]
    agillic.recipients.list(filter=F.AGE)  # type: ignore[arg-type]  # a field is no filter
