"""A club with members, its server in memory, and gateways over it."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import httpx

from sdk_core.agents.audit.log import AuditLog
from sdk_core.agents.caps.counts import Counts
from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.catalog.search import Search
from sdk_core.agents.gateway.gateway import Gateway
from sdk_core.agents.gateway.instances import Instances, Served
from sdk_core.agents.gateway.records import Recorder
from sdk_core.agents.policy.live import LivePolicy
from sdk_core.agents.privacy.pseudonyms import Pseudonyms
from sdk_core.agents.recipes.model import NO_ROOM, AgentRoom
from sdk_core.agents.tools.model import Answer, Tool
from sdk_core.agents.writes.approvals import Approvals
from sdk_core.agents.writes.plans import WritePlans
from sdk_core.api import Api
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.retries.call_state import RetryContext
from sdk_core.transport.retries.policy import RetryPolicy
from sdk_core.wire.error_reading import ErrorReader
from sdk_core.wire.operations import Operation, Parameter
from sdk_core.wire.requests import Wire

PERSONAL: dict[str, Any] = {"pii": True, "idempotent": True}
NAME: dict[str, Any] = {"id": "ada@example.com", "body": {"name": "Countess"}}
ID = Parameter("id", "id", "path", required=True)
FILTER = Parameter("filter", "filter", "query")
MEMBER = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "level": {"type": "string", "enum": ["silver", "gold"]},
    },
}
OPERATIONS: dict[str, tuple[str, str, tuple[Parameter, ...], dict[str, Any]]] = {
    "listMembers": ("GET", "/members", (FILTER,), {"access": "read", **PERSONAL, "page": {"items": "/members"}}),
    "getMember": ("GET", "/members/{id}", (ID,), {"access": "read", **PERSONAL}),
    "putMember": ("PUT", "/members/{id}", (ID,), {"access": "write", **PERSONAL}),
    "deleteMember": ("DELETE", "/members/{id}", (ID,), {"access": "delete", **PERSONAL}),
    "greetMember": ("POST", "/members/{id}/greeting", (ID,), {"access": "send", "sends": "direct", **PERSONAL}),
    "moveMembers": ("POST", "/moves", (), {"access": "write", "sends": "indirect", **PERSONAL}),
    "countMembers": ("GET", "/count", (), {"access": "read", "pii": False, "idempotent": True}),
    "dumpMembers": ("GET", "/dump", (), {"access": "read", "rows": "lines", **PERSONAL}),
}


def _content(id_: str, method: str, parameters: tuple[Parameter, ...], traits: Mapping[str, Any]) -> dict[str, Any]:
    listed = {"type": "object", "properties": {"members": {"type": "array", "items": MEMBER}}}
    schema = listed if id_ == "listMembers" else MEMBER
    content: dict[str, Any] = {
        "operationId": id_,
        "tags": ["Members"],
        "summary": f"Do {id_}",
        "parameters": [
            {"name": each.name, "in": each.place, "required": each.required, "schema": {"type": "string"}}
            for each in parameters
        ],
        "responses": {"200": {"content": {"application/json": {"schema": schema}}}},
        "x-traits": dict(traits),
    }
    if method in ("PUT", "POST"):
        body = {"type": "object", "properties": {"name": {"type": "string"}, "ids": {"type": "array"}}}
        content["requestBody"] = {"content": {"application/json": {"schema": body}}}
    return content


def club_catalog() -> Catalog:
    """Return the catalog of the club's API."""
    paths: dict[str, Any] = {}
    operations: dict[str, Operation] = {}
    for id_, (method, path, parameters, traits) in OPERATIONS.items():
        paths.setdefault(path, {})[method.lower()] = _content(id_, method, parameters, traits)
        body = ("application/json",) if method in ("PUT", "POST") else ()
        operations[id_] = Operation(
            id_, "members", id_.lower(), method, path, parameters, body_types=body, traits=traits
        )
    api = Api(
        name="club",
        title="Club",
        package="club",
        distribution="club",
        base_url="https://club.example.com",
        operations=operations,
        limits={"all": []},
        errors=ErrorReader(),
    )
    return Catalog(api, {"paths": paths, "x-people": ["id", "ids"], "x-named": ["room"]}, {"listMembers"})


CLUB = club_catalog()


class ClubClient(SyncAPIClient):
    """A client whose errors say what the server says."""

    _wire = Wire(errors=ErrorReader(message=("/message",)))


