"""A write is run as it was planned: once, in time, by its agent, and by whom the policy says confirmed."""

import json
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from sdk_core.agents.policy.model import CONFIRMATIONS, Confirmation
from sdk_core.agents.writes.approvals import Approvals
from sdk_core.agents.writes.plans import LIFETIME, PlanRejectedError, WritePlan, WritePlans, digest_of

ARGUMENTS = {"body": {"group": "A", "ids": ["ada@example.com"]}}


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def plans(clock: Clock) -> WritePlans:
    return WritePlans(now=clock, key=b"key")


def add(plans: WritePlans, confirmation: Confirmation = "token", agent: str = "helper") -> WritePlan:
    return plans.add(agent, "tiny", "moveThing", ARGUMENTS, people=1, confirmation=confirmation)


def test_the_token_of_a_plan_runs_it_once(plans: WritePlans) -> None:
    plan = add(plans)
    token = plans.token(plan)
    assert plans.take(plan.id, "helper", token=token).arguments == ARGUMENTS
    with pytest.raises(PlanRejectedError, match="was run already"):
        plans.take(plan.id, "helper", token=token)


def test_tokens_of_other_plans_and_made_up_ones_do_not(plans: WritePlans, clock: Clock) -> None:
    plan, other = add(plans), add(plans)
    for token in (plans.token(other), "0" * 64, "ø", WritePlans(now=clock, key=b"other").token(plan)):
        with pytest.raises(PlanRejectedError, match="not that of this plan"):
            plans.take(plan.id, "helper", token=token)
    assert plans.take(plan.id, "helper", token=plans.token(plan)) == plan


def test_a_plan_has_its_time(plans: WritePlans, clock: Clock) -> None:
    plan = add(plans)
    clock.now += LIFETIME
    with pytest.raises(PlanRejectedError, match="over 10 minutes old"):
        plans.take(plan.id, "helper", token=plans.token(plan))


def test_the_plans_of_another_agent_are_not_there(plans: WritePlans) -> None:
    plan = add(plans, agent="other")
    with pytest.raises(PlanRejectedError, match="not known here"):
        plans.take(plan.id, "helper", token=plans.token(plan), is_agreed=True)
    assert plans.take(plan.id, "other", token=plans.token(plan)) == plan


@pytest.mark.parametrize("confirmation", CONFIRMATIONS)
@pytest.mark.parametrize("by", ["nobody", "token", "agreement"])
def test_each_confirmation_takes_what_it_says(plans: WritePlans, confirmation: Confirmation, by: str) -> None:
    plan = add(plans, confirmation)
    enough = {
        "none": {"nobody", "token", "agreement"},
        "token": {"token", "agreement"},
        "ask": {"token", "agreement"},
        "person": {"agreement"},
        "approval": {"agreement"},
    }
    token = plans.token(plan) if by == "token" else ""
    if by in enough[confirmation]:
        assert plans.take(plan.id, "helper", token=token, is_agreed=by == "agreement") == plan
        return
    with pytest.raises(PlanRejectedError):
        plans.take(plan.id, "helper", token=token, is_agreed=by == "agreement")
    assert plans.get(plan.id, "helper") == plan  # a failed attempt uses nothing up


def test_of_many_at_once_one_runs_it(plans: WritePlans) -> None:
    plan = add(plans)
    taken: list[WritePlan] = []
    ready = threading.Barrier(8)

    def take() -> None:
        ready.wait()
        try:
            taken.append(plans.take(plan.id, "helper", token=plans.token(plan)))
        except PlanRejectedError:
            return

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == [plan]


def test_plans_are_bounded_in_number(plans: WritePlans) -> None:
    first = add(plans)
    *_, last = [add(plans) for _ in range(1_000)]
    with pytest.raises(PlanRejectedError):
        plans.get(first.id, "helper")
    assert plans.get(last.id, "helper") == last


def test_arguments_are_not_in_the_repr_of_a_plan(plans: WritePlans) -> None:
    assert "ada@example.com" not in repr(add(plans))
    assert digest_of({"a": [1, {"c": 2, "b": 3}]}) == digest_of({"a": [1, {"b": 3, "c": 2}]})
    assert digest_of({"a": [1, 2]}) != digest_of({"a": [2, 1]})


