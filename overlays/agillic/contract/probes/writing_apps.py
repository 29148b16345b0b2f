"""What apps may do for throw-away recipients: devices, consents and feedback; and the evaluation of promotions.

The app, the device, the consents and the report are invented. No push notification can be sent to such a device.
"""

from typing import Any

from agillic.contract.answers import Answer, Odd
from agillic.contract.moments import form_of_instance
from agillic.contract.probes.table import agreed, by_status
from agillic.contract.run import Run
from agillic.contract.throwaways import Throwaways
from agillic.wire.path_encoding import path_value

_OK, _CREATED, _BAD_REQUEST = 200, 201, 400
_END = "2099-12-31"


def unknown_promotion(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Evaluate an invented promotion."""
    address = recipients.fresh()
    values = {"recipientId": address, "promotionId": run.nothing}
    return by_status(run.status("evaluatePromotion", values)) if address else None


def unknown_app(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Register a device with an invented app."""
    answer = _call(run, recipients, "registerDevice", {**_device(run), "pushNotificationToken": run.nothing})
    return "accepted" if answer.ok else by_status(answer.status)


def unknown_device(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Unregister a device that was never registered."""
    if run.settled.get("unknown-app-status") != "accepted":
        return None
    body = {**_device(run), "appInstallationId": f"{run.nothing}_2"}
    answer = _call(run, recipients, "unregisterDevice", body)
    return "status-200" if answer.ok else by_status(answer.status)


def consent_types(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Add consents of invented types."""
    if run.settled.get("unknown-app-status") != "accepted":
        return None
    values = {"recipientId": recipients.fresh()}
    options = {_OK: "any-text", _CREATED: "any-text", _BAD_REQUEST: "configured"}
    statuses = [run.status("addConsent", values, _consent(run, number)) for number in range(2)]
    return agreed([options.get(each, "") for each in statuses])


def consent_status(run: Run, _recipients: Throwaways, _key: str) -> str | None:
    """Look how the new consents were answered."""
    answers = [each for each in run.calls.answers if each.operation == "addConsent" and each.ok]
    return agreed([{_OK: "always-200", _CREATED: "created-201"}.get(each.status, "") for each in answers])


def valid_until(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Add a consent with an end in each of the forms that are thought of."""
    form = form_of_instance(run)
    if run.settled.get("consent-types") != "any-text" or form is None:
        return None
    day = form.partition(" ")[0].replace("%d", "31").replace("%m", "12").replace("%Y", "2099")
    forms = {"instance-format": day, "iso-date": _END, "utc-date-time": f"{_END}T23:59:59Z"}
    bodies = {option: {**_consent(run), "validUntil": end} for option, end in forms.items()}
    taken = [option for option, body in bodies.items() if _call(run, recipients, "addConsent", body, Odd()).ok]
    return taken[0] if len(taken) == 1 and day != _END else None


def withdrawal(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Withdraw a consent by a body, and by the query."""
    address = recipients.fresh()
    if run.settled.get("consent-types") != "any-text" or address is None:
        return None
    body, segment = _consent(run), path_value("recipientId", address)
    query = f"/apps/consent/{segment}?clientAppId={body['clientAppId']}&type={body['type']}"
    by_query = run.calls.call("withdrawConsent", {"recipientId": address}, odd=Odd(target=query)).ok
    by_body = _call(run, recipients, "withdrawConsent", body).ok
    if by_body is by_query:
        return None  # an instance that takes both may look at neither
    return "json-body" if by_body else "query"


def unknown_consent(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Withdraw a consent that was never given."""
    if run.settled.get("consent-withdraw-body") != "json-body":
        return None
    answer = _call(run, recipients, "withdrawConsent", _consent(run, 9))
    return "status-200" if answer.ok else by_status(answer.status)


def unknown_report(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Give feedback on an invented report."""
    if run.settled.get("unknown-app-status") != "accepted":
        return None
    answer = run.last["recordFeedback"] = _call(run, recipients, "recordFeedback", _feedback(run))
    return "accepted" if answer.ok else by_status(answer.status)


def feedback_status(run: Run, _recipients: Throwaways, _key: str) -> str | None:
    """Look how that feedback was answered."""
    answer = run.last.get("recordFeedback")
    return f"status-{answer.status}" if answer and answer.status in (_OK, _CREATED) else None


def feedback_body(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Leave out a member of the feedback, and another one, and look which of them is missed."""
    whole = run.last.get("recordFeedback")
    if whole is None or whole.status == _BAD_REQUEST:
        return None
    missed: dict[str, int] = {}
    for left_out in ("metadata", "feedbackStatus"):
        body = {name: each for name, each in _feedback(run).items() if name != left_out}
        missed[left_out] = _call(run, recipients, "recordFeedback", body, Odd()).status
    if sorted(missed.values()) != sorted((whole.status, _BAD_REQUEST)):
        return None
    return "metadata-required" if missed["metadata"] == _BAD_REQUEST else "status-required"


def _call(run: Run, recipients: Throwaways, operation_id: str, body: object, odd: Odd | None = None) -> Answer:
    address = recipients.fresh()
    if address is None:
        return Answer(operation_id, as_documented=True, should_succeed=False, status=0)
    return run.calls.call(operation_id, {"recipientId": address}, body, odd=odd)


def _device(run: Run) -> dict[str, Any]:
    return {"appInstallationId": run.nothing, "clientAppId": run.nothing, "osName": "android"}


def _consent(run: Run, number: int = 0) -> dict[str, str]:
    return {"clientAppId": run.nothing, "type": f"{run.nothing}_{number}"}


def _feedback(run: Run) -> dict[str, str]:
    return {"reportId": run.nothing, "clientAppId": run.nothing, "feedbackStatus": "RECEIVED", "metadata": "none"}
