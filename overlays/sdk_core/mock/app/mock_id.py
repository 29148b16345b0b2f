"""What tells one mock from another at the same place: an id with each response, new at each start and each reset."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sdk_core.mock.app import Mock

MOCK_ID = "Agillic-Mock-Id"
"""The header. Agillic itself sends none."""


def with_id(application: ASGIApp, mock: Mock) -> ASGIApp:
    """Return an application that sends the mock's id with each response.

    >>> from sdk_core.mock.app import Routes, create_application
    >>> from agillic.mock.instance import load_instance
    >>> mock = Mock.of(load_instance(), Routes())
    >>> application = with_id(create_application(mock), mock)
    """

    async def identified(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                MutableHeaders(scope=message)[MOCK_ID] = mock.id
            await send(message)

        await application(scope, receive, send_with_id)

    return identified