def test_an_approval_from_outside_counts_for_its_plan_alone(plans: WritePlans, tmp_path: Path, clock: Clock) -> None:
    approvals = Approvals(tmp_path / "approvals", b"key")
    plan, other = add(plans, "approval"), add(plans, "approval")
    approvals.ask(plan, "moves one thing")
    approvals.ask(other, "moves another")
    assert {each.text for each in approvals.waiting(clock.now)} == {"moves one thing", "moves another"}
    assert approvals.approved_by(plan) == ""
    command = Approvals(tmp_path / "approvals", b"key")  # another process
    assert command.approve(plan.id, "ops", clock.now).text == "moves one thing"
    assert (approvals.approved_by(plan), approvals.approved_by(other)) == ("ops", "")
    assert [each.id for each in approvals.waiting(clock.now)] == [other.id]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in (tmp_path / "approvals").iterdir())


def test_an_approval_without_the_key_or_of_other_arguments_counts_for_nothing(
    plans: WritePlans, tmp_path: Path, clock: Clock
) -> None:
    approvals = Approvals(tmp_path, b"key")
    plan, other = add(plans, "approval"), add(plans, "approval")
    for each in (plan, other):
        approvals.ask(each, "moves")
    stranger = Approvals(tmp_path, b"another key")
    with pytest.raises(PlanRejectedError, match="is not as the server has written it, or its key was changed since"):
        stranger.approve(plan.id, "agent", clock.now)
    stranger.ask(plan, "moves")
    stranger.approve(plan.id, "agent", clock.now)
    assert approvals.approved_by(plan) == ""
    approvals.ask(plan, "moves")
    approvals.approve(other.id, "ops", clock.now)
    (tmp_path / f"{plan.id}.approved").write_bytes((tmp_path / f"{other.id}.approved").read_bytes())
    assert approvals.approved_by(plan) == ""
    found = json.loads((tmp_path / f"{other.id}.approved").read_bytes())
    (tmp_path / f"{other.id}.approved").write_text(json.dumps(found | {"by": "somebody else"}))
    assert approvals.approved_by(other) == ""


@pytest.mark.parametrize(
    "change",
    [
        {"text": "reads one thing"},
        {"agent": "other"},
        {"operation": "countThings"},
        {"api": "other"},
        {"digest": "0" * 64},
        {"expires": 9e9},
        {"signature": "0" * 64},
        {"signature": None},
        {"signature": "ø\ud800"},
        {"by": "somebody"},
    ],
    ids=str,
)
def test_a_plan_that_somebody_has_edited_is_neither_shown_nor_approved(
    change: dict[str, object], plans: WritePlans, tmp_path: Path, clock: Clock
) -> None:
    approvals, plan = Approvals(tmp_path, b"key"), add(plans, "approval")
    approvals.ask(plan, "moves one thing")
    path = tmp_path / f"{plan.id}.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | change))
    assert approvals.waiting(clock.now) == []
    with pytest.raises(PlanRejectedError, match=f"{plan.id}.json is not as the server has written it"):
        approvals.approve(plan.id, "ops", clock.now)
    assert approvals.approved_by(plan) == ""


def test_the_request_of_one_plan_is_none_of_another(plans: WritePlans, tmp_path: Path, clock: Clock) -> None:
    approvals, harmless, other = Approvals(tmp_path, b"key"), add(plans, "approval"), add(plans, "approval")
    for each, text in ((harmless, "reads one thing"), (other, "deletes all")):
        approvals.ask(each, text)
    (tmp_path / f"{other.id}.json").write_bytes((tmp_path / f"{harmless.id}.json").read_bytes())
    assert [each.id for each in approvals.waiting(clock.now)] == [harmless.id]
    with pytest.raises(PlanRejectedError, match="is not as the server has written it"):
        approvals.approve(other.id, "ops", clock.now)


