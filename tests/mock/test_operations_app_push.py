"""Devices, consents and feedback: one test for each rule and for each option of each assumption."""

from pathlib import Path
from typing import Any

import pytest
from app_calls import APP_BASIC, Received
from document_examples import body_examples
from operation_calls import JANE, RUBY, Api

from agillic.mock.instance import Communication, Flow
from agillic.mock.state import Activity
from agillic.mock.state.communications import MessageType
from agillic.mock.state.consents import Consent
from agillic.mock.state.devices import Device

APP = "com.candystore.app"
NEWS = {"clientAppId": APP, "type": "NEWS"}
PHONE = body_examples("registerDevice")["android"]
TWO_CONSENTS = body_examples("registerDevice")["consent"]
LEAVING = body_examples("unregisterDevice")["phone"]
OPENED = body_examples("recordFeedback")["opened"]
CALLS: dict[str, tuple[str, str, Any]] = {
    "register": ("PUT", "register", PHONE),
    "unregister": ("PUT", "unregister", LEAVING),
    "add": ("PUT", "consent", NEWS),
    "withdraw": ("DELETE", "consent", NEWS),
    "feedback": ("POST", "feedback", OPENED),
}


def call(api: Api, name: str, body: object = None, recipient: str = RUBY, **headers: str | None) -> Received:
    method, path, example = CALLS[name]
    return api.call(method, f"/apps/{path}/{recipient}", example if body is None else body, **headers)


def devices(api: Api) -> list[Device]:
    return api.mock.state.devices.of(api.mock.state.recipients.find(RUBY))


def consents(api: Api) -> list[Consent]:
    return api.mock.state.consents.of(api.mock.state.recipients.find(RUBY))


def happened(api: Api) -> list[Activity]:
    now = api.mock.clock.now()
    return api.mock.state.activities.between(now.replace(hour=0), now.replace(hour=23))


# --- every call -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CALLS)
def test_an_app_key_suffices_and_nothing_is_returned(name: str) -> None:
    """57 to 61 [V-APP]."""
    received = call(Api(), name, authorization=APP_BASIC)
    assert (received.status, received.content) == (200, b"")


@pytest.mark.parametrize("name", CALLS)
def test_the_recipient_must_be_there_and_the_body_must_fit(name: str) -> None:
    """57 to 61 [V-APP]."""
    api = Api()
    assert call(api, name, recipient="nobody@sweetmail.com").status == 404
    assert call(api, name, recipient="AGE=34").status == 400
    assert call(api, name, {"clientAppId": APP}).status == 400
    assert call(api, name, b"").status == 400


@pytest.mark.parametrize("name", CALLS)
def test_an_app_that_is_not_set_up(name: str) -> None:
    """unknown-app-status: accepted, status-400 and status-404."""
    body = CALLS[name][2] | {"clientAppId": "com.other"}
    assert call(Api(), name, body).status == 200
    for option, status in (("status-400", 400), ("status-404", 404)):
        api = Api({"unknown-app-status": option})
        assert call(api, name, body).status == status
        assert call(api, name).status == 200


@pytest.mark.parametrize("name", ["register", "unregister", "add", "feedback"])
def test_what_was_written_may_be_received(name: str) -> None:
    """empty-success-body, resource."""
    response = call(Api({"empty-success-body": "resource"}), name).json
    assert response["clientAppId"] == APP


@pytest.mark.parametrize("name", CALLS)
def test_surplus_members_follow_the_general_rule(name: str) -> None:
    """unknown-members."""
    body = CALLS[name][2] | {"surplus": 1}
    assert call(Api(), name, body).status == 200
    assert call(Api({"unknown-members": "status-400"}), name, body).status == 400


# --- devices ----------------------------------------------------------------------------------------------------------


def test_a_device_is_registered_with_all_that_the_app_tells() -> None:
    """57 [V-APP, C-IOS, C-AND]: sizes are text or numbers; consents may come along."""
    api = Api()
    call(api, "register")
    call(api, "register", TWO_CONSENTS)
    android, ios = devices(api)
    assert (android.installation, android.app, android.token) == (
        PHONE["appInstallationId"],
        APP,
        PHONE["pushNotificationToken"],
    )
    assert android.registration["modelDimX"] == 1080
    assert ios.registration == {"osName": "ios", "modelDimX": "1179", "modelDimY": "2556"}
    assert consents(api) == [Consent(APP, "NEWS"), Consent(APP, "OFFERS", "2030-12-31")]


def test_registering_again_replaces_the_device() -> None:
    """57 [C-IOS, C-AND]: the SDKs repeat the call."""
    api = Api()
    call(api, "register")
    call(api, "register", PHONE | {"pushNotificationToken": "", "osVersion": "16"})
    (device,) = devices(api)
    assert (device.token, device.registration["osVersion"]) == (None, "16")


