"""Templates, and the metrics of campaigns."""

import csv
from collections.abc import Mapping

from iterable_client.contract.run import UNKNOWN_ID, Run
from sdk_core.contract.json_values import as_object, member, objects
from sdk_core.contract.probes import Probes, by_status
from sdk_core.contract.responses import Override
from sdk_core.contract.shapes import type_of

probes = Probes[Run]()

_OK, _BAD_REQUEST = 200, 400
_DAYS = {"startDateTime": "2026-01-01", "endDateTime": "2026-01-02"}
_MOMENTS = {name: f"{day}T00:00:00Z" for name, day in _DAYS.items()}
_ID_NAMES = frozenset({"id", "campaignid"})


@probes("template-times")
def _times(run: Run) -> str | None:
    for each in objects(member(run.seen("listTemplates"), "templates")):
        created = each.get("createdAt")
        return "milliseconds" if isinstance(created, int) else "text" if isinstance(created, str) else None
    return None


@probes("template-flags")
def _flags(run: Run) -> str | None:
    template = as_object(run.seen("getEmailTemplate"))
    kinds = {type_of(template[each]) for each in ("cacheDataFeed", "mergeDataFeedContext") if each in template}
    return {"boolean": "boolean", "object": "object"}.get(kinds.pop()) if len(kinds) == 1 else None


@probes("unknown-template-response")
def _unknown_template(run: Run) -> str | None:
    return by_status(run.status("getEmailTemplate", {"templateId": UNKNOWN_ID}))


@probes("metrics-dates")
def _dates(run: Run) -> str | None:
    """Read the metrics of a day by days, where moments by RFC 3339 work."""
    if _metrics(run, _MOMENTS) != _OK:
        return None
    return {_OK: "iso-forms", _BAD_REQUEST: "rfc-3339"}.get(_metrics(run, _DAYS))


@probes("metrics-window")
def _window(run: Run) -> str | None:
    if _metrics(run, _MOMENTS) != _OK:
        return None
    return {_OK: "optional", _BAD_REQUEST: "required"}.get(_metrics(run, {}))


@probes("metrics-columns")
def _columns(run: Run) -> str | None:
    """Look whether the first column is the id of the campaign that was asked for."""
    response = run.last.get("getCampaignMetrics")
    if response is None or not response.ok:
        return None
    rows = [*csv.reader(response.content.decode("utf-8", "replace").splitlines())]
    if len(rows) != 2 or not rows[0]:  # noqa: PLR2004 - the names, and one campaign
        return None
    if rows[1][0] == str(run.campaign):
        return "id-first" if rows[0][0].replace(" ", "").lower() in _ID_NAMES else None
    return None if str(run.campaign) in rows[1] else "no-id"


def _metrics(run: Run, window: Mapping[str, str]) -> int:
    """Return the status of reading the metrics of a campaign; 0 where there is none."""
    if run.campaign is None:
        return 0
    values = {"campaignId": [run.campaign], **window}
    if window == _MOMENTS:
        return run.read("getCampaignMetrics", values).status
    return run.calls.call("getCampaignMetrics", values, override=Override()).status
