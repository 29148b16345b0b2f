"""A plan as people read it: what changes, from what to what, and what it costs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from planning_parts import Planning, StagedRow, plannings
from sync_parts import tiny_job, tiny_target

from sdk_core.sync.model.job import FieldMapping
from sdk_core.sync.planning.plan_estimates import last_day, seconds_of, truth_text
from sdk_core.sync.planning.plan_examples import examples_of, masked_fields
from sdk_core.sync.planning.plan_file import PlanFile
from sdk_core.sync.planning.plan_meta import TruthRead
from sdk_core.sync.planning.plan_text import markdown_text, terminal_text

ADA = StagedRow("ada@example.com", {"FIRSTNAME": "Ada"})
BEN = StagedRow("ben@example.com", {"FIRSTNAME": "Ben"})
CAI = StagedRow("cai@example.com", {"FIRSTNAME": "Cai"})
Make = Callable[..., Planning]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    with plannings(tmp_path) as make:
        yield make


@pytest.fixture
def planning(make: Make) -> Planning:
    planning = make("mirror")
    planning.guard(max_removals_percent=100)
    planning.run([ADA, BEN])
    return planning


@pytest.fixture
def plan(planning: Planning) -> PlanFile:
    """Return a plan with all that a plan can have."""
    rows = [
        ADA._replace(item={"FIRSTNAME": "Augusta"}),
        CAI,
        StagedRow(None, state="rejected", reason="FIRSTNAME is longer than 50 characters"),
        StagedRow("ada@example.com", state="skipped", reason="a later row has the same key"),
    ]
    return planning.plan(rows, truth="whole", force=True, calls_left=1, calls_limit=2, now=1_000_000_000.0)


def test_a_plan_on_a_terminal(planning: Planning, plan: PlanFile) -> None:
    assert (
        terminal_text(plan, planning.target)
        == """\
Plan plan 2 of the job tiny: tiny things, mode mirror; made 2001-09-09 01:46 UTC, to be run until 2001-09-10 01:46 UTC

4 rows: 2 to be sent, 1 skipped, 1 rejected. By what earlier runs wrote: 1 new, 1 changed.
   + 1 to create
   ~ 1 to update
   - 1 to remove

To create:
   + row 2 cai@example.com
       FIRSTNAME: "Cai"

To update:
   ~ row 1 ada@example.com
       FIRSTNAME: "Ada" -> "Augusta"

To remove:
   - ben@example.com (not in the source any more)

1 row rejected:
  1 FIRSTNAME is longer than 50 characters

1 row skipped:
  1 a later row has the same key

Calls:
  upsert: 2 entries in 1 call, 98 B
  delete: 1 entry in 1 call, 20 B
  2 calls and 118 B in all; 1 of the 2 calls is left today; about 1 s with 20 calls at a time of 0.5 s. That is more \
than is left: it ends on 2001-09-10.

3 items looked at, by 1 call: 1 is not there, 1 differs, 1 is to be removed.

1 row without a key, or that cannot be read: each may be an item that seems to have gone, so nothing is removed for \
being gone until they are put right, or --force is given.

