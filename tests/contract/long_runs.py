"""Long runs of schemathesis before the mocks, and what they reach of the documents."""

import re
import sys
from pathlib import Path

from effort import SEED
from schemathesis_arrangements import AS_IT_IS, Arrangement
from schemathesis_coverage import Coverage
from schemathesis_engine import bench
from schemathesis_links import neighbourhoods
from schemathesis_settings import DATA, Amount
from schemathesis_subject import Subject

_REPORTS = Path(__file__).parents[2] / "build" / "contract"
_MANY, _MANY_SCENARIOS = 60, 100
_SCENARIOS_OF_EACH, _ATTEMPTS, _ATTEMPTS_OF_DATA = 10, 12, 3
_BY_OTHER_TESTS = "calls of the mock's own tests"
_ENTRY = re.compile("- `([^`]+)`: .+")


def run_many_calls(subject: Subject) -> None:
    """Call everything in many ways, and write what was reached; each status and link is, or has a reason not to be."""
    _REPORTS.mkdir(parents=True, exist_ok=True)
    coverage = Coverage(subject)
    failures = [
        *_of_data(subject, coverage),
        *_of_links(subject, coverage),
        *_of_arrangements(subject, coverage),
        *_of_more_data(subject, coverage),
    ]
    missed = {" ".join(pair) for pair in {*coverage.documented()} - coverage.reached()}
    unfollowed = {*coverage.all_links()} - coverage.followed()
    for operation, status in coverage.documented():
        coverage.add_status(operation, subject.provoke(operation, status), _BY_OTHER_TESTS)
    report = coverage.report()
    (_REPORTS / f"coverage-{subject.name}.md").write_text(report, "utf-8")
    parts = [path.read_text("utf-8") for path in sorted(_REPORTS.glob("coverage-*.md"))]
    (_REPORTS / "coverage.md").write_text("\n".join(parts), "utf-8")
    sys.stdout.write(report)
    assert not failures, "\n\n".join([f"{len(failures)} failures, of which the first are:", *failures[:5]])
    assert coverage.called() == {each.id for each in subject.operations}
    assert coverage.reached() == {*coverage.documented()}
    assert missed | unfollowed == {*left_out(subject)}


def left_out(subject: Subject) -> list[str]:
    """Return the statuses and links that schemathesis is known not to reach, each of which has a reason there."""
    text = Path(__file__).with_name(subject.explained).read_text("utf-8")
    return _ENTRY.findall(text.partition("\n## Not reached\n")[2])


def assert_left_out_is_documented(subject: Subject) -> None:
    """What has a reason not to be reached is a status or a link of the document."""
    coverage = Coverage(subject)
    assert {*left_out(subject)} <= {*map(" ".join, coverage.documented()), *coverage.all_links()}


def _of_data(subject: Subject, coverage: Coverage) -> list[str]:
    with bench(subject, Amount(DATA, examples=_MANY), over_tcp=True) as found:
        return found.run(junit=_REPORTS / f"schemathesis-data-{subject.name}.xml", coverage=coverage).failures


def _of_links(subject: Subject, coverage: Coverage) -> list[str]:
    """Follow the links; not in one run with the rest, of which schemathesis would learn what scenarios depend on."""
    with bench(subject, Amount(("stateful",), scenarios=_MANY_SCENARIOS), over_tcp=True) as found:
        result = found.run(junit=_REPORTS / f"schemathesis-links-{subject.name}.xml", coverage=coverage)
    assert result.scenarios >= _MANY_SCENARIOS
    return [*result.failures, *_of_neighbourhoods(subject, coverage, AS_IT_IS)]


def _of_neighbourhoods(subject: Subject, coverage: Coverage, arrangement: Arrangement) -> list[str]:
    """Call around each link until it is followed: schemathesis leaves a part of that to chance, whatever the seed."""
    failures: list[str] = []
    for attempt in range(_ATTEMPTS):
        amount = Amount(("stateful",), scenarios=_SCENARIOS_OF_EACH, seed=SEED + attempt)
        with bench(subject, amount, arrangement=arrangement) as found:
            for operations in neighbourhoods(subject, coverage, attempt):
                failures += found.run(*operations, coverage=coverage, source=arrangement.name).failures
    return failures


def _of_arrangements(subject: Subject, coverage: Coverage) -> list[str]:
    failures: list[str] = []
    for each in subject.arrangements:
        with bench(subject, Amount(each.phases, examples=each.examples), arrangement=each) as found:
            failures += found.run(coverage=coverage, source=each.name).failures
        if each.links:
            failures += _of_neighbourhoods(subject, coverage, each)
    return failures


def _of_more_data(subject: Subject, coverage: Coverage) -> list[str]:
    """Call once more what has not given every status so far, for chance may have left one out."""
    failures: list[str] = []
    for attempt in range(1, _ATTEMPTS_OF_DATA):
        open_ = {*coverage.documented()} - coverage.reached()
        operations = sorted(
            {operation for operation, status in open_ if f"{operation} {status}" not in left_out(subject)}
        )
        if operations:
            with bench(subject, Amount(DATA, examples=_MANY, seed=SEED + attempt)) as found:
                failures += found.run(*operations, coverage=coverage).failures
    return failures
