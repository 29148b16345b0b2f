"""What stands between the model and the mock: the generated client on a socket, credentials, mishaps and callbacks."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, cast
from urllib.parse import parse_qs, urlsplit

import httpx
from client_surface import BY_ID, Anything
from model import Model
from model_receiver import Bearer, Mailbox
from model_responses import Made, Reply, agrees
from model_work import CallbackOn, Task, TaskEnd, Work

from agillic.mock.instance import Instance, load_instance
from agillic.mock.local import LocalMock
from agillic_api import Client
from agillic_api.errors import StatusError, TransportError
from agillic_api.types import Response
from sdk_core.mock.faults import Fault

ACTIVE_RECIPIENTS = 30
CALLS_A_DAY = 5 * ACTIVE_RECIPIENTS
TOKEN_LIFE = timedelta(hours=2)
_LATEST = 50
SUCCESSES = range(200, 300)
LOST = Reply(0)
"""The connection was closed without a response."""

Call = Callable[[Anything], Response[Any]]
"""Calls the given client, through a resource's `with_raw_response`."""


@dataclass(frozen=True)
class Mishap:
    """Something that goes wrong with the next call that it fits, on request."""

    kind: Literal["busy", "down", "lost before", "lost after", "task fails", "task never ends"]

    def inject(self, mock: LocalMock) -> Fault:
        match self.kind:
            case "busy":
                return mock.faults.add(status=429, retry_after=1)
            case "down":
                return mock.faults.add(status=503)
            case "lost before":
                return mock.faults.add(connection_reset="before")
            case "lost after":
                return mock.faults.add(connection_reset="after")
            case "task fails":
                return mock.faults.add(task="fails")
            case "task never ends":
                return mock.faults.add(task="never")

    @property
    def task_end(self) -> TaskEnd:
        ends: dict[str, TaskEnd] = {"task fails": "fails", "task never ends": "never"}
        return ends.get(self.kind, "normal")

    @property
    def reply(self) -> Reply | None:
        """What is returned instead of doing anything."""
        return {"busy": Reply(429), "down": Reply(503), "lost before": LOST}.get(self.kind)


class DifferenceError(AssertionError):
    """The mock has not done what the model says."""


class Store:
    """A candy store without recipients: its model, and the mock that has to do the same.

    Args:
        mock: Newly begun, of `instance()`.
        http: Calls it.
        mailbox: Is called back.
    """

    def __init__(self, mock: LocalMock, http: httpx.Client, mailbox: Mailbox) -> None:
        self.mock, self.mailbox = mock, mailbox
        self.model = Model(mock.clock.now())
        self.work = Work(self.model)
        self.mishaps: list[Mishap] = []
        self.received = Counter[int]()
        """How many calls were returned with which status."""
        self._auth = Bearer()
        self._client = Client(mock.url, auth=self._auth, http_client=http)
        self._token_ends = self.model.now
        self._day, self._calls_left = self.model.now.date(), CALLS_A_DAY
        self.renew_token()

    def ask(self, call: Call, expected: Callable[[], Reply]) -> bool:
        """Make a call, and hold what is returned against what the model returns.

        A token that has expired and a day that has no calls left are told by the first call that meets them; then there
        is a new token, or the next day.

        Returns:
            Whether the operation's own response came.

        Raises:
            DifferenceError: They differ.
        """
        return self._ask(call, expected, self._take(starts_task=False))

    def start(self, call: Call, work: Callable[[], int], callback: CallbackOn | None = None) -> Task | None:
        """Start a task, and return it if its id came."""
        mishap = self._take(starts_task=True)
        started: list[Task] = []

        def expected() -> Reply:
            started.append(self.work.start(work, mishap.task_end if mishap else "normal", callback))
            return Reply(202, {"taskId": started[0].id})

        return started[0] if self._ask(call, expected, mishap) else None

    def add_mishap(self, mishap: Mishap) -> None:
        """Let something go wrong with the next call that it fits."""
        mishap.inject(self.mock)
        self.mishaps.append(mishap)

    def forget_mishaps(self) -> None:
        """Let nothing more go wrong."""
        self.mock.faults.clear()
        self.mishaps.clear()

    def pass_time(self, seconds: float) -> None:
        """Let time pass, from event to event, and hold what is told to callbacks against the model."""
        end = self.model.now + timedelta(seconds=seconds)
        while (due := self.work.next_due()) is not None and due < end:
            self._advance(max(due, self.model.now))
        self._advance(end)

    def renew_token(self) -> None:
        """Get a new token."""
        word = Made()
        body = {"grant_type": "client_credentials", "client_id": self.mock.key, "client_secret": self.mock.secret}
        granted = Reply(200, {"access_token": word, "token_type": "bearer", "expires_in": 7200})
        while word.seen is None:  # once more after a mishap, or on the next day when this one has no calls left
            self._ask(
                lambda api: api.authentication.with_raw_response.get_token(body),
                lambda: granted,
                self._take(starts_task=False),
                needs_token=False,
            )
        self._auth.token = word.seen
        self._token_ends = self.model.now + TOKEN_LIFE

    def _ask(
        self, call: Call, expected: Callable[[], Reply], mishap: Mishap | None = None, *, needs_token: bool = True
    ) -> bool:
        has_expired = needs_token and self.model.now >= self._token_ends
        reply, is_own = mishap.reply if mishap else None, False
        is_rejected = reply is None and has_expired
        is_over = reply is None and not has_expired and not self._count()
        if is_rejected or is_over:
            reply = Reply(401 if is_rejected else 429)
        elif reply is None:
            self.work.run_due()
            reply, is_own = expected(), True
        if mishap and mishap.kind == "lost after":
            reply, is_own = LOST, False
        actual, is_only_success = _attempt(lambda: call(self._client))
        self.received[actual.status] += 1
        # That it is a success is the model's word; which one, where there is but one, is the document's.
        is_status = reply.status == actual.status or (is_only_success and reply.status in SUCCESSES)
        if not is_status or not agrees(reply.body, actual.body):
            raise DifferenceError(f"the model says {described(reply)}, the mock {described(actual)}")
        if is_over:
            self.pass_time((midnight_after(self.model.now) - self.model.now).total_seconds())
        if is_rejected:
            self.renew_token()
        return is_own

    def _count(self) -> bool:
        """Count a call toward the daily cap, and tell whether it has a place there [S1, V-INT]."""
        if self._day != self.model.now.date():
            self._day, self._calls_left = self.model.now.date(), CALLS_A_DAY
        self._calls_left -= 1
        return self._calls_left >= 0

    def _advance(self, moment: datetime) -> None:
        passed = moment - self.model.now
        self.model.now = moment
        self.work.run_due()
        self.mock.clock.advance(passed.total_seconds())
        # An end that a call saw is told after its response, so that it may be on its way still.
        while any(each.result == "under way" for each in self.mock.state.deliveries.latest(_LATEST)):
            pass
        told, self.work.reports = self.work.reports, []
        received = self.mailbox.take()
        # Those whose task is known first: what is left over is of tasks whose start got no response.
        for report in sorted(told, key=lambda each: getattr(each["taskId"], "seen", None) is None):
            found = next((each for each in received if agrees(report, each)), None)
            if found is None:
                raise DifferenceError(f"a callback is missing: {described(Reply(0, report))}")
            received.remove(found)
        if received:
            raise DifferenceError(f"nobody asked for these callbacks: {received}")

    def _take(self, *, starts_task: bool) -> Mishap | None:
        """Return the mishap that hits a call: of those that fit it, the one that was added first."""
        fitting = [each for each in self.mishaps if starts_task or each.task_end == "normal"]
        if not fitting:
            return None
        self.mishaps.remove(fitting[0])
        return fitting[0]