class ClubServer:
    """The server of the club: it keeps members, and what was sent to it."""

    def __init__(self) -> None:
        self.members = {
            "ada@example.com": {"id": "ada@example.com", "name": "Ada", "level": "gold"},
            "bob@example.com": {"id": "bob@example.com", "name": "Bob", "level": "silver"},
        }
        self.requests: list[httpx.Request] = []
        self.failing: dict[str, int] = {}
        self.on_request: Callable[[httpx.Request], object] = lambda _: None

    @property
    def sent(self) -> list[str]:
        """What was written: method and path."""
        return [f"{each.method} {each.url.path}" for each in self.requests if each.method != "GET"]

    def __call__(self, request: httpx.Request) -> httpx.Response:  # noqa: PLR0911 - a line for each operation
        # A copy: the transport hides what addresses hold of persons once a call has ended.
        self.requests.append(httpx.Request(request.method, str(request.url), content=request.content))
        self.on_request(request)
        _, _, id_ = request.url.path.rpartition("/members/")
        id_ = id_.removesuffix("/greeting")
        if id_ in self.failing:
            return httpx.Response(self.failing[id_], json={"message": f"{id_} cannot be"})
        match request.method, request.url.path:
            case "GET", "/members":
                return httpx.Response(200, json={"members": list(self.members.values())})
            case "GET", "/count":
                return httpx.Response(200, json={"count": len(self.members)})
            case "GET", "/dump":
                return httpx.Response(200, text="".join(f"{each}\n" for each in self.members))
            case "POST", _:
                return httpx.Response(200, json={})
            case "PUT", _:
                self.members[id_] = self.members.get(id_, {"id": id_}) | json.loads(request.content)
                return httpx.Response(200, json=self.members[id_])
            case _ if id_ not in self.members:
                return httpx.Response(404, json={"message": "there is none"})
            case "DELETE", _:
                return httpx.Response(200, json=self.members.pop(id_))
            case _:
                return httpx.Response(200, json=self.members[id_])

    def client(self, _: str = "") -> SyncAPIClient:
        """Return a client of this server."""
        once = RetryContext(policy=RetryPolicy(max_retries=0))
        http_client = httpx.Client(transport=RetryTransport(httpx.MockTransport(self), retry=once))
        return ClubClient("https://club.example.com", http_client)


class Clock:
    """The wall clock of a test."""

    now = 1_796_000_400.0

    def __call__(self) -> float:
        return self.now


class NoSteps:
    """Steps that nobody cancels."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int | None]] = []

    def done(self, done: int, total: int | None, what: str) -> None:
        """Keep what is told."""
        assert what
        self.told.append((done, total))


class Stand:
    """A gateway over the club, and all that is around it.

    Args:
        folder: where policy, state and audit log are.
        server: the club's server; a new one where none is given.
        policy: the policy's text, see `policy_text`.
        room: what the API gives to agents.
        curated: the tools beside the five.
    """

    def __init__(
        self,
        folder: Path,
        policy: str,
        *,
        server: ClubServer | None = None,
        room: AgentRoom = NO_ROOM,
        curated: tuple[Tool, ...] = (),
    ) -> None:
        self.server, self.clock, self.steps = server or ClubServer(), Clock(), NoSteps()
        self.folder, self.policy = folder, folder / "policy.toml"
        folder.mkdir(exist_ok=True)
        self.policy.write_text(policy)
        self.warned: list[str] = []
        self.log = AuditLog(folder / "log", folder / "state", now=self.clock)
        live = LivePolicy(self.policy, {"club": lambda: CLUB}, folder / "state")
        search = Search(CLUB.operations.values())
        served = Served(catalog=CLUB, room=room, search=search, opening=self._opening)
        self.instances = Instances({"club": served})
        self.plans = WritePlans(now=self.clock)
        self.approvals = Approvals(folder / "state" / "approvals", b"key")
        self.gateway = Gateway(
            live=live,
            instances=self.instances,
            curated=curated,
            recorder=Recorder(self.log, live.agent, self.warned.append),
            counts=Counts(folder / "state", live.agent, now=self.clock),
            plans=self.plans,
            approvals=self.approvals,
            pseudonyms=Pseudonyms(b"key", live.agent),
            clock=self.clock,
        )

    def _opening(self, profile: str) -> SyncAPIClient:
        return self.server.client(profile)  # of the server as it is now

    def call(self, tool: str, **arguments: object) -> Answer:
        """Call a tool."""
        return self.gateway.call(tool, arguments, self.steps)

    def operation(self, id_: str, **arguments: object) -> Answer:
        """Call an operation by the tool for it."""
        return self.call("call_operation", operation=id_, arguments=arguments)

    def planned(self, id_: str, **arguments: object) -> Mapping[str, Any]:
        """Plan an operation, and return the plan."""
        answer = self.call("plan_write", operation=id_, arguments=arguments)
        assert not answer.is_error, answer.data
        return answer.data

    def confirmed(self, plan: Mapping[str, Any]) -> Answer:
        """Confirm a plan by its token."""
        return self.call("confirm_plan", plan=plan["plan"], token=plan["token"])

    def lines(self) -> list[dict[str, Any]]:
        """Return the audit log."""
        return [
            json.loads(line)
            for path in sorted(self.log.folder.glob("*.jsonl"))
            for line in path.read_text().splitlines()
        ]

    def events(self) -> list[str]:
        """Return what happened, by the audit log."""
        return [each["event"] for each in self.lines()]


class Opening(Protocol):
    """Opens stands, each in a folder of its own unless one is named."""

    def __call__(self, policy: str = ..., folder: str = ..., **parts: Any) -> Stand: ...  # noqa: ANN401 - of a Stand


def policy_text(rules: str = "", *, personal: str = "plain", access: str = "full", top: str = "") -> str:
    """Return a policy of the agent `helper` for the club."""
    return f'agent = "helper"\n{top}\n[apis.club]\naccess = "{access}"\npersonal_data = "{personal}"\n{rules}\n'


def confirmed_by(word: str, more: str = "") -> str:
    """Return a policy in which one word confirms all that writes."""
    return policy_text(f'[apis.club.confirmation]\nwrite = "{word}"\ndelete = "{word}"\nsend = "{word}"\n{more}')
