"""Calls of the operations on activity exports."""

from datetime import timedelta
from typing import Any

from app_calls import Received
from operation_calls import RUBY, Api

EXECUTE, PAGE, TASK = "/export/activity/:execute", "/export/activity/", "/export/activity/task/"
MINUTE, HOUR, DAY = 60, 3600, 86_400


def window(api: Api, seconds: float = HOUR, *, ago: float = HOUR, type_: str = "EVENT", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    start = api.mock.clock.now() - timedelta(seconds=ago)
    end = start + timedelta(seconds=seconds)
    return {"fileType": type_, "from": start.isoformat(), "to": end.isoformat(), **more}


def start(api: Api, *args: Any, **more: Any) -> Received:  # noqa: ANN401 - as for window
    return api.call("POST", EXECUTE, window(api, *args, **more))


def finished(api: Api, *args: Any, **more: Any) -> str:  # noqa: ANN401 - as for window
    """Start an export, let it end, and return its task's id."""
    started = start(api, *args, **more)
    assert api.ended(started, TASK)["status"] == "completed"
    return str(started.json["taskId"])


def happen(api: Api, *numbers: int, type_: str = "EVENT") -> None:
    """Let something happen to Ruby, as often as there are numbers."""
    for number in numbers:
        api.mock.state.activities.record(type_, 1, RUBY, {"event": "e", "event_name": f"E{number}"})


def read(api: Api, task: str, page_start: int | None = None) -> Received:
    return api.call("GET", PAGE + task + ("" if page_start is None else f"?pageStart={page_start}"))


def events(page: Any) -> list[int]:  # noqa: ANN401 - a page
    return [int(row["EVENT"].removeprefix("E")) for row in page["content"]]
