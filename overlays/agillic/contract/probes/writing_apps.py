"""What apps may do for throw-away recipients: devices, consents and feedback; and the evaluation of promotions.

The app, the device, the consents and the report are invented. No push notification can be sent to such a device.
"""

from typing import Any

from agillic.contract.moments import form_of_instance
from agillic.contract.run import Run
from agillic.contract.temporary_recipients import TemporaryRecipients
from agillic.wire.path_encoding import path_value
from sdk_core.contract.json_values import listed, objects
from sdk_core.contract.probes import agreed, by_status
from sdk_core.contract.responses import Override, ReceivedResponse

_OK, _CREATED, _BAD_REQUEST = 200, 201, 400
_END = "2099-12-31"
_REGISTRATIONS = "AGILLIC_REGISTRATION"


def unknown_promotion(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Evaluate an invented promotion."""
    address = recipients.fresh()
    values = {"recipientId": address, "promotionId": run.nothing}
    return by_status(run.status("evaluatePromotion", values)) if address else None


def unknown_app(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Register a device with an invented app."""
    response = _call(run, recipients, "registerDevice", {**_device(run), "pushNotificationToken": run.nothing})
    return "accepted" if response.ok else by_status(response.status)


def unknown_device(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Unregister a device that was never registered."""
    if run.settled.get("unknown-app-status") != "accepted":
        return None
    body = {**_device(run), "appInstallationId": f"{run.nothing}_2"}
    response = _call(run, recipients, "unregisterDevice", body)
    return "status-200" if response.ok else by_status(response.status)


def null_members(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Register a device of which nothing is known, by null."""
    if run.settled.get("unknown-app-status") != "accepted":
        return None
    unknown = dict.fromkeys(("pushNotificationToken", "clientAppVersion", "osVersion", "deviceModel"))
    response = _call(run, recipients, "registerDevice", {**_device(run, "_3"), **unknown})
    return "accepted" if response.ok else {_BAD_REQUEST: "status-400"}.get(response.status)


def device_key(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Register what one device might be, and count the rows of another recipient's registrations."""
    address = recipients.created() if _REGISTRATIONS in run.known.one_to_many else None
    if run.settled.get("unknown-app-status") != "accepted" or address is None:
        return None
    first = {**_device(run), "pushNotificationToken": f"{run.nothing}_1"}
    other_app = {**first, "clientAppId": f"{run.nothing}_2", "pushNotificationToken": f"{run.nothing}_2"}
    rows: list[int] = []
    for body in (first, other_app, {**first, "appInstallationId": f"{run.nothing}_2"}):
        run.status("registerDevice", {"recipientId": address}, body)
        run.read("getOneToManyTable", {"recipientId": address, "tableId": _REGISTRATIONS})
        rows.append(len(listed(run.seen("getOneToManyTable"))))
    keys = {(1, 2, 3): "installation-and-app", (1, 1, 2): "installation", (1, 2, 2): "token"}
    return keys.get((rows[0], rows[1], rows[2]))


def counters_origin(run: Run, _recipients: TemporaryRecipients) -> str | None:
    """Probe whether these registrations, which had no counters, have some."""
    if "device-key" not in run.settled:
        return None
    row = next(iter(objects(listed(run.seen("getOneToManyTable")))), dict[str, Any]())
    counts = [each for name, each in row.items() if "COUNT" in name.upper()]
    return None if not row else "counted" if any(each not in (None, "") for each in counts) else "as-sent"


def consent_types(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Add consents of invented types."""
    if run.settled.get("unknown-app-status") != "accepted":
        return None
    values = {"recipientId": recipients.fresh()}
    options = {_OK: "any-text", _CREATED: "any-text", _BAD_REQUEST: "configured"}
    statuses = [run.status("addConsent", values, _consent(run, number)) for number in range(2)]
    return agreed([options.get(each, "") for each in statuses])


def consent_status(run: Run, _recipients: TemporaryRecipients) -> str | None:
    """Probe how the new consents were returned."""
    responses = [each for each in run.calls.responses if each.operation == "addConsent" and each.ok]
    return agreed([{_OK: "always-200", _CREATED: "created-201"}.get(each.status, "") for each in responses])


def valid_until(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Add a consent with an end in each of the forms that are thought of."""
    form = form_of_instance(run)
    if run.settled.get("consent-types") != "any-text" or form is None:
        return None
    day = form.partition(" ")[0].replace("%d", "31").replace("%m", "12").replace("%Y", "2099")
    forms = {"instance-format": day, "iso-date": _END, "utc-date-time": f"{_END}T23:59:59Z"}
    bodies = {option: {**_consent(run), "validUntil": end} for option, end in forms.items()}
    taken = [option for option, body in bodies.items() if _call(run, recipients, "addConsent", body, Override()).ok]
    return taken[0] if len(taken) == 1 and day != _END else None


def withdrawal(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Withdraw a consent by a body, and by the query."""
    address = recipients.fresh()
    if run.settled.get("consent-types") != "any-text" or address is None:
        return None
    body, segment = _consent(run), path_value("recipientId", address)
    query = f"/apps/consent/{segment}?clientAppId={body['clientAppId']}&type={body['type']}"
    by_query = run.calls.call("withdrawConsent", {"recipientId": address}, override=Override(target=query)).ok
    by_body = _call(run, recipients, "withdrawConsent", body).ok
    if by_body is by_query:
        return None  # an instance that takes both may look at neither
    return "json-body" if by_body else "query"


def unknown_consent(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Withdraw a consent that was never given."""
    address = recipients.fresh()
    if run.settled.get("consent-withdraw-body") != "json-body" or address is None:
        return None
    response = run.calls.call("withdrawConsent", {"recipientId": address}, _consent(run, 9), is_absent=True)
    return "status-200" if response.ok else by_status(response.status)


def report_type(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Give feedback on an invented report, by a text and by an integer; the probes below look at the one that works."""
    if run.settled.get("unknown-app-status") != "accepted":
        return None
    by_text = _call(run, recipients, "recordFeedback", _feedback(run))
    by_number = _call(run, recipients, "recordFeedback", _feedback(run, int(run.mark, 16)))
    is_text, is_number = (each.status not in (0, _BAD_REQUEST) for each in (by_text, by_number))
    run.last["recordFeedback"] = by_text if is_text or not is_number else by_number
    return "either" if is_text and is_number else "text" if is_text else "integer" if is_number else None


def unknown_report(run: Run, _recipients: TemporaryRecipients) -> str | None:
    """Probe how feedback on an invented report was returned."""
    response = run.last.get("recordFeedback")
    return None if response is None else "accepted" if response.ok else by_status(response.status)


def feedback_status(run: Run, _recipients: TemporaryRecipients) -> str | None:
    """Probe how that feedback was returned."""
    response = run.last.get("recordFeedback")
    return f"status-{response.status}" if response and response.status in (_OK, _CREATED) else None


def feedback_body(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Leave out a member of the feedback, and another one, and look which of them is missed."""
    whole = run.last.get("recordFeedback")
    if whole is None or whole.status == _BAD_REQUEST:
        return None
    missed: dict[str, int] = {}
    for left_out in ("metadata", "feedbackStatus"):
        report = int(run.mark, 16) if run.settled.get("report-id-type") == "integer" else None
        body = {name: each for name, each in _feedback(run, report).items() if name != left_out}
        missed[left_out] = _call(run, recipients, "recordFeedback", body, Override()).status
    if sorted(missed.values()) != sorted((whole.status, _BAD_REQUEST)):
        return None
    return "metadata-required" if missed["metadata"] == _BAD_REQUEST else "status-required"


def _call(
    run: Run, recipients: TemporaryRecipients, operation_id: str, body: object, override: Override | None = None
) -> ReceivedResponse:
    address = recipients.fresh()
    if address is None:
        return run.calls.no_response(operation_id)
    return run.calls.call(operation_id, {"recipientId": address}, body, override=override)


def _device(run: Run, number: str = "") -> dict[str, Any]:
    return {"appInstallationId": f"{run.nothing}{number}", "clientAppId": run.nothing, "osName": "android"}


def _consent(run: Run, number: int = 0) -> dict[str, str]:
    return {"clientAppId": run.nothing, "type": f"{run.nothing}_{number}"}


def _feedback(run: Run, report: int | None = None) -> dict[str, str | int]:
    id_ = run.nothing if report is None else report
    return {"reportId": id_, "clientAppId": run.nothing, "feedbackStatus": "RECEIVED", "metadata": "none"}