def test_an_approval_that_is_put_back_runs_nothing_again(plans: WritePlans, tmp_path: Path, clock: Clock) -> None:
    approvals, plan = Approvals(tmp_path, b"key"), add(plans, "approval")
    approvals.ask(plan, "moves one thing")
    approvals.approve(plan.id, "ops", clock.now)
    backup = {path: path.read_bytes() for path in tmp_path.iterdir()}
    plans.take(plan.id, "helper", is_agreed=bool(approvals.approved_by(plan)))
    for path, content in backup.items():
        path.write_bytes(content)
    with pytest.raises(PlanRejectedError, match="was run already"):
        plans.take(plan.id, "helper", is_agreed=bool(approvals.approved_by(plan)))
    again = add(plans, "approval")
    (tmp_path / f"{again.id}.approved").write_bytes(backup[tmp_path / f"{plan.id}.approved"])
    assert approvals.approved_by(again) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders, and links need a right")
class TestOtherThanFiles:
    def put(self, path: Path, kind: str) -> None:
        content = path.read_bytes()
        path.unlink()
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "folder":
            path.mkdir()
        elif kind == "endless":
            path.symlink_to("/dev/zero")
        else:
            path.with_suffix(".elsewhere").write_bytes(content)
            path.symlink_to(path.with_suffix(".elsewhere"))

    @pytest.mark.parametrize("kind", ["pipe", "folder", "endless", "link"])
    def test_in_their_place_nobody_waits_and_nothing_counts(
        self, kind: str, plans: WritePlans, tmp_path: Path, clock: Clock
    ) -> None:
        approvals, plan, other = Approvals(tmp_path, b"key"), add(plans, "approval"), add(plans, "approval")
        for each in (plan, other):
            approvals.ask(each, "moves one thing")
        approvals.approve(plan.id, "ops", clock.now)
        self.put(tmp_path / f"{plan.id}.approved", kind)
        self.put(tmp_path / f"{other.id}.json", kind)
        assert approvals.approved_by(plan) == ""
        assert approvals.waiting(clock.now) == []
        with pytest.raises(PlanRejectedError, match="is not as the server has written it"):
            approvals.approve(other.id, "ops", clock.now)
        (tmp_path / f"{other.id}.declined").symlink_to("/dev/zero")
        assert approvals.declined_by(other) == "somebody"

    def test_a_folder_that_was_opened_to_all_is_closed_again(self, tmp_path: Path) -> None:
        folder = tmp_path / "approvals"
        Approvals(folder, b"key")
        folder.chmod(0o777)
        Approvals(folder, b"key")
        assert folder.stat().st_mode & 0o777 == 0o700

    def test_a_folder_that_is_a_link_is_not_used(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "approvals").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(PlanRejectedError, match="is a link"):
            Approvals(tmp_path / "approvals", b"key")


def test_of_approvals_and_a_decline_at_once_the_decline_counts(plans: WritePlans, tmp_path: Path, clock: Clock) -> None:
    approvals, plan = Approvals(tmp_path, b"key"), add(plans, "approval")
    approvals.ask(plan, "moves one thing")
    ready = threading.Barrier(3)

    def decide(work: Callable[[str, str, float], object], by: str) -> None:
        ready.wait()
        with suppress(PlanRejectedError):
            work(plan.id, by, clock.now)

    threads = [threading.Thread(target=decide, args=(approvals.approve, by)) for by in ("ada", "bob")]
    threads.append(threading.Thread(target=decide, args=(approvals.decline, "ops")))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    declined, approved = approvals.declined_by(plan), approvals.approved_by(plan)
    assert (declined, approved) == ("ops", "") or (declined == "" and approved in ("ada", "bob"))


def test_what_waits_too_long_is_gone(plans: WritePlans, tmp_path: Path, clock: Clock) -> None:
    approvals = Approvals(tmp_path, b"key")
    approvals.ask(add(plans, "approval"), "moves")
    clock.now += LIFETIME
    assert approvals.waiting(clock.now) == []
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    "id_",
    ["plan-000000000000", "../x", "", "plan-*", "plan-000000000000\n", "/etc/passwd", "a\0b", "x" * 100_000],
    ids=len,
)
def test_only_what_waits_is_approved(tmp_path: Path, id_: str) -> None:
    with pytest.raises(PlanRejectedError, match="waits: it may be too old") as caught:
        Approvals(tmp_path, b"key").approve(id_, "ops", 0.0)
    assert len(str(caught.value)) < 500
    assert list(tmp_path.iterdir()) == []
