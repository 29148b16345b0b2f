"""What the history of the messages that a recipient was sent tells."""

from datetime import timedelta

from agillic.contract.moments import RFC_3339, form_of, form_of_instance, rfc_3339
from agillic.contract.run import Run
from sdk_core.contract.json_values import as_object, objects
from sdk_core.contract.probes import Probes

probes = Probes[Run]()

_BAD_REQUEST = 400
_LONG_AGO = "2000-01-01T00:00:00Z"
_DAYS = 31
_SEEN_FOR_EMAILS = frozenset(("openedTimestamp", "clickedTimeStamp", "storedEmailURL", "bounced"))


@probes("communication-types")
def _types(run: Run) -> str | None:
    for each in objects(run.seen("listCommunicationHistory")):
        word = str(each.get("communicationType") or "")
        if word:
            return "upper-case" if word.isupper() else "lower-case" if word.islower() else None
    return None


@probes("communication-history-window")
def _window(run: Run) -> str | None:
    """Probe whether a message of more than a month ago is in the history that names no dates."""
    usual = run.last.get("listCommunicationHistory")
    if usual is None or run.known.recipient is None or (not usual.ok and usual.status != _BAD_REQUEST):
        return None
    month_ago = rfc_3339(run.now() - timedelta(days=_DAYS))
    values = {"recipientId": run.known.recipient, "dateStart": _LONG_AGO, "dateEnd": month_ago}
    response = run.calls.call("listCommunicationHistory", values, should_succeed=True)
    if not usual.ok:
        return "status-400" if response.ok else None
    old = objects(response.json)
    if not old:
        return None
    return "everything" if old[0] in objects(usual.json) else "last-30-days"


@probes("communication-additional-fields")
def _additional_fields(run: Run) -> str | None:
    for each in objects(run.seen("listCommunicationHistory")):
        known = as_object(each.get("additionalFields"))
        if None in known.values():
            return "always-four" if known.keys() >= _SEEN_FOR_EMAILS else None
        if not known.keys() >= _SEEN_FOR_EMAILS:
            return "known-only"
    return None


@probes("communication-timestamp-format")
def _timestamps(run: Run) -> str | None:
    """Compare the form of a moment with the one in which person data tell when the recipient came to be."""
    own = form_of_instance(run)
    for each in objects(run.seen("listCommunicationHistory")):
        text = each.get("executionTimestamp")
        if own and isinstance(text, str):
            return "rfc-3339" if RFC_3339.fullmatch(text) else "instance-format" if form_of(text) == own else None
    return None
