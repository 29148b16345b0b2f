"""Pages and lists of recipients."""

from typing import Any

from agillic.contract.run import Run
from agillic.wire.rsql import F, Filter
from sdk_core.contract.json_values import as_object, items, member, objects
from sdk_core.contract.probes import Probes, by_status

probes = Probes[Run]()


@probes("page-members")
def _page_members(run: Run) -> str | None:
    names = set(_page(run))
    if {"pageStart", "pageSize"} <= names:
        return "start-size-totals"
    return "number-size-totals" if {"number", "size"} <= names else None


@probes("page-links")
def _page_links(run: Run) -> str | None:
    return link_form(run.seen("listRecipients"))


@probes("page-of-nothing")
def _page_of_nothing(run: Run) -> str | None:
    if run.known.key is None:
        return None
    nobody = F[run.known.key] == run.nobody
    response = run.calls.call("listRecipients", {"filter": nobody, "objectResponse": True}, should_succeed=True)
    if not response.ok or items(member(response.json, "content")):
        return None
    links = member(response.json, "links")
    return ("self-links" if links else "no-links") if isinstance(links, list) else None


@probes("page-size-range")
def _page_size_range(run: Run) -> str | None:
    values = {"objectResponse": True, "pageSize": 1001, **_only(_them(run))}
    return by_status(run.status("listRecipients", values), {200: "clamped"}) if run.known.recipient else None


@probes("bare-list-limits")
def _bare_list(run: Run) -> str | None:
    keys = run.known.recipient_keys
    if len(set(keys)) != 2:  # noqa: PLR2004 - two recipients
        return None
    response = run.calls.call("listRecipients", {"pageSize": 1, **_only(_them(run))}, should_succeed=True)
    return {1: "they-count", 2: "everything"}.get(len(items(response.json)))


def _them(run: Run) -> Filter | None:
    """Return the filter that selects the recipients that were read, and nobody else: an instance may hold millions."""
    keys = run.known.recipient_keys
    return F[run.known.key].in_(*keys) if run.known.key and keys else None


def _only(filter_: Filter | None) -> dict[str, Any]:
    return {} if filter_ is None else {"filter": filter_}


def _page(run: Run) -> dict[str, Any]:
    return as_object(member(run.seen("listRecipients"), "page"))


def link_form(page: object) -> str | None:
    """Return how the links of a page are written."""
    for link in objects(member(page, "links")):
        target = link.get("href")
        if isinstance(target, str):
            return "rel-absolute-href" if target.startswith(("https://", "http://")) else "rel-relative-href"
    return None