@pytest.mark.parametrize(("option", "count"), [("installation-and-app", 3), ("installation", 2), ("token", 2)])
def test_what_tells_devices_apart(option: str, count: int) -> None:
    """device-key."""
    api = Api({"device-key": option})
    for change in ({}, {"clientAppId": "com.other"}, {"appInstallationId": "other", "pushNotificationToken": "other"}):
        call(api, "register", PHONE | change)
    assert len(devices(api)) == count


def test_who_keeps_the_counters() -> None:
    """register-counters-origin: as-sent and counted."""
    sent = {"firstRegister": "A", "lastRegister": "B", "countRegister": 7}
    api = Api()
    call(api, "register", PHONE | sent)
    assert devices(api)[0].registration.items() >= sent.items()
    api = Api({"register-counters-origin": "counted"})
    call(api, "register", PHONE | sent)
    api.mock.clock.advance(60)
    call(api, "register")
    counted = {"firstRegister": "04.07.2026 10:30:00", "lastRegister": "04.07.2026 10:31:00", "countRegister": 2}
    assert devices(api)[0].registration.items() >= counted.items()


def test_what_the_consents_of_a_registration_do_to_earlier_ones() -> None:
    """register-consent-effect: added and replaced."""
    earlier = [Consent(APP, "PARTY"), Consent("com.other", "PARTY")]
    for option, left in (("added", 4), ("replaced", 3)):
        api = Api({"register-consent-effect": option})
        for consent in earlier:
            call(api, "add", {"clientAppId": consent.app, "type": consent.type})
        call(api, "register", TWO_CONSENTS)
        assert len(consents(api)) == left
        assert earlier[1] in consents(api)
        call(api, "register")  # without consents, nothing is said of them
        assert len(consents(api)) == left


def test_what_unregistering_leaves() -> None:
    """The token is cleared and the row stays [C-IOS, J]."""
    api = Api()
    call(api, "register")
    for _ in range(2):
        assert call(api, "unregister", LEAVING | {"pushNotificationToken": None}).status == 200
        assert [device.token for device in devices(api)] == [None]


def test_unregistering_a_device_that_is_not_there() -> None:
    """unregister-unknown-device: status-200, status-404 and status-400."""
    assert call(Api(), "unregister").status == 200
    for option, status in (("status-404", 404), ("status-400", 400)):
        api = Api({"unregister-unknown-device": option})
        assert call(api, "unregister").status == status
        call(api, "register")
        assert call(api, "unregister").status == 200


# --- consents ---------------------------------------------------------------------------------------------------------


def test_a_consent_is_given_and_withdrawn(tmp_path: Path) -> None:
    """59 and 60 [V-APP]: it survives a restart."""
    api = Api(database=tmp_path / "mock.db")
    for body in body_examples("addConsent").values():
        assert call(api, "add", body).status == 200
    api.mock.close()
    api = Api(database=tmp_path / "mock.db")
    assert consents(api) == [Consent(APP, "NEWS"), Consent(APP, "OFFERS", "2030-12-31")]
    call(api, "withdraw")
    assert consents(api) == [Consent(APP, "OFFERS", "2030-12-31")]


def test_adding_may_tell_that_the_consent_is_new() -> None:
    """consent-add-status: always-200 and created-201."""
    api = Api()
    assert [call(api, "add").status for _ in range(2)] == [200, 200]
    api = Api({"consent-add-status": "created-201"})
    assert [call(api, "add").status for _ in range(2)] == [201, 200]


def test_types_of_consent_may_be_set_up() -> None:
    """consent-types: any-text and configured."""
    party = {"clientAppId": APP, "type": "PARTY"}
    registration = PHONE | {"consent": [{"type": "PARTY"}]}
    for option, status in (("any-text", 200), ("configured", 400)):
        api = Api({"consent-types": option})
        assert call(api, "add", party).status == status
        assert call(api, "withdraw", party).status == status
        assert call(api, "register", registration).status == status
        assert call(api, "add").status == 200


@pytest.mark.parametrize(
    ("option", "right", "wrong"),
    [
        ("instance-format", ["31.12.2030"], ["2030-12-31", "31.12.2030 00:00:00", "31.02.2030", ""]),
        ("iso-date", ["2030-12-31"], ["20301231", "31.12.2030", "2030-12-31T00:00:00Z"]),
        ("utc-date-time", ["2030-12-31T23:59:59Z"], ["2030-12-31", "2030-12-31T23:59:59+01:00"]),
    ],
)  # fmt: skip
def test_how_the_end_of_a_consent_is_written(option: str, right: list[str], wrong: list[str]) -> None:
    """valid-until-format."""
    api = Api({"valid-until-format": option})
    for text in right:
        assert call(api, "add", NEWS | {"validUntil": text}).status == 200, text
        assert call(api, "register", PHONE | {"consent": [{"type": "NEWS", "validUntil": text}]}).status == 200
        assert str(consents(api)[0].valid_until).startswith("2030-12-31")
    for text in wrong:
        assert call(api, "add", NEWS | {"validUntil": text}).status == 400, text
        assert call(api, "register", PHONE | {"consent": [{"type": "NEWS", "validUntil": text}]}).status == 400