Guards that --force passed: keyless_rows.
"""
    )


def test_a_plan_as_markdown(planning: Planning, plan: PlanFile) -> None:
    text = markdown_text(plan, planning.target)
    assert "| create | 1 |\n| update | 1 |\n| remove | 1 |" in text
    assert (
        "<details><summary>To update:</summary>\n\n- <code>row 1 ada&#64;example.com</code>\n"
        "  - <code>FIRSTNAME</code>: <code>&#34;Ada&#34;</code> → <code>&#34;Augusta&#34;</code>\n\n</details>" in text
    )
    assert "| <code>FIRSTNAME is longer than 50 characters</code> | 1 |" in text
    assert "| <code>upsert</code> | 2 | 1 | 98 B |" in text
    assert "it ends on 2001-09-10." in text
    assert "> Guards that --force passed: keyless_rows." in text


def test_values_do_nothing_in_markdown_or_on_a_terminal(make: Make) -> None:
    planning = make()
    nasty = "<img src=x> | `code` [link](http://x) **b** @team #1 \x1b[31m \u202e &amp;\n| x |"
    plan = planning.plan([StagedRow(nasty, {"FIRSTNAME": nasty}), StagedRow(None, state="rejected", reason=nasty)])
    text = markdown_text(plan, planning.target)
    for part in ("<img", "`", "[link]", "**b**", "@team", "\x1b", "\u202e", "&amp;", "| x |"):
        assert part not in text
    shown = terminal_text(plan, planning.target)
    assert shown.replace("\n", "").isprintable()


def test_masked_fields_are_not_shown(make: Make) -> None:
    planning = make()
    planning.store.items["ada@example.com"] = {"EMAIL": ADA.key, "FIRSTNAME": "Augusta", "LASTNAME": "King"}
    plan = planning.plan([ADA._replace(item={"FIRSTNAME": "Ada", "LASTNAME": "Lovelace"})], truth="whole")
    job = tiny_job({"EMAIL": "E", "FIRSTNAME": FieldMapping(column="F", personal=True)})
    assert masked_fields(job) == {"FIRSTNAME"}
    for text in (terminal_text, markdown_text):
        shown = text(plan, planning.target, masked=frozenset({"FIRSTNAME"}))
        assert "Augusta" not in shown
        assert "Lovelace" in shown
        assert "ada" in shown
        assert "ada" not in text(plan, planning.target, masked=frozenset({"EMAIL"}))
    assert "FIRSTNAME: *** -> ***" in terminal_text(plan, planning.target, masked=frozenset({"FIRSTNAME"}))


def test_a_value_that_is_there_already_is_shown_without_one_before(make: Make) -> None:
    planning = make()
    planning.store.items["ada@example.com"] = {"EMAIL": ADA.key, "FIRSTNAME": "Ada"}
    plan = planning.plan([ADA], truth="whole", full=True)
    assert '   ~ row 1 ada@example.com\n       FIRSTNAME: "Ada"\n' in terminal_text(plan, planning.target)
    assert "<code>FIRSTNAME</code>: <code>&#34;Ada&#34;</code>\n" in markdown_text(plan, planning.target)


def test_a_long_value_is_cut(make: Make) -> None:
    planning = make()
    plan = planning.plan([ADA._replace(item={"FIRSTNAME": "x" * 3_000_000})])
    for text in (terminal_text, markdown_text):
        shown = text(plan, planning.target)
        assert "3,000,002 characters" in shown
        assert len(shown) < 2_000


def test_nothing_to_do_says_so(planning: Planning) -> None:
    plan = planning.plan([ADA, BEN])
    assert "2 rows: 0 to be sent, 2 unchanged.\n  nothing to do\n" in terminal_text(plan, planning.target)
    assert "**Nothing to do.**" in markdown_text(plan, planning.target)
    assert "Calls:" not in terminal_text(plan, planning.target)


def test_what_is_unavailable_is_said_with_its_reason(make: Make) -> None:
    planning = make()
    planning.target = tiny_target(with_truth=False)
    text = terminal_text(planning.plan([ADA], truth="whole"), planning.target)
    assert "Unavailable: tiny things: the tiny API shows none of its things" in text
    assert "+~ 1 to create or update" in text
    asked_for_nothing = make()
    text = terminal_text(asked_for_nothing.plan([ADA]), asked_for_nothing.target)
    assert "Nothing of the target was looked at." in text


def test_only_the_first_of_each_kind_are_shown(make: Make) -> None:
    planning = make()
    plan = planning.plan([StagedRow(f"{each}@example.com") for each in range(9)])
    assert [example.row for example in examples_of(plan, planning.target, first=4)["upsert"]] == [1, 2, 3, 4]
    assert "(the first 2 of 9):" in terminal_text(plan, planning.target, first=2)
    assert "row" not in terminal_text(plan, planning.target, first=0).partition("Calls:")[0].partition("\n\n")[2][7:]


@pytest.mark.parametrize(
    ("calls", "left", "limit", "day"),
    [
        (5, 5, 10, date(2001, 9, 9)),
        (6, 5, 10, date(2001, 9, 10)),
        (15, 5, 10, date(2001, 9, 10)),
        (16, 5, 10, date(2001, 9, 11)),
        (6, 5, None, None),
        (6, None, 10, None),
    ],
)
def test_the_day_on_which_a_plan_ends(
    plan: PlanFile, calls: int, left: int | None, limit: int | None, day: date | None
) -> None:
    steps = {"upsert": replace(plan.meta.steps["upsert"], calls=calls)}
    assert last_day(replace(plan.meta, steps=steps, calls_left=left, calls_limit=limit)) == day


def test_time_is_by_calls_at_once(plan: PlanFile) -> None:
    target = tiny_target()
    steps = {name: replace(step, calls=41) for name, step in plan.meta.steps.items()}
    meta = replace(plan.meta, steps=steps)
    assert seconds_of(meta, target, seconds_per_call=0.5, concurrency=20) == 2 * 3 * 0.5
    one = {**target.steps, "delete": replace(target.steps["delete"], concurrency=1)}
    assert seconds_of(meta, replace(target, steps=one), seconds_per_call=0.5, concurrency=20) == 3 * 0.5 + 41 * 0.5


def test_what_was_looked_at_in_words() -> None:
    assert truth_text(TruthRead()) == "Nothing of the target was looked at."
    assert truth_text(TruthRead("whole", 10, 10, 1, 6, 2)) == (
        "10 items looked at, by 1 call: 4 are not there, 4 differ, 2 are there as they would be sent."
    )
