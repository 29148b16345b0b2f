"""The mocks against the documents, by schemathesis: calls are drawn from a document, and what comes must fit it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from schemathesis import checks
from schemathesis_agillic import agillic, on_the_wire
from schemathesis_engine import Bench, Result, bench
from schemathesis_exclusions import Exclusion, stated
from schemathesis_iterable import iterable
from schemathesis_settings import DATA, Amount
from schemathesis_subject import Subject

from agillic.wire.path_encoding import decode_path_value

SUBJECTS = (agillic(), iterable())
_FEW, _FEW_SCENARIOS = 2, 15

every_subject = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)


@pytest.fixture(scope="module")
def in_process() -> Iterator[dict[str, Bench]]:
    with (
        bench(agillic(), Amount(DATA, examples=_FEW)) as of_agillic,
        bench(iterable(), Amount(DATA, examples=_FEW)) as of_iterable,
    ):
        yield {"agillic": of_agillic, "iterable": of_iterable}


@every_subject
def test_operations_do_what_the_document_says(in_process: dict[str, Bench], subject: Subject) -> None:
    """In one run: it takes half the time of one for each. A failure says of which operation it is."""
    result = in_process[subject.name].run()
    nothing_found(result)
    assert {each.id for each in subject.operations} <= result.coverage.successes() | {*subject.needing_others}


@every_subject
def test_links_lead_where_the_document_says(subject: Subject) -> None:
    with bench(subject, Amount(("stateful",), scenarios=_FEW_SCENARIOS)) as found:
        result = found.run()
    nothing_found(result)
    assert result.scenarios >= _FEW_SCENARIOS
    assert result.coverage.links


@pytest.mark.parametrize(("subject", "operation"), [(agillic(), "getRecipient"), (iterable(), "getUserByEmail")])
def test_calls_over_tcp_reach_the_same_as_calls_in_process(
    in_process: dict[str, Bench], subject: Subject, operation: str
) -> None:
    with bench(subject, Amount(DATA, examples=_FEW), over_tcp=True) as over_tcp:
        served = over_tcp.run(operation)
    nothing_found(served)
    assert served.coverage.report() == in_process[subject.name].run(operation).coverage.report()


@pytest.mark.parametrize(("subject", "operation"), [(agillic(), "updateGlobalData"), (iterable(), "updateUser")])
def test_no_check_and_no_operation_is_switched_off(
    in_process: dict[str, Bench], subject: Subject, operation: str
) -> None:
    library: Any = checks  # its registry has no complete type
    assert in_process[subject.name].run(operation).checks == {*library.CHECKS.get_all_names()}
    assert {each.id for each in subject.operations} == {*in_process[subject.name].operations()}


@pytest.mark.parametrize("value", ["a@b", "a/b", "50% off+1", "Åse Ø", "*._-~", "EMAIL=a@b=c"])
def test_path_values_arrive_as_they_were_meant(value: str) -> None:
    once, twice = on_the_wire(quote(value, safe="")), on_the_wire(on_the_wire(value))
    assert once == twice
    assert decode_path_value(once) == value
    assert once.count("=") == value.startswith("EMAIL=")


@every_subject
def test_exclusions_are_those_that_are_explained(subject: Subject) -> None:
    text = Path(__file__).with_name(subject.explained).read_text("utf-8")
    sections = text.partition("\n## Not reached")[0].split("\n### ")[1:]
    explained: dict[str, str] = {}
    for section in sections:
        id_, reason, rules = section.partition("\n## ")[0].strip().split("\n\n")
        assert reason.endswith(".")
        explained[id_] = rules
    assert explained == {each.id: stated(each) for each in subject.exclusions}


@pytest.mark.parametrize(
    ("subject", "exclusion"),
    [pytest.param(each, exclusion, id=exclusion.id) for each in SUBJECTS for exclusion in each.exclusions],
)
def test_exclusions_name_operations_of_the_document(subject: Subject, exclusion: Exclusion) -> None:
    assert {*exclusion.operations} <= {each.id for each in subject.operations}


def nothing_found(result: Result) -> None:
    of = sorted({failure.partition(" [")[0] for failure in result.failures})
    assert not result.failures, "\n\n".join(
        [f"{len(result.failures)} failures, of {', '.join(of)}; the first are:", *result.failures[:5]]
    )