def instance() -> Instance:
    """Return the candy store without recipients, and with few calls a day."""
    return replace(load_instance(), recipients=(), active_recipients=ACTIVE_RECIPIENTS)


def midnight_after(moment: datetime) -> datetime:
    return datetime.combine(moment.date() + timedelta(days=1), datetime.min.time(), moment.tzinfo)


def described(reply: Reply) -> str:
    """Return a response for a message."""
    if reply is LOST:
        return "no response"

    def written(value: object) -> str:
        return f"<{value.seen}>" if isinstance(value, Made) else "<some text>"

    return f"{reply.status} {json.dumps(reply.body, default=written)}"


def _attempt(call: Callable[[], Response[Any]]) -> tuple[Reply, bool]:
    """Return what is returned, and whether it is the only success that the document has for the operation."""
    try:
        response = call()
        successes = [status for status in BY_ID[response.operation.id].responses if status.startswith("2")]
        reply = Reply(response.status_code, _with_starts(_plain(response.parsed)))
        return reply, successes == [str(response.status_code)]
    except StatusError as error:
        return Reply(error.status or 0, _said(error)), False
    except TransportError:
        return LOST, False


def _said(error: StatusError) -> Anything:
    try:
        return json.loads(error.content) if error.content else None
    except ValueError:  # such as the text of a server that has failed
        return error.content.decode(errors="replace")


def _plain(parsed: Anything) -> Anything:
    if isinstance(parsed, list):
        return [_plain(each) for each in cast("list[object]", parsed)]
    return parsed.to_dict() if hasattr(parsed, "to_dict") else parsed


def _with_starts(body: Anything) -> Anything:
    """Return a page with the first items that its links name; they must be of its document, and of its size."""
    if not hasattr(body, "keys") or "links" not in body:
        return body
    page: dict[str, Any] = body
    starts: dict[str, int] = {}
    for link in page["links"]:
        href: str = link["href"]
        query = parse_qs(urlsplit(href).query)
        starts[link["rel"]] = int(query.pop("pageStart")[0])
        of_page = {"documentId": page["page"]["documentId"], "pageSize": page["page"]["pageSize"]}
        if query != {"objectResponse": ["true"]} | {name: [str(value)] for name, value in of_page.items()}:
            raise DifferenceError(f"a link leads elsewhere: {link}")
    page["links"] = starts
    return page