def test_withdrawing_a_consent_that_was_not_given() -> None:
    """unknown-consent-status: status-200, status-404 and status-400."""
    assert call(Api(), "withdraw").status == 200
    for option, status in (("status-404", 404), ("status-400", 400)):
        api = Api({"unknown-consent-status": option})
        assert call(api, "withdraw").status == status
        call(api, "add")
        assert call(api, "withdraw").status == 200


def test_a_withdrawal_may_have_no_content() -> None:
    """delete-success-status."""
    assert call(Api({"delete-success-status": "status-204"}), "withdraw").status == 204


def test_a_withdrawal_without_a_body_may_end_all_consents() -> None:
    """consent-withdraw-body, no-body."""
    api = Api({"consent-withdraw-body": "no-body"})
    call(api, "register", TWO_CONSENTS)
    assert call(api, "withdraw", b"").status == 200
    assert consents(api) == []


# --- feedback ---------------------------------------------------------------------------------------------------------


def pushed(api: Api, type_: MessageType = "PUSH_NOTIFICATION", recipient: str = RUBY) -> str:
    """Send a recipient a message, and return its report id."""
    flow = Flow("SendOffer", "Send offer", communication=Communication("Offer", type_))
    number = api.mock.state.recipients.find(recipient)
    first = api.mock.state.communications.send(flow, "number = ?", [number], api.mock.clock.now())
    assert first is not None
    return api.mock.state.communications.of(number)[-1].report_id


def test_feedback_is_among_the_activities_and_in_the_history() -> None:
    """61 [C-MOLS, J2]: what became of the push notification."""
    api = Api()
    report = pushed(api)
    for body in body_examples("recordFeedback").values():
        assert call(api, "feedback", body | {"reportId": report}).status == 200
    opened, received = happened(api)
    assert {opened.type, received.type} == {"PUSH_NOTIFICATION"}
    assert (opened.details["status"], opened.details["step"]) == ("OPENED", "Offer")
    assert received.details["metadata"] == {"screen": "lock"}
    (message,) = api.mock.state.communications.of(opened.recipient)
    assert message.opened == message.received == api.mock.clock.now()


def test_feedback_on_what_is_not_known() -> None:
    """unknown-report-status: accepted, status-404 and status-400."""
    api = Api()
    assert call(api, "feedback").status == 200
    assert len(happened(api)) == 1
    for option, status in (("status-404", 404), ("status-400", 400)):
        api = Api({"unknown-report-status": option})
        assert call(api, "feedback").status == status
        for report in (pushed(api, recipient=JANE), pushed(api, "EMAIL")):
            assert call(api, "feedback", OPENED | {"reportId": report}).status == status
        assert happened(api) == []
        assert call(api, "feedback", OPENED | {"reportId": pushed(api)}).status == 200


def test_which_members_feedback_has() -> None:
    """feedback-body: status-required and metadata-required."""
    named = {"reportId": "1", "clientAppId": APP}
    api = Api()
    assert call(api, "feedback", named | {"metadata": "text"}).status == 400
    assert call(api, "feedback", named | {"feedbackStatus": "CLOSED"}).status == 400
    api = Api({"feedback-body": "metadata-required"})
    assert call(api, "feedback", named | {"metadata": "text"}).status == 200
    assert call(api, "feedback", named | {"metadata": "text", "feedbackStatus": "OPENED"}).status == 200
    mistakes: list[dict[str, object]] = [{}, {"metadata": {}}, {"metadata": "text", "feedbackStatus": "CLOSED"}]
    for wrong in mistakes:
        assert call(api, "feedback", named | wrong).status == 400
    assert call(api, "feedback", []).status == 400


@pytest.mark.parametrize(
    ("option", "of_text", "of_integer"), [("either", 200, 200), ("text", 200, 400), ("integer", 400, 200)]
)
def test_a_report_id_is_text_or_an_integer(option: str, of_text: int, of_integer: int) -> None:
    """report-id-type: a published app hands on an integer [C-MOLS]."""
    api = Api({"report-id-type": option})
    pushed(api)
    (message,) = api.mock.state.communications.of(api.mock.state.recipients.find(RUBY))
    for report, status in ((message.report_id, of_text), (message.number, of_integer)):
        assert call(api, "feedback", OPENED | {"reportId": report}).status == status
    assert api.mock.state.communications.of(message.recipient)[0].opened is not None
    assert call(api, "feedback", OPENED | {"reportId": True}).status == 400


def test_feedback_may_return_201() -> None:
    """feedback-status."""
    assert call(Api({"feedback-status": "status-201"}), "feedback").status == 201
