"""What the operations on system webhooks do."""

from dataclasses import replace
from typing import Any

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.state.errors import FieldError
from iterable_client.mock.state.webhooks import Webhook
from sdk_core.mock.app import MockResponse, Routes
from sdk_core.mock.loopback_sender import why_rejected

routes = Routes(document())
_MEMBERS = {
    "endpoint": "endpoint",
    "enabled": "enabled",
    "authType": "auth_type",
    "authToken": "auth_token",
    "blastSendEnabled": "blast",
    "triggeredSendEnabled": "triggered",
}


@routes("listWebhooks")
def list_webhooks(call: Call) -> MockResponse:
    """Respond with all webhooks; the token and the headers are not shown."""
    return MockResponse(200, {"webhooks": [_shown(each) for each in call.state.webhooks.all()]})


@routes("updateWebhook")
def update_webhook(call: Call) -> MockResponse:
    """Change the members that were sent; only this machine may be named without https."""
    body = call.body
    before = call.state.webhooks.get(body["id"])
    if before is None:
        raise FieldError("id", "there is no such webhook; name one that listWebhooks has")
    endpoint = body.get("endpoint")
    if endpoint is not None and not endpoint.startswith("https://") and why_rejected(endpoint):
        raise FieldError("endpoint", "the address is no https:// nor of this machine; write another")
    changes: dict[str, Any] = {name: body[member] for member, name in _MEMBERS.items() if member in body}
    if "headers" in body:
        changes["headers"] = [(each["key"], each["value"]) for each in body["headers"]]
        if not all(_is_header(*each) for each in changes["headers"]):
            raise FieldError("headers", "a name or value cannot stand in a header; write printable ASCII")
    if not _is_header("Authorization", changes.get("auth_token", "")):
        raise FieldError("authToken", "it cannot stand in a header; write printable ASCII")
    changed = replace(before, **changes)
    call.state.webhooks.change(changed)
    return MockResponse(200, _shown(changed))


def _is_header(name: str, value: str) -> bool:
    text = name + value
    return bool(name) and ":" not in name and " " not in name and text.isascii() and (not text or text.isprintable())


def _shown(webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "endpoint": webhook.endpoint,
        "enabled": webhook.enabled,
        "authType": webhook.auth_type,
        "blastSendEnabled": webhook.blast,
        "triggeredSendEnabled": webhook.triggered,
        "channelIds": webhook.channels,
        "messageTypeIds": webhook.message_types,
    }
