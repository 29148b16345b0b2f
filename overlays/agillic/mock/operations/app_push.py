"""What the operations on devices of recipients, and on what they agree to, do [V-APP, C-IOS, C-AND]."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from agillic.mock.calls import Call
from agillic.mock.operations.addressing import recipient_of
from agillic.mock.operations.consent_bodies import check_consent_type, read_consent
from agillic.mock.operations.registration_rows import write_registration
from agillic.mock.operations.responses import deleted, done
from agillic.mock.routes import Routes
from agillic.mock.state.communications import Sent
from agillic.mock.state.devices import Device, DeviceKey
from sdk_core.mock.app import HTTPError, MockResponse

routes = Routes()

_OWN_PLACES = ("appInstallationId", "clientAppId", "pushNotificationToken", "consent")
"""The members of a registration that are not kept among what else the app sent."""
_MAY_BE_NULL = ("pushNotificationToken", "clientAppVersion", "osVersion", "deviceModel")
_FEEDBACK = {"feedbackStatus": "status", "metadata": "metadata"}


@routes("registerDevice")
def register_device(call: Call) -> MockResponse:
    """Keep on which device an app reaches a recipient, and the consents that come along."""
    recipient, state = recipient_of(call), call.mock.state
    check_app(call)
    _check_nulls(call)
    consents = [read_consent(call, each) for each in call.body.get("consent", ())]
    device, key = _device(call.body), _device_key(call)
    if call.choice("register-counters-origin") == "counted":
        known = state.devices.find(recipient, device, key)
        device = _device(call.body, _counted(call, known.registration if known else {}))
    write_registration(call, recipient, state.devices.register(recipient, device, key), device)
    if consents and call.choice("register-consent-effect") == "replaced":
        state.consents.withdraw(recipient, app=device.app)
    for consent in consents:
        state.consents.add(recipient, consent)
    return done(call, call.body | dict(device.registration))


@routes("unregisterDevice")
def unregister_device(call: Call) -> MockResponse:
    """Send no more push notifications to a device."""
    recipient, devices = recipient_of(call), call.mock.state.devices
    check_app(call)
    _check_nulls(call)
    device, key = _device(call.body), _device_key(call)
    known = devices.find(recipient, device, key)
    number = devices.clear_token(recipient, device, key)
    if known is not None and number is not None:
        write_registration(call, recipient, number, replace(known, token=None))
    elif call.choice("unregister-unknown-device") != "status-200":
        raise call.http_error("unregister-unknown-device", "the recipient has no such device; register it first")
    return done(call, call.body | {"pushNotificationToken": None})


@routes("addConsent")
def add_consent(call: Call) -> MockResponse:
    """Keep what a recipient agrees to in an app."""
    recipient = recipient_of(call)
    check_app(call)
    is_new = call.mock.state.consents.add(recipient, read_consent(call, call.body))
    created = is_new and call.choice("consent-add-status") == "created-201"
    return done(call, call.body, 201 if created else 200)


@routes("withdrawConsent", "body", extra=("clientAppId", "type"))
def withdraw_consent(call: Call) -> MockResponse:
    """End a consent; under options of `consent-withdraw-body`, one that the query names, or all."""
    recipient, consents = recipient_of(call), call.mock.state.consents
    place = call.choice("consent-withdraw-body")
    if place == "no-body":
        ended = consents.withdraw(recipient)
    else:
        named = call.body if place == "json-body" else call.query
        call.operation.check_body(named, unknown_members=call.mock.rules.unknown_members)
        check_app(call, named)
        check_consent_type(call, named["type"])
        ended = consents.withdraw(recipient, app=named["clientAppId"], type_=named["type"])
    if not ended and call.choice("unknown-consent-status") != "status-200":
        raise call.http_error("unknown-consent-status", "the recipient has given no such consent; add it first")
    return deleted(call)


@routes("recordFeedback", "body")
def record_feedback(call: Call) -> MockResponse:
    """Keep among what happened that a push notification arrived or was opened."""
    body = _feedback(call)
    recipient, state = recipient_of(call), call.mock.state
    check_app(call)
    message = state.communications.find_report(body["reportId"])
    if message is not None and (message.recipient != recipient or message.type != "PUSH_NOTIFICATION"):
        message = None
    if message is None and call.choice("unknown-report-status") != "accepted":
        raise call.http_error("unknown-report-status", "the recipient was sent no push notification with this reportId")
    if message is not None and "feedbackStatus" in body:
        state.communications.mark(message.number, "opened" if body["feedbackStatus"] == "OPENED" else "received")
    person = state.recipients.read_many([recipient], [call.mock.instance.recipient_key, "AGILLIC_ID"])[0]
    key = person[call.mock.instance.recipient_key]
    details = _happened(body, message) | {"agillic_id": person["AGILLIC_ID"]}
    state.activities.record("PUSH_NOTIFICATION", recipient, key, details)
    return done(call, body, call.status("feedback-status"))


def _check_nulls(call: Call) -> None:
    """Reject null for what an app does not know, under the option `status-400` of `device-null-members`."""
    nulls = [name for name in _MAY_BE_NULL if name in call.body and call.body[name] is None]
    if nulls and call.choice("device-null-members") != "accepted":
        raise HTTPError(
            400,
            f"{nulls[0]} is null; write text, or leave it out where it is not required",
            assumption="device-null-members",
        )


def check_app(call: Call, named: Mapping[str, Any] | None = None) -> None:
    """Reject an app that is not set up on the instance, under options of `unknown-app-status`.

    Args:
        call: The call.
        named: Where `clientAppId` stands; left out, in the body.
    """
    app = (call.body if named is None else named)["clientAppId"]
    if call.choice("unknown-app-status") != "accepted" and app not in call.mock.instance.client_apps:
        raise call.http_error(
            "unknown-app-status", "the instance has no app with this clientAppId; set it up in Agillic"
        )


def _device(body: Mapping[str, Any], counted: Mapping[str, object] | None = None) -> Device:
    registration = {name: value for name, value in body.items() if name not in _OWN_PLACES}
    token = body.get("pushNotificationToken") or None  # both official SDKs send none as an empty text or null
    return Device(body["appInstallationId"], body["clientAppId"], token, registration | dict(counted or {}))


def _device_key(call: Call) -> DeviceKey:
    return cast("DeviceKey", call.choice("device-key"))


def _counted(call: Call, known: Mapping[str, Any]) -> dict[str, object]:
    """Return what Agillic keeps of a registration under the option `counted` of `register-counters-origin`."""
    now = call.mock.instance.dates.format_timestamp(call.mock.clock.now())
    return {
        "firstRegister": known.get("firstRegister", now),
        "lastRegister": now,
        "countRegister": known.get("countRegister", 0) + 1,
    }


def _feedback(call: Call) -> dict[str, Any]:
    """Return the checked body, by the assumptions `feedback-body` and `report-id-type`."""
    wants_metadata = call.choice("feedback-body") == "metadata-required"
    checked = call.body
    if wants_metadata and isinstance(checked, dict):
        checked = {"feedbackStatus": "RECEIVED"} | cast("dict[str, Any]", checked)
        if not isinstance(checked.get("metadata"), str):
            raise HTTPError(400, "the body lacks metadata, or it is no text; add it", assumption="feedback-body")
    call.operation.check_body(checked, unknown_members=call.mock.rules.unknown_members)
    body, type_ = cast("dict[str, Any]", call.body), call.choice("report-id-type")
    if type_ != "either" and isinstance(body["reportId"], str) != (type_ == "text"):
        raise HTTPError(
            400,
            f"the reportId is of another type; write {'text' if type_ == 'text' else 'an integer'}",
            assumption="report-id-type",
        )
    return body


def _happened(body: Mapping[str, Any], message: Sent | None) -> dict[str, object]:
    """Return what feedback says, under the names that activities of messages have."""
    registration: dict[str, object] = {"report": body["reportId"], "app": body["clientAppId"]}
    registration |= {ours: body[name] for name, ours in _FEEDBACK.items() if name in body}
    if message is not None:
        registration |= {"flow": message.flow, "flow_name": message.flow_name, "step": message.name}
        registration |= {"communication": message.number}
    return registration
