"""What distinguishes mocks at the same address: an id with each response, new at each start and each reset."""

from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sdk_core.mock.app.mock import Mock


def with_id(application: ASGIApp, mock: Mock[Any, Any]) -> ASGIApp:
    """Return an application that sends the mock's id with each response, as a header that no real API sends."""
    header = mock.backend.api.mock_header

    async def identified(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                MutableHeaders(scope=message)[header] = mock.id
            await send(message)

        await application(scope, receive, send_with_id)

    return identified
