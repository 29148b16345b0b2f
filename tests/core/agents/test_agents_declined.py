"""Decisions from outside: a declined plan is not run, what strangers put into the folder counts for nothing."""

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sdk_core.agents.writes.approvals import Approvals, Waiting
from sdk_core.agents.writes.plans import PlanRejectedError, WritePlan, WritePlans

NOW = 1_000.0


def plan_of(number: int = 0) -> WritePlan:
    plans = WritePlans(now=lambda: NOW, key=b"key")
    return plans.add("helper", "tiny", "moveThing", {"id": number}, people=1, confirmation="approval")


@pytest.fixture
def approvals(tmp_path: Path) -> Approvals:
    return Approvals(tmp_path, b"key")


def test_a_declined_plan_waits_no_more_and_cannot_be_approved(approvals: Approvals, tmp_path: Path) -> None:
    plan = plan_of()
    approvals.ask(plan, "moves")
    assert approvals.declined_by(plan) == ""
    assert approvals.decline(plan.id, "ops", NOW).text == "moves"
    assert (approvals.declined_by(plan), approvals.approved_by(plan)) == ("ops", "")
    assert approvals.waiting(NOW) == []
    for again in (approvals.approve, approvals.decline):
        with pytest.raises(PlanRejectedError, match="approved, declined or run"):
            again(plan.id, "ops", NOW)
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in tmp_path.iterdir())


def test_of_an_approval_and_a_decline_at_the_same_time_the_decline_counts(approvals: Approvals, tmp_path: Path) -> None:
    plan = plan_of()
    approvals.ask(plan, "moves")
    approvals.approve(plan.id, "ops", NOW)
    assert approvals.approved_by(plan) == "ops"
    (tmp_path / f"{plan.id}.declined").write_text("{}")  # it came between the other's look and its writing
    assert (approvals.approved_by(plan), approvals.declined_by(plan)) == ("", "somebody")


def test_a_decline_wins_over_an_approval_until_it_is_used(approvals: Approvals, tmp_path: Path) -> None:
    plan, other = plan_of(), plan_of(1)
    for each in (plan, other):
        approvals.ask(each, "moves")
        approvals.approve(each.id, "ada", NOW)
    assert approvals.waiting(NOW) == []
    assert approvals.decline(plan.id, "ops", NOW).id == plan.id
    assert (approvals.approved_by(plan), approvals.declined_by(plan)) == ("", "ops")
    assert (approvals.use(plan), approvals.use(other)) == ("ops", "")
    for each in (plan, other):
        with pytest.raises(PlanRejectedError, match="approved, declined or run"):
            approvals.decline(each.id, "ops", NOW)
    assert [*tmp_path.iterdir()] == []


def test_a_decline_that_comes_while_the_plan_is_run_says_so(
    approvals: Approvals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, find = plan_of(), approvals.find
    approvals.ask(plan, "moves")
    approvals.approve(plan.id, "ada", NOW)

    def found_and_then_used(*given: Any, **more: Any) -> Waiting:  # noqa: ANN401 - those of `find`
        found = find(*given, **more)
        assert approvals.use(plan) == ""
        return found

    monkeypatch.setattr(approvals, "find", found_and_then_used)
    with pytest.raises(PlanRejectedError, match="was run at this moment"):
        approvals.decline(plan.id, "ops", NOW)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"x"', b'{"by": ""}', b"\xff", b'{"by": null}'])
def test_a_decline_that_cannot_be_read_declines(approvals: Approvals, tmp_path: Path, content: bytes) -> None:
    plan = plan_of()
    approvals.ask(plan, "moves")
    (tmp_path / f"{plan.id}.declined").write_bytes(content)
    assert approvals.declined_by(plan)
    assert approvals.waiting(NOW) == []


def test_what_was_said_of_a_plan_goes_with_it(approvals: Approvals, tmp_path: Path) -> None:
    for number, decide in enumerate((approvals.approve, approvals.decline)):
        plan = plan_of(number)
        approvals.ask(plan, "moves")
        decide(plan.id, "ops", NOW)
    assert approvals.waiting(NOW + 601) == []
    assert [*tmp_path.iterdir()] == []


def test_what_is_approved_is_what_was_shown(approvals: Approvals) -> None:
    plan = plan_of()
    approvals.ask(plan, "moves one thing")
    shown = approvals.find(plan.id, NOW)
    approvals.ask(plan, "moves a thousand things")
    with pytest.raises(PlanRejectedError, match="is not what was shown"):
        approvals.approve(plan.id, "ops", NOW, shown=shown)
    assert approvals.approved_by(plan) == ""
    approvals.approve(plan.id, "ops", NOW, shown=approvals.find(plan.id, NOW))
    assert approvals.approved_by(plan) == "ops"


@pytest.mark.parametrize("by", ["", " ", "\n"])
def test_nobody_cannot_approve(approvals: Approvals, by: str) -> None:
    plan = plan_of()
    approvals.ask(plan, "moves")
    with pytest.raises(PlanRejectedError, match="who approves is empty"):
        approvals.approve(plan.id, by, NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../x"},
        {"id": "plan-000000000001"},
        {"expires": "1600.0"},
        {"expires": math.nan},
        {"expires": math.inf},
        {"text": None},
        {"text": ["moves"]},
        {"more": 1},
        {"api": None},
    ],
    ids=repr,
)
def test_files_of_strangers_wait_for_nothing(approvals: Approvals, tmp_path: Path, change: dict[str, object]) -> None:
    plan = plan_of()
    approvals.ask(plan, "moves")
    path = tmp_path / f"{plan.id}.json"
    good = json.loads(path.read_bytes())
    assert str(good["expires"]) == "1600.0"
    for content in (good | change, {"id": plan.id}, [good], None, plan.id):
        path.write_text(json.dumps(content))
        (tmp_path / "plan-zzz.json").write_bytes(b"\xff{")
        (tmp_path / "plan-folder.json").mkdir(exist_ok=True)
        assert approvals.waiting(NOW) == []
    path.write_text(json.dumps(good))
    assert [each.id for each in approvals.waiting(NOW)] == [plan.id]


def test_several_processes_decide_about_one_plan(approvals: Approvals, tmp_path: Path) -> None:
    """However they meet, it is approved or declined, and once it is declined it is not approved."""
    plan = plan_of()
    approvals.ask(plan, "moves")
    code = (
        "import sys; from pathlib import Path\n"
        "from sdk_core.agents.writes.approvals import Approvals\n"
        "from sdk_core.agents.writes.plans import PlanRejectedError\n"
        "try: getattr(Approvals(Path(sys.argv[1]), b'key'), sys.argv[2])(sys.argv[3], sys.argv[2], 1_000.0)\n"
        "except PlanRejectedError: sys.exit(3)\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), how, plan.id])  # noqa: S603 - our own
        for how in ("approve", "decline", "approve", "decline")
    ]
    codes = [each.wait() for each in started]
    assert set(codes) <= {0, 3}
    assert 0 in codes
    if 0 in (codes[1], codes[3]):
        assert (approvals.approved_by(plan), approvals.declined_by(plan)) == ("", "decline")
    else:
        assert (approvals.approved_by(plan), approvals.declined_by(plan)) == ("approve", "")
