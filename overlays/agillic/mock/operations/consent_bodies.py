"""Reading consents from bodies [V-APP]: their types, and the day on which they end."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from agillic.mock.calls import Call
from agillic.mock.state.consents import Consent
from sdk_core.mock.app import HTTPError


def read_consent(call: Call, sent: Mapping[str, Any]) -> Consent:
    """Return the consent that a body, or an entry of a registration, describes.

    Args:
        call: Its body names the app.
        sent: `type`, and `validUntil` unless the consent is given for ever.

    Raises:
        HTTPError: 400; the type is not set up, or the end is not written as `valid-until-format` says.
    """
    check_consent_type(call, sent["type"])
    return Consent.until(call.body["clientAppId"], sent["type"], _end(call, sent.get("validUntil")))


def check_consent_type(call: Call, type_: str) -> None:
    """Reject a type of consent that is not set up, under the option `configured` of `consent-types`, with 400."""
    if call.choice("consent-types") == "configured" and type_ not in call.mock.instance.consent_types:
        message = "the instance has no such type of consent; use one that is set up in Agillic"
        raise HTTPError(400, message, rule="consent-type", field="type", assumption="consent-types")


def _end(call: Call, text: str | None) -> date | None:
    if text is None:
        return None
    form = call.choice("valid-until-format")
    dates = call.mock.instance.dates
    try:
        if form == "instance-format":
            return dates.parse_date(text)
        return _iso_date(text) if form == "iso-date" else _utc_moment(text)
    except ValueError:
        wanted = {"instance-format": f"a date such as {dates.date}", "iso-date": "a date as YYYY-MM-DD"}
        # from None: the exception shows the text
        message = f"validUntil cannot be read; write {wanted.get(form, 'a moment in UTC such as 2030-12-31T23:59:59Z')}"
        raise HTTPError(
            400, message, rule="format", field="validUntil", type="string", assumption="valid-until-format"
        ) from None


def _iso_date(text: str) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:  # Python reads 20301231 too
        raise ValueError
    return day


def _utc_moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if "T" not in text or moment.utcoffset() != timedelta(0):
        raise ValueError
    return moment.astimezone(UTC)
