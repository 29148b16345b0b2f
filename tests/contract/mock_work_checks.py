"""Checks of a served mock: work that takes its time, limits and credentials; as in `mock_checks`."""

import socket
from collections.abc import Generator, Iterable, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
from mock_check_basis import ADA, BOB, PERSON, Served, same, status_of
from model_receiver import Bearer
from model_wire import CALLS_A_DAY

# --- tasks, flows and events ------------------------------------------------------------------------------------------


def check_tasks(served: Served) -> None:
    """A task takes its time, does its work, ends, and is known for a day [S3, T-ARR, `task-lifetime`]."""
    task = served.api.recipients.start_upsert({"data": [{"personData": PERSON}]}).task_id
    same(served.keys('EMAIL=="*"'), [])
    same(served.ended(task)["status"], "completed")
    same(served.keys('EMAIL=="*"'), [ADA])
    served.mock.clock.advance(86_400)
    same(status_of(lambda: served.api.tasks.with_raw_response.get(task)), 404)


def check_callbacks(served: Served) -> None:
    """The end of a task is told to who asked for such an end, and to nobody else [S3]."""

    def start(on: str, person: Mapping[str, Any]) -> str:
        configuration = {"callback": {"on": on, "url": served.mailbox.url}}
        body = {"configuration": configuration, "data": [{"personData": person}]}
        return served.api.recipients.start_upsert(body).task_id

    tasks = {
        (on, name): start(on, each)
        for on in ("every", "success", "failure")
        for name, each in (("right", PERSON), ("wrong", {}))
    }
    served.mock.clock.advance(2)
    wanted = {("every", "right"), ("every", "wrong"), ("success", "right"), ("failure", "wrong")}
    told = {each["taskId"] for each in served.mailbox.take()}
    same({case for case, task in tasks.items() if task in told}, wanted)


def check_events(served: Served) -> None:
    """Who achieves an event has done so, and is sent what its flow sends [V-REC, C-AG]."""
    served.fill(PERSON)
    served.api.events.achieve(ADA, "send_coupon")
    event = served.api.events.with_raw_response.get(ADA, "send_coupon").json()
    same(event, {"eventId": "send_coupon", "name": "send_coupon", "achieved": True})
    same(_history(served), ["Coupon"])


def check_flows(served: Served) -> None:
    """A flow runs for its target group [V-FLOW], and the queue of one lets one run at a time."""
    served.fill({**PERSON, "NEWSLETTER": True}, {"EMAIL": BOB})
    served.api.flows.execute("RoasteryNewsletter")
    same(_history(served), ["Roastery Newsletter"])
    same(_history(served, BOB), [])
    for key in (ADA, BOB):
        served.api.flows.queue_recipient("SendCoupon", key)
    status = served.api.flows.get_queue("SendCoupon").to_dict()
    same(status, {"status": "active", "queuedCount": 1, "activeCount": 1})


def _history(served: Served, key: str = ADA) -> list[object]:
    return [each.communication_id for each in served.api.recipients.communication_history(key)]


# --- limits and credentials -------------------------------------------------------------------------------------------


def check_daily_cap(served: Served) -> None:
    """A production instance takes 5 calls a day for each active recipient, and nothing is done beyond [S1, V-INT]."""
    api = served.api.recipients.with_raw_response
    for _ in range(CALLS_A_DAY):
        same(status_of(lambda: api.list(page_size=1)), 200)
    same(status_of(lambda: api.create({"personData": PERSON})), 429)
    same(served.mock.state.recipients.count(), 0)


def check_calls_at_once(served: Served) -> None:
    """An instance takes 20 calls at once [S1, V-INT]."""
    with ExitStack() as calls:
        for number in range(1, 21):
            calls.enter_context(_begun(served, number))
        same(status_of(lambda: served.api.recipients.with_raw_response.list(page_size=1)), 429)


@contextmanager
def _begun(served: Served, number: int) -> Generator[None, None, None]:
    """Begin a call, the one of this number, whose body does not come to its end."""
    host = urlsplit(served.mock.url)
    head = f"POST /recipients HTTP/1.1\r\nHost: {host.netloc}\r\nContent-Length: 2\r\n\r\n{{"
    with socket.create_connection((str(host.hostname), host.port or 80)) as connection:
        connection.sendall(head.encode())
        for _ in range(100_000):
            if len(served.mock.requests) >= number:
                break
            served.mock.state.recipients.count()  # lets the server's thread take a step
        same(len(served.mock.requests), number)
        yield


def check_token_expires(served: Served) -> None:
    """An access token lives for two hours [S1]."""
    mock, auth = served.mock, Bearer()
    body = {"grant_type": "client_credentials", "client_id": mock.key, "client_secret": mock.secret}
    auth.token = served.api.authentication.get_token(body).access_token
    api = served.client(auth).recipients.with_raw_response
    mock.clock.advance(7199)
    same(status_of(api.list), 200)
    mock.clock.advance(1)
    same(status_of(api.list), 401)


def check_scopes(served: Served) -> None:
    """A key for apps calls /apps alone [S1]."""
    api = served.client(("candystore-app-key", "candystore-app-secret"))
    same(status_of(api.recipients.with_raw_response.list), 403)


def check_body_limit(served: Served) -> None:
    """A batch of recipients has 5 MB at most [J, T-TEAL]."""
    body = [{"personData": {"EMAIL": ADA, "FIRSTNAME": "A" * 5_000_000}}]
    same(status_of(lambda: served.api.recipients.with_raw_response.batch_upsert(body)), 413)


def check_secrets_stay_out(served: Served) -> None:
    """What is recorded of a request has no secret."""
    mock, basic = served.mock, next(iter(_headers_of(served)))
    body = {"grant_type": "client_credentials", "client_id": mock.key, "client_secret": mock.secret}
    token = served.api.authentication.get_token(body).access_token
    recorded = "".join(f"{each.headers}{each.body!r}{each.target}" for each in mock.requests)
    same([secret for secret in (mock.secret, token, basic) if secret in recorded], [])


def _headers_of(served: Served) -> Iterable[str]:
    request = httpx.Request("GET", served.mock.url)
    flow = httpx.BasicAuth(served.mock.key, served.mock.secret).auth_flow(request)
    yield next(flow).headers["Authorization"].partition(" ")[2]
