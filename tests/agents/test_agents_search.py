"""Operations are found by what people want. The requests were written by somebody who had not seen the intents."""

from pathlib import Path

import pytest
import yaml
from agents_apis import CATALOGS, EVERY

from sdk_core.agents.catalog.search import Search

REQUESTS = {
    name: yaml.safe_load((Path(__file__).parent / f"requests_{name}.yaml").read_text("utf-8")) for name in CATALOGS
}
SEARCHES = {name: Search(catalog.operations.values()) for name, catalog in CATALOGS.items()}

PUBLISHED = {
    "Create a new recipient with email and consent fields": {"createRecipient", "updateRecipient"},
    "Update the marketing consent flag for recipient ID 4421": {"updateRecipient"},
    "I want to upsert 50000 recipients in a single async batch": {"asyncBatchUpsertRecipients"},
    "Achieve the 'cart_abandoned' event on a recipient with cart total context": {"achieveEventWithContext"},
    "add a recipient to an Agillic target group": {"addToStaticTargetGroup"},
    "Add and remove recipients from static target groups for campaign segmentation": {
        "addToStaticTargetGroup",
        "removeFromStaticTargetGroup",
    },
    "Register, unregister, and manage app push consent for device identifiers": {
        "registerDevice",
        "unregisterDevice",
        "addConsent",
        "withdrawConsent",
    },
    "Schedule and download async data exports of recipients, events, and statistics": {
        "executeActivityExport",
        "downloadExportFile",
        "readExportPage",
    },
    "execute an Agillic flow": {"executeFlow"},
    "Execute flows directly to launch campaigns on demand": {"executeFlow", "executeFlowWithContext"},
    "add these 30 customers to the loyalty program reactivation list": {"addToStaticTargetGroup"},
}
"""What a published catalog of Agillic's operations names as requests of agents."""


def hits(name: str) -> tuple[float, float, int, int]:
    """Return how often what is meant is first, and among the first five; the misses; and those with a list."""
    first = among = misses = listed = 0
    for request in REQUESTS[name]:
        found = SEARCHES[name].find(request["says"])
        ids = [each.id for each in found.operations]
        first += bool(set(ids[:1]) & set(request["means"]))
        is_hit = bool(set(ids) & set(request["means"]))
        among += is_hit
        misses += not is_hit
        listed += not is_hit and found.is_weak
    count = len(REQUESTS[name])
    return first / count, among / count, misses, listed


@pytest.mark.parametrize(("name", "first", "among"), [("agillic", 0.65, 0.95), ("iterable", 0.44, 0.78)])
def test_what_is_meant_is_among_the_first_five(name: str, first: float, among: float) -> None:
    """97 % and 80 % when this was written; 63 % is the best that such a search was measured at elsewhere."""
    share_first, share_among, _, _ = hits(name)
    assert share_first >= first
    assert share_among >= among


def test_where_it_is_not_the_whole_catalog_comes_with_it() -> None:
    counts = [hits(name) for name in CATALOGS]
    misses, listed = sum(each[2] for each in counts), sum(each[3] for each in counts)
    assert listed >= 0.9 * misses
    assert misses  # else this test would say nothing


def test_a_good_result_comes_without_the_catalog() -> None:
    requests = [(name, request["says"]) for name in CATALOGS for request in REQUESTS[name]]
    assert sum(not SEARCHES[name].find(says).is_weak for name, says in requests) >= 0.4 * len(requests)


@pytest.mark.parametrize("says", PUBLISHED)
def test_published_requests_find_their_operation(says: str) -> None:
    found = SEARCHES["agillic"].find(says)
    assert {each.id for each in found.operations} & PUBLISHED[says]


@pytest.mark.parametrize(("api", "id_"), EVERY)
def test_every_operation_has_intents_and_is_found_by_each(api: str, id_: str) -> None:
    operation = CATALOGS[api].operations[id_]
    assert operation.intents
    for intent in operation.intents:
        assert id_ in {each.id for each in SEARCHES[api].find(intent).operations}


@pytest.mark.parametrize(
    "query", ["", "   ", "the of and", "!!!", '"', "a\x00b", "NEAR(", "' OR 1=1 --", "*", "ø" * 9_000]
)
def test_odd_requests_are_no_errors(query: str) -> None:
    assert SEARCHES["agillic"].find(query).is_weak


def test_the_catalog_is_short_and_always_the_same() -> None:
    for catalog in CATALOGS.values():
        text = catalog.text()
        assert len(text.splitlines()) == len(catalog.operations)
        assert len(text) < 75 * len(catalog.operations)
        assert text == catalog.text()
