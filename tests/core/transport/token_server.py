"""A server of tokens and calls behind auth objects, without a socket."""

from collections.abc import Callable
from typing import Any

import httpx

from sdk_core.wire.operations import Operation

BASE = "https://api.tiny.test"
KEY = "candystore-key"
READ = Operation("getThing", "things", "get", "GET", "/things", traits={"idempotent": True, "keys": ["public"]})
WRITE = Operation(
    "createThing", "things", "create", "POST", "/things", traits={"idempotent": False, "keys": ["public"]}
)
REGISTER = Operation(
    "register", "app_push", "register", "POST", "/apps", traits={"idempotent": True, "keys": ["public", "app"]}
)


class TokenServer:
    """Gives out tokens t1, t2 and so on, and accepts the last one alone.

    Attributes:
        tokens: how many were asked for.
        calls: the Authorization header of each call.
        response: what a request for a token gets instead.
        reject: whether all calls get a 401.
        before_token: is called before a token is given out.
    """

    def __init__(self, **members: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        self.tokens = 0
        self.calls: list[str] = []
        self.members = {"expires_in": 7200, **members}
        self.response: httpx.Response | None = None
        self.reject = False
        self.token_requests: list[httpx.Request] = []
        self.before_token: Callable[[], object] = lambda: None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth2/token":
            self.tokens += 1
            self.token_requests.append(request)
            self.before_token()
            if self.response is not None:
                return httpx.Response(
                    self.response.status_code, headers=self.response.headers, content=self.response.content
                )
            return httpx.Response(200, json={"access_token": f"t{self.tokens}", **self.members})
        self.calls.append(request.headers["Authorization"])
        accepted = not self.reject and self.calls[-1] == f"Bearer t{self.tokens}"
        return httpx.Response(200 if accepted else 401, json={})

    def client(self, auth: httpx.Auth) -> httpx.Client:
        return httpx.Client(auth=auth, transport=httpx.MockTransport(self), base_url=BASE)

    def async_client(self, auth: httpx.Auth) -> httpx.AsyncClient:
        return httpx.AsyncClient(auth=auth, transport=httpx.MockTransport(self), base_url=BASE)


def extensions(operation: Operation) -> dict[str, Any]:
    return {"sdk_core.operation": operation}
