"""Texts speak of one thing as of one, and of several as of several."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_parts import REPORT

from sdk_core.cli.sync_progress import ProgressWords
from sdk_core.cli.sync_text import report_text
from sdk_core.sync.model.errors import GuardStopped
from sdk_core.sync.model.job import Guards, RunBounds
from sdk_core.sync.model.target import Mode
from sdk_core.sync.planning.guards import Facts, check_guards
from sdk_core.sync.reports.page import page
from sdk_core.sync.reports.report import End, StepReport
from sdk_core.sync.running.bounds import CallBudget, ErrorBounds
from sdk_core.sync.running.progress import StepProgress

ONE_OF_SEVERAL = re.compile(
    r"(?<![\d,.] of )(?<![\d,.])\b1 (?!(?:of|to|per)\b)(?:\w+ )?"
    r"(?:rows|items|entries|calls|errors|checks|fields|steps|are|were)\b"
)
"""What `1 rows` looks like; `1 of 3 rows` is right, and its verb is looked at below."""
OVERLAYS = Path(__file__).parents[3] / "overlays"
GENERATOR = OVERLAYS.with_name("generator")
PLURAL = re.compile(
    r"\{[^{}]*\} (?:more )?(?:rows|items|entries|calls|fields|columns|values|persons|checks|slots|operations"
    r"|assumptions|minutes|days|hours|times)\b"
)
CONSTANT = re.compile(r"\{_?[A-Z][A-Z_]*(?:[:*/ ][^}]*)?\}")
"""A number that is written in the code, and never one."""
NEVER_ONE = {
    "{page.get('max_size', 'one page')} rows",
    "{len(condition.values):,} values",
    "{most // 86_400} days",
    "{len(write.calls):,} calls",
    "{len(names):,} entries",
    "{len(given)} times",
    "{len(texts)} times",
    "{rate:,.0f} rows",
    "{most:,} entries",
    "{shown:,} rows",
    "{report.source_rows:,} rows",
    "{allowed} entries",
    "{page['max_size']} items",
    "{len(ids)} operations",
    "{len(ways)} calls",
}
MIRROR = Mode(name="mirror", help="", writes=("upsert",), removes=("delete",))


def sure(text: str) -> None:
    assert not ONE_OF_SEVERAL.findall(text), text
    assert not re.search(r"\b1 of [\w' ]*(?:are|were)\b", text), text


def test_what_is_looked_for_is_found() -> None:
    for text in ("1 rows were rejected", "1 entries of the plan", "and 1 are left", "1 of the 2 calls are left"):
        with pytest.raises(AssertionError):
            sure(text)
    sure("21 rows were rejected, 1 of 3 rows was, 1,001 rows are, 0 rows are")


@pytest.mark.parametrize(
    ("guards", "facts"),
    [
        (Guards(min_rows=2), Facts(source_rows=1)),
        (Guards(), Facts(source_rows=0, last_good_rows=1, has_snapshot=True)),
        (Guards(), Facts(source_rows=1, last_good_rows=1)),
        (Guards(max_rejected_percent=0), Facts(source_rows=1, rejected=1)),
        (Guards(max_removals=0), Facts(source_rows=1, removals=1, added=1)),
    ],
)
def test_guards(guards: Guards, facts: Facts) -> None:
    with pytest.raises(GuardStopped) as raised:
        check_guards(guards, MIRROR, facts)
    sure(str(raised.value))
    assert raised.value.source_rows == facts.source_rows


def test_bounds() -> None:
    for bounds in (RunBounds(max_errors=0), RunBounds(max_error_rate=0)):
        sure(ErrorBounds(bounds, done=1_000, rejected=1).problem())
    budget = CallBudget(None, lambda: 1)
    assert budget.take(1)
    assert not budget.take(1)
    assert budget.reason == "1 call is left of today's, and 1 is under way"


@pytest.mark.parametrize("end", ["done", "failed", "guard stopped", "partly failed", "out of calls"])
def test_reports(end: End) -> None:
    one = {"written": 1}
    report = replace(
        REPORT,
        end=end,
        source_rows=1,
        rows=one,
        removed=one,
        changes={"create": 1},
        reasons={"rejected": {"AGE is no number": 1}},
        steps=(StepReport("upsert", 1, 1, 1, 1, 1.0),),
        timeline=((0, 1), (1, 1)),
        calls_used=1,
        calls_limit=1,
        resumed=1,
    )
    for each in (report, replace(report, calls_limit=None), replace(report, rows={}, removed={})):
        texts = re.sub(r"<style>.*?</style>", "", page(each), flags=re.DOTALL)
        for text in re.findall(r">([^<>]+)<", texts):
            sure(text)
        sure(report_text(each))


def test_progress() -> None:
    sure(ProgressWords()(StepProgress("upsert", 1, 1)))
    sure(ProgressWords()(StepProgress("reading", 1)))


def test_no_text_has_a_number_and_a_plural_without_looking() -> None:
    """A number in a text that is followed by a plural goes through `counted`, or is never one."""
    found: set[str] = set()
    for path in (*OVERLAYS.rglob("*.py"), *GENERATOR.rglob("*.py")):
        for line in path.read_text("utf-8").splitlines():
            found |= {each for each in PLURAL.findall(line) if not CONSTANT.match(each)}
    assert found == NEVER_ONE, "say it by `sdk_core.wire.counting.counted`; those here are never one, or of a defect"
