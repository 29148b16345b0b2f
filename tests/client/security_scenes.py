"""How a call can go: what the server responds, what is called, and so the scenes of the search for secrets."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from client_surface import EVERY
from security_callers import Caller
from security_listener import HANG, Answer, Asked, Last, task_response
from security_planted import FILE_NAME, FILTER, KEY, MARK, PERSON, SECRET, SERVERS, TOKEN

from agillic import AgillicError, F
from agillic_api import File, models

Scene = tuple[Answer, Callable[[Caller], Any]]
CREATE = {"personData": {"EMAIL": PERSON, "LASTNAME": MARK}}
TASK = "asyncBatchUpsertRecipients"


def quoting(status: int, **headers: str) -> Answer:
    """Response as a server does that quotes all it was sent, credentials too, in texts of its own."""

    def response(asked: Asked) -> bytes:
        message = f"{asked.headers.get('authorization')} {KEY} {SECRET} {TOKEN} {PERSON} {SERVERS} did not do"
        return task_response(status, {"message": message, "request": asked.text()}, **headers)

    return response


def saying(body: object, status: int = 200, **headers: str) -> Answer:
    return lambda _: task_response(status, body, **headers)


def half(asked: Asked) -> bytes:
    return Last(quoting(200)(asked)[:-40])


def get(caller: Caller) -> object:
    return caller.wait(caller.client.recipients.get(PERSON))


def create(caller: Caller) -> object:
    return caller.wait(caller.client.recipients.create(CREATE))


def everything(caller: Caller) -> None:
    """Make a call of each shape: a path, a query, a body, a form, a file, bytes."""
    resources = caller.client
    upload = models.AssetUpload(File(BytesIO(MARK.encode()), FILE_NAME, "image/png"))
    form = {"grant_type": "client_credentials", "client_id": KEY, "client_secret": SECRET}
    calls: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (resources.recipients.get, {"recipient_id": PERSON}),
        (resources.recipients.with_raw_response.list, {"filter": FILTER}),
        (resources.recipients.list, {"filter": F.LASTNAME == MARK}),
        (resources.recipients.create, {"body": CREATE}),
        (resources.recipients.create, {"body": json.dumps(CREATE).encode()}),
        (resources.authentication.get_token, {"body": form}),
        (resources.assets.upload_resource, {"body": upload}),
        (resources.assets.update_resource, {"body": MARK.encode(), "file_name": FILE_NAME}),
    ]
    for call, given in calls:
        with suppress(AgillicError):
            caller.wait(call(**given))
    create(caller)


def every_operation(caller: Caller) -> None:
    for operation in EVERY:
        with suppress(AgillicError):
            caller.call(operation)
    get(caller)


def impatient(caller: Caller) -> object:
    return caller.wait(caller.client.with_options(timeout=0.05).recipients.create(CREATE))


def late(caller: Caller) -> object:
    return caller.wait(caller.client.with_options(deadline=0.05).recipients.create(CREATE))


def raw(caller: Caller) -> object:
    return caller.wait(caller.client.recipients.with_raw_response.list(filter=FILTER)).parsed


def batch(caller: Caller) -> object:
    run = caller.client.recipients.upsert([{"EMAIL": f"{number}{PERSON}", "LASTNAME": MARK} for number in range(4)])
    summary = caller.wait(run.run())
    assert MARK not in f"{run!r} {summary!r} {summary.failed!r}"
    return summary


def broken_rows() -> Iterator[dict[str, object]]:
    yield {"EMAIL": PERSON}
    raise OSError("the source broke off")


def broken_source(caller: Caller) -> object:
    return caller.wait(caller.client.recipients.upsert(broken_rows()).run())


def bad_rows(caller: Caller) -> object:
    rows: list[dict[str, Any]] = [
        {"LASTNAME": MARK},
        {"EMAIL": PERSON, "LASTNAME": [MARK, object()]},
        {"EMAIL": PERSON, f"{MARK}@example.com": object()},
        {"EMAIL": PERSON, "AGE": 1e999},
    ]
    summary = caller.wait(caller.client.recipients.upsert(rows).run())
    assert MARK not in f"{summary!r} {summary.failed!r} {[each.message for each in summary.failed]}"
    return summary


def started(caller: Caller) -> Any:  # noqa: ANN401 - a task of either kind
    return caller.client.tasks.resume("t-1", operation=TASK)


def task(caller: Caller) -> object:
    made = started(caller)
    try:
        return caller.wait(made.wait(timeout=0))
    finally:
        assert MARK not in f"{made!r} {caller.wait(made.status())!r}" if made._tracker.state else True  # noqa: SLF001


def start(caller: Caller) -> object:
    return caller.wait(caller.client.tasks.start(TASK, {"data": [CREATE]}))


def pages(caller: Caller) -> object:
    return caller.collect(caller.client.recipients.iterate(filter=FILTER, page_size=1))


def download(caller: Caller) -> object:
    """It comes in parts, and breaks off."""
    return caller.wait(caller.client.exports.download(f"ExportFlow/{FILE_NAME}", Path(os.environ["XDG_STATE_HOME"])))


def rejected_path(caller: Caller) -> object:
    return caller.wait(caller.client.recipients.get(f"{PERSON}\r\n"))


def rejected_body(caller: Caller) -> object:
    return caller.wait(caller.client.recipients.create({"personData": {"LASTNAME": [MARK, object()]}}))


def rejected_number(caller: Caller) -> object:
    return caller.wait(caller.client.recipients.create({"personData": {"LASTNAME": MARK, "AGE": float("nan")}}))


def rejected_form(caller: Caller) -> object:
    form = {"grant_type": "client_credentials", "client_id": MARK, "client_secret": [MARK]}  # the caller's own
    return caller.wait(caller.client.authentication.get_token(form))


def rejected_file(caller: Caller) -> object:
    file = File(BytesIO(b""))
    file.file_name = f"{FILE_NAME}\n"
    return caller.wait(caller.client.assets.upload_resource(models.AssetUpload(file)))


def closed(caller: Caller) -> object:
    client = caller.client
    caller.wait(client.aclose() if hasattr(client, "aclose") else client.close())
    return get(caller)


def page(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    first = {
        "links": [{"rel": "next", "href": f"/recipients?x={MARK}&pageStart=2"}],
        "content": [CREATE],
        "page": {"documentId": MARK, "totalElements": 2},
    }
    return {**first, **changed}


STATUSES = (302, 307, 400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503, 599)
SUCCEEDS: dict[str, Scene] = {
    "success": (saying({**CREATE, "message": SERVERS}), everything),
    "raw": (saying([CREATE]), raw),
    "batch rejected": (quoting(422), batch),
    "batch unknown": (quoting(500), batch),
    "bad rows": (saying({}), bad_rows),
}
FAILS: dict[str, Scene] = {
    **{f"get {status}": (quoting(status, Retry_After="0", Set_Cookie="a=b"), get) for status in STATUSES[::4]},
    **{f"create {status}": (quoting(status), create) for status in STATUSES},
    "all shapes 400": (quoting(400), everything),
    "all shapes 503": (quoting(503), everything),
    "every operation": (quoting(400), every_operation),
    "error as text": (saying(SERVERS.encode() * 9, 400), create),
    "error as another shape": (saying([SERVERS], 500), create),
    "error member": (saying({"error": f"{TOKEN} {SERVERS}"}, 403), create),
    "redirect to what is no URL": (quoting(307, Location=f"http:\\\\{MARK}"), create),
    "redirect with credentials": (quoting(302, Location=f"http://{MARK}:{MARK}@127.0.0.1:1/"), create),
    "timeout": (lambda _: HANG, impatient),
    "deadline": (lambda _: HANG, late),
    "reset": (lambda _: b"", create),
    "half": (half, create),
    "malformed": (saying(f'{{"{SERVERS}": ['.encode()), pages),
    "malformed raw": (saying(f'{{"{SERVERS}": ['.encode()), raw),
    "wrong shape": (saying({SERVERS: SERVERS}), raw),
    "wrong type": (saying([SERVERS]), raw),
    "wrong encoding": (saying(SERVERS.encode(), Content_Encoding="gzip"), create),
    "no HTTP": (lambda _: Last(f"{SERVERS} {SERVERS}\r\n\r\n".encode()), create),
    "no header": (lambda _: f"HTTP/1.1 200 OK\r\n{SERVERS}\r\n\r\n".encode(), create),
    "no length": (lambda _: f"HTTP/1.1 200 OK\r\nContent-Length: {SERVERS}\r\n\r\n".encode(), create),
    "batch interrupted": (quoting(401), batch),
    "batch of a broken source": (saying({}), broken_source),
    "task failed": (saying({"status": "failed", "details": {"message": SERVERS, "errors": [PERSON]}}), task),
    "task failed in part": (saying({"status": "completed", "details": {"errors": [{"message": PERSON}]}}), task),
    "task not finished": (saying({"status": "queued", "details": {"x": SERVERS}}), task),
    "task of no state": (saying({SERVERS: SERVERS}), task),
    "task gone": (quoting(404), task),
    "task rejected": (quoting(400), start),
    "task without id": (saying({SERVERS: SERVERS}, 202), start),
    "page without a number": (saying(page(links=[{"rel": "next", "href": f"//{MARK}/"}])), pages),
    "page that repeats itself": (saying(page()), pages),
    "page of another kind": (saying(page(content=SERVERS)), pages),
    "page with a wrong item": (saying(page(content=[SERVERS])), pages),
    "page that is rejected": (quoting(422), pages),
    "download rejected": (quoting(404), download),
    "download half": (half, download),
    "rejected path": (saying({}), rejected_path),
    "rejected body": (saying({}), rejected_body),
    "rejected number": (saying({}), rejected_number),
    "rejected form": (saying({}), rejected_form),
    "rejected file": (saying({}), rejected_file),
    "closed": (saying({}), closed),
}
TOKENS: dict[str, Answer] = {
    **{f"token {status}": quoting(status) for status in (302, 400, 401, 403, 429, 500, 503)},
    "token reset": lambda _: b"",
    "token half": half,
    "token malformed": saying(f'{{"access_token": "{TOKEN}"'.encode()),
    "token missing": saying({"token": TOKEN}),
    "token of another type": saying({"access_token": [TOKEN]}),
    "token with a line break": saying({"access_token": f"{TOKEN}\r\nX-Evil: 1"}),
    "token as a list": saying([TOKEN]),
    "token as no HTTP": lambda _: Last(f"{TOKEN}\r\n\r\n".encode()),
}
