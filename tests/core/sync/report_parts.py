"""Reports for the tests of reports: a plain one, and any there may be."""

from typing import get_args

from hypothesis import strategies as st

from sdk_core.sync.model.rows import Change, RowState
from sdk_core.sync.reports.report import End, Rejected, RunReport, StepReport

REPORT = RunReport(
    run="20260704-223004-7f3a",
    job="customers",
    target="recipients",
    mode="mirror",
    started=1_783_204_204.25,
    ended=1_783_204_213.0,
    end="partly failed",
    message="",
    source_rows=2_240,
    rows={"written": 1_500, "unchanged": 700, "skipped": 37, "rejected": 2, "unknown": 1},
    removed={"written": 12},
    changes={"create": 1_000, "update": 503, "remove": 12},
    reasons={
        "rejected": {"AGE is a NUMBER: give a number": 2},
        "unknown": {"no response came": 1},
        "skipped": {"no consent": 37},
    },
    steps=(StepReport("upsert", 1_503, 2, 1, 3, 8.5), StepReport("remove", 12, 1, 0, 0, 0.2)),
    timeline=((0, 200), (1, 300), (3, 500), (7, 503)),
    rejected=(
        Rejected("a1b2c3d4e5f60718", 12, "rejected", "AGE is a NUMBER: give a number"),
        Rejected("b1b2c3d4e5f60718", None, "unknown", "no response came"),
    ),
    calls_used=412,
    calls_limit=15_000,
    forced=("max_removals",),
    notes=("The mapping changed, so all rows were sent again.",),
    resumed=1,
    is_planned=True,
    can_be_undone=True,
)

_texts = st.text(st.characters(), max_size=30)
_counts = st.integers(0, 10**9)
_seconds = st.floats(0, 4e9, allow_nan=False)
_states = st.dictionaries(st.sampled_from([str(each) for each in RowState]), _counts)


@st.composite
def reports(draw: st.DrawFn) -> RunReport:
    """Draw a report whose rows add up, of texts that may hold anything."""
    rows = draw(_states)
    started = draw(_seconds)
    return RunReport(
        run=draw(_texts),
        job=draw(_texts),
        target=draw(_texts),
        mode=draw(_texts),
        started=started,
        ended=started + draw(st.floats(0, 1e6)),
        end=draw(st.sampled_from(get_args(End))),
        message=draw(_texts),
        source_rows=sum(rows.values()),
        rows=rows,
        removed=draw(_states),
        changes=draw(st.dictionaries(st.sampled_from([str(each) for each in Change]), _counts)),
        reasons=draw(
            st.dictionaries(
                st.sampled_from([str(each) for each in RowState]), st.dictionaries(_texts, _counts, max_size=12)
            )
        ),
        steps=tuple(draw(st.lists(st.builds(StepReport, _texts, *[_counts] * 4, _seconds), max_size=3))),
        timeline=tuple(draw(st.lists(st.tuples(st.integers(0, 10**6), _counts), max_size=20))),
        rejected=tuple(
            draw(
                st.lists(
                    st.builds(Rejected, _texts, st.none() | _counts, _texts, _texts), max_size=draw(st.integers(0, 40))
                )
            )
        ),
        calls_used=draw(st.none() | _counts),
        calls_limit=draw(st.none() | _counts),
        forced=tuple(draw(st.lists(_texts, max_size=2))),
        notes=tuple(draw(st.lists(_texts, max_size=2))),
        resumed=draw(_counts),
        is_planned=draw(st.booleans()),
        undoes=draw(_texts),
        can_be_undone=draw(st.booleans()),
    )
