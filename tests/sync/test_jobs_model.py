"""Jobs against a model: whatever the sources, faults, kills and orders, the instance holds what the reports say.

The model knows what others wrote, and what the job is known to have written or added. After each run every row of the
source is in one state, rows that count as written or unchanged are there as the source has them, and nobody is removed
whom the job did not add.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from jobs_parts import PANEL, PEOPLE, Killed, World, job, killed_at, person

from agillic import Agillic, skip_waits
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalServer
from sdk_core.mock.faults import FaultMembers
from sdk_core.sync.model.errors import PlanError
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.results import Planned
from sdk_core.wire.errors import ApiError

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
NAMES = ("ada", "bea", "cid", "dan", "eva")
OTHERS = ("xia", "ada")
FAULTS: tuple[FaultMembers, ...] = (
    {"connection_reset": "after"},
    {"connection_reset": "before"},
    {"status": 503, "retry_after": 0},
    {"status": 429},
    {"truncate": True},
    {"malformed": True},
    {"connection_reset": "after", "times": 50},
    {"connection_reset": "before", "times": 50},
    {"status": 500, "times": 50},
)
WRITES = ("batchUpsertRecipients", "addToStaticTargetGroup", "removeFromStaticTargetGroup", "createRecipient", None)
UNGUARDED = {"min_rows": 0, "max_removals": 100, "max_removals_percent": 100, "max_shrink_percent": 100}
MODES: dict[str, dict[str, Any]] = {
    "upsert": job(PEOPLE, run={"keep_before": True}),
    "insert": job(PEOPLE, name="insert", target={"mode": "insert"}),
    "update": job(PEOPLE, name="update", target={"mode": "update"}),
    "mirror": job(PANEL, mapping=PEOPLE["mapping"], guards=UNGUARDED),
    "consent": job(
        PANEL, name="consent", mapping=PEOPLE["mapping"], guards=UNGUARDED, consent={"column": "ok", "yes": ["yes"]}
    ),
}
MIRRORS = {"mirror", "consent"}
ages = st.sampled_from([1, 2, 3, 3, "many", None])
consents = st.sampled_from(["yes", "yes", "no", None])
sources = st.lists(st.tuples(st.sampled_from((*NAMES, "")), ages, consents), max_size=7)


class Jobs(RuleBasedStateMachine):
    """One job, run again and again over sources that change."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.stack = ExitStack()
        self.rows: list[dict[str, object]] = []
        self.by_others: set[str] = set()
        self.plans: list[Planned] = []
        self.runs: list[str] = []
        self.died = self.touched = self.is_settled = False
        self.willing: set[str] = set()

    @initialize(mode=st.sampled_from([*MODES]), others=st.sets(st.sampled_from(OTHERS)))
    def start(self, mode: str, others: set[str]) -> None:
        self.mode, self.values = mode, MODES[mode]
        server = self.stack.enter_context(LocalServer())
        mock = self.stack.enter_context(server.mock(load_instance()))
        self.stack.enter_context(skip_waits(mock.clock.advance))
        client = self.stack.enter_context(
            Agillic(
                key=mock.key,
                secret=mock.secret,
                base_url=mock.url,
                time_zone="Europe/Copenhagen",
                state_directory=self.folder / "limits",
            )
        )
        self.world = World(mock, client, self.folder)
        for key in self.world.people():
            mock.state.recipients.delete(mock.state.recipients.find(key))
        for name in sorted(others):
            mock.state.recipients.create({"EMAIL": f"{name}@example.com", "AGE": 77})
            mock.state.groups.add("TastingPanel", [f"{name}@example.com"])
        self.by_others = {f"{name}@example.com" for name in others}
        self.job_added: set[str] = set()

    def teardown(self) -> None:
        self.stack.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @rule(source=sources)
    def change_source(self, source: list[tuple[str, object, str | None]]) -> None:
        self.rows = [
            {**person(name or "x", age, ok=ok), **({} if name else {"email": None})} for name, age, ok in source
        ]
        self.willing |= {str(each["email"]) for each in self.rows if each["ok"] == "yes"}
        self.is_settled = False

    @rule(operation=st.sampled_from(WRITES), fault=st.sampled_from(FAULTS))
    def fail_next(self, operation: str | None, fault: FaultMembers) -> None:
        members = fault.copy()
        members["operation"] = operation
        self.is_settled = False
        self.world.mock.faults.add(**members)

    @rule()
    def heal(self) -> None:
        self.world.mock.faults.clear()

    @rule(name=st.sampled_from(NAMES), age=st.sampled_from([3, 88]))
    def somebody_else_writes(self, name: str, age: int) -> None:
        state, email = self.world.mock.state.recipients, f"{name}@example.com"
        state.upsert(email, {"EMAIL": email, "AGE": age}) if email in self.people() else state.create(
            {"EMAIL": email, "AGE": age}
        )
        self.touched = True
        self.is_settled = False

    @rule(options=st.sampled_from([{}, {}, {"full": True}, {"verify": True}]))
    def run(self, options: dict[str, bool]) -> None:
        sent, is_again = self.world.writes(), self.is_settled and not options
        self.attempt(lambda: self.world.run(self.values, self.rows, **options), is_verified=bool(options))
        if is_again:
            assert self.is_settled
            assert self.world.writes() == sent, "what has not changed is not sent"

    @rule(at=st.integers(1, 12))
    def run_and_die(self, at: int) -> None:
        self.is_settled = False
        try:
            self.world.run(self.values, self.rows, after_write=killed_at(at))
        except Killed:
            self.died = True
        except ApiError:
            pass
        else:
            self.died = False

    @rule()
    def retry(self) -> None:
        self.attempt(lambda: self.world.retry(self.values, self.rows))

    @rule()
    def make_plan(self) -> None:
        sent = self.world.writes()
        with suppress(ApiError):
            self.plans.append(self.world.plan(self.values, self.rows))
        assert self.world.writes() == sent

    @precondition(lambda self: self.plans)
    @rule(stale=st.sampled_from(["stop", "skip"]))
    def run_plan(self, stale: str) -> None:
        planned = self.plans.pop()
        self.is_settled = False
        try:
            self.attempt(lambda: self.world.run(self.values, plan=planned.path, stale=stale), is_planned=True)
        except PlanError as error:
            assert "stale" in str(error)  # noqa: PT017 - the only reason there can be

    @precondition(lambda self: self.runs and self.mode in {"upsert", *MIRRORS})
    @rule()
    def undo_last(self) -> None:
        if self.died:
            return
        self.is_settled = False
        try:
            planned = self.world.undo(self.values, self.runs.pop())
            before = self.people()
            report = self.world.run(self.values, plan=planned.path, stale="skip")
        except ApiError:
            return
        assert sum(report.rows.values()) == report.source_rows
        assert self.by_others & before.keys() <= self.people().keys(), "an undo deletes nobody who was there"

    def attempt(self, run: Callable[[], RunReport], *, is_verified: bool = False, is_planned: bool = False) -> None:
        before = self.people()
        panel = self.panel()
        self.is_settled = False
        try:
            report = run()
        except ApiError:
            return  # what it binds to could not be read
        self.died = False
        assert sum(report.rows.values()) == report.source_rows, report
        assert sum(map(sum, (each.values() for each in report.reasons.values()))) <= report.source_rows
        self.runs = [report.run] if report.can_be_undone and report.end == "done" else []
        now = self.people()
        if self.mode == "insert":
            assert all(now[key] == value for key, value in before.items()), "an insert changes nobody who was there"
        if self.mode == "update":
            assert now.keys() == before.keys(), "an update creates nobody"
        if self.mode in MIRRORS:
            assert self.by_others_only() & panel <= self.panel(), "whom others added stays"
        is_over = report.end in {"done", "partly failed", "nothing to do"}
        letters = self.world.letters(self.values)
        assert {each.letter for each in report.rejected} <= {each.id for each in letters}, "each waits as a dead letter"
        if is_over and not is_planned and not report.resumed:
            self.check_over(report, now, is_verified=is_verified)
            self.is_settled = report.end != "partly failed" and not report.rows["skipped"]

    def check_over(self, report: RunReport, now: dict[str, dict[str, str]], *, is_verified: bool) -> None:
        """Check a run of all rows that came to its end: what was neither rejected nor left out is there as it says."""
        if any("retry" in reason for reason in report.reasons.get("skipped", {})):
            return  # it left out rows that may differ
        failed = {each.row for each in report.rejected}
        assert len(failed) == report.rows["rejected"] + report.rows["unknown"]
        numbered = [(number, row) for number, row in enumerate(self.rows, 1) if row["email"]]
        # Of rows with one key the last one that can be written counts.
        last = {str(row["email"]): (number, row) for number, row in numbered if row["age"] != "many"}
        good = {key: row for key, (number, row) in last.items() if number not in failed}
        assert report.rows["written"] + report.rows["unchanged"] == len(good)
        assert good.keys() <= now.keys()
        if is_verified or not self.touched:
            ages = {key: str(row["age"]) for key, row in good.items() if row["age"] is not None}
            assert ages == {key: now[key]["AGE"] for key in ages}
        waiting = {str(each.values.get("EMAIL")) for each in self.world.letters(self.values)}
        assert not waiting & good.keys(), "what was written waits no more"
        if self.mode in MIRRORS:
            wanted = {key for key, row in good.items() if self.mode == "mirror" or row["ok"] == "yes"}
            assert wanted <= self.panel()
            self.job_added |= wanted
            if report.end != "partly failed":
                kept = wanted if self.mode == "consent" else {str(row["email"]) for _, row in numbered}
                assert not self.panel() - kept - self.by_others, "whom the job added and should not have is out"

    def by_others_only(self) -> set[str]:
        """Return whom others added, and the job never did."""
        return self.by_others - {str(each["email"]) for each in self.rows} - self.job_added

    def people(self) -> dict[str, dict[str, str]]:
        """Return what the mock holds of recipients, past its faults."""
        state = self.world.mock.state.recipients
        found: dict[str, dict[str, str]] = {}
        for name in {*NAMES, *OTHERS, "x"}:
            if (number := state.number_of(f"{name}@example.com")) is not None:
                (values,) = state.read_many([number], ["EMAIL", "FIRSTNAME", "AGE"])
                found[values["EMAIL"]] = {each: values[each] for each in ("FIRSTNAME", "AGE") if values.get(each)}
        return found

    def panel(self) -> set[str]:
        groups, people = self.world.mock.state.groups, self.world.mock.state.recipients
        return {
            each for each in self.people() if "TastingPanel" in {group.name for group in groups.of(people.find(each))}
        }

    @invariant()
    def nobody_is_added_without_consent(self) -> None:
        if hasattr(self, "mode") and self.mode == "consent":
            assert self.panel() <= self.by_others | self.willing

    @invariant()
    def nobody_is_lost(self) -> None:
        if hasattr(self, "mode"):
            assert self.by_others <= self.people().keys()


Jobs.TestCase.settings = settings(max_examples=300 if LONG else 6, stateful_step_count=14, deadline=None)
TestJobs = Jobs.TestCase
