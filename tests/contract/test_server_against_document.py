"""The mock against the document, by schemathesis: calls are drawn from the document, and the answers must fit it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from client_surface import EVERY
from effort import LONG, SEED
from schemathesis import checks
from schemathesis_engine import Bench, Result, bench
from schemathesis_exclusions import EXCLUSIONS, Exclusion, stated
from schemathesis_hooks import on_the_wire
from schemathesis_settings import PHASES

from agillic.wire.path_encoding import decode_path_value
from generator.bundle.document import Operation

_REPORTS = Path(__file__).parents[2] / "build" / "contract"
_FEW, _MANY = 2, 100
_FEW_SCENARIOS, _MANY_SCENARIOS = 15, 800
_DATA = tuple(each for each in PHASES if each != "stateful")

_NEEDING_OTHERS = {
    "editEmailCampaignV1",
    "getExportTaskStatus",
    "getMessageTaskStatus",
    "getTaskStatus",
    "readExportPage",
    "updateExtension",
}
"""Operations that may not succeed alone: the long run reaches all but the first by links."""

every_operation = pytest.mark.parametrize("operation", EVERY, ids=lambda operation: operation.id)
long = pytest.mark.skipif(not LONG, reason="takes minutes; set AGILLIC_CONTRACT=long")


@pytest.fixture(scope="module")
def in_process() -> Iterator[Bench]:
    with bench(phases=_DATA, examples=_FEW, seed=SEED) as found:
        yield found


@every_operation
def test_operation_does_what_the_document_says(in_process: Bench, operation: Operation) -> None:
    result = in_process.run(operation.id)
    _nothing_found(result)
    assert result.coverage.successes() or operation.id in _NEEDING_OTHERS


def test_links_lead_where_the_document_says() -> None:
    with bench(phases=["stateful"], scenarios=_FEW_SCENARIOS, seed=SEED) as found:
        result = found.run()
    _nothing_found(result)
    assert result.scenarios >= _FEW_SCENARIOS
    assert result.coverage.links


def test_calls_over_tcp_reach_the_same_as_calls_in_process(in_process: Bench) -> None:
    with bench(phases=_DATA, examples=_FEW, seed=SEED, over_tcp=True) as over_tcp:
        served = over_tcp.run("getRecipient")
    _nothing_found(served)
    assert served.coverage.report() == in_process.run("getRecipient").coverage.report()


@long
def test_many_calls_over_tcp() -> None:
    _REPORTS.mkdir(parents=True, exist_ok=True)
    with bench(phases=_DATA, examples=_MANY, seed=SEED, over_tcp=True) as found:
        data = found.run(junit=_REPORTS / "schemathesis-data.xml")
    # Not in one run: what schemathesis has learned from answers would make scenarios depend on more than their mock.
    with bench(phases=["stateful"], scenarios=_MANY_SCENARIOS, seed=SEED, over_tcp=True) as found:
        links = found.run(junit=_REPORTS / "schemathesis-links.xml", coverage=data.coverage)
    report = links.coverage.report()
    (_REPORTS / "coverage.md").write_text(report, "utf-8")
    sys.stdout.write(report)
    _nothing_found(data)
    _nothing_found(links)
    assert links.scenarios >= _MANY_SCENARIOS
    assert links.coverage.called() == {each.id for each in EVERY}


def test_no_check_and_no_operation_is_switched_off(in_process: Bench) -> None:
    library: Any = checks  # its registry has no complete type
    assert in_process.run("updateGlobalData").checks == {*library.CHECKS.get_all_names()}
    assert {each.id for each in EVERY} == {*in_process.operations()}


@pytest.mark.parametrize("value", ["a@b", "a/b", "50% off+1", "Åse Ø", "*._-~", "EMAIL=a@b=c"])
def test_path_values_arrive_as_they_were_meant(value: str) -> None:
    once, twice = on_the_wire(quote(value, safe="")), on_the_wire(on_the_wire(value))
    assert once == twice
    assert decode_path_value(once) == value
    assert once.count("=") == value.startswith("EMAIL=")


def test_exclusions_are_those_that_are_explained() -> None:
    sections = Path(__file__).with_name("EXCLUSIONS.md").read_text("utf-8").split("\n### ")[1:]
    explained: dict[str, str] = {}
    for section in sections:
        id_, reason, rules = section.partition("\n## ")[0].strip().split("\n\n")
        assert reason.endswith(".")
        explained[id_] = rules
    assert explained == {each.id: stated(each) for each in EXCLUSIONS}


@pytest.mark.parametrize("exclusion", EXCLUSIONS, ids=lambda exclusion: exclusion.id)
def test_exclusions_name_operations_of_the_document(exclusion: Exclusion) -> None:
    assert {*exclusion.operations} <= {each.id for each in EVERY}


def _nothing_found(result: Result) -> None:
    assert not result.failures, "\n\n".join(
        [f"{len(result.failures)} failures, of which the first are:", *result.failures[:5]]
    )
