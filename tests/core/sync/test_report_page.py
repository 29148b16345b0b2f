"""The page of a report: whole HTML that escapes everything, loads nothing, and shows all numbers."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_parts import REPORT, reports

from sdk_core.sync.reports.charts import columns_of, nice_top
from sdk_core.sync.reports.page import page, write_page
from sdk_core.sync.reports.report import RunReport, StepReport
from sdk_core.sync.reports.timeline import coarse
from sdk_core.sync.reports.words import sentence

STYLE = files("sdk_core.sync.reports").joinpath("static/report.css").read_text("utf-8")
VOID: Final = {"meta", "br"}
LOADING: Final = {"src", "href", "action", "data", "srcset", "poster", "style"}


class Read(HTMLParser):
    """Reads a page: texts, and what is not as it should be."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: Counter[str] = Counter()
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.unnamed = 0
        self.loads: list[str] = []
        self.wrong: list[str] = []
        self.texts: list[str] = []
        self.headings: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.seen[tag] += 1
        self.loads += [name for name in values if name in LOADING or name.startswith("on")]
        self.ids += [str(values["id"])] if "id" in values else []
        self.labels += str(values.get("aria-labelledby", "")).split()
        if tag == "svg" and "aria-hidden" not in values and values.get("role") != "img":
            self.unnamed += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ""
        if inside == "h1":
            self.headings.append(data)
        if inside != "style" and data.strip():
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)


@given(reports())
def test_any_report_is_a_page_that_is_whole_and_loads_nothing(report: RunReport) -> None:
    text = page(report)
    text.encode()
    read = Read(text)
    assert read.wrong == []
    assert read.open == []
    assert read.loads == []
    assert read.seen.keys() & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "a"} == set()
    assert not re.search(r"url\(|@import|https?:", STYLE)
    assert len(read.ids) == len({*read.ids}), "an id is there twice"
    assert {*read.labels} <= {*read.ids}
    assert read.unnamed == 0
    assert read.seen["h1"] == read.seen["html"] == read.seen["main"] == 1


@given(reports())
def test_the_counts_that_are_shown_add_up(report: RunReport) -> None:
    read = Read(page(report))
    counts = [count for count in report.rows.values() if count]
    if not counts:
        assert "accounted for" not in read.text
        return
    shown = read.text.partition("accounted for: ")[2].partition(" of the source.")[0]
    parts, _, total = shown.removesuffix(" rows").removesuffix(" row").partition(" = ")
    numbers = [int(each.replace(",", "")) for each in parts.split(" + ")]
    assert sum(numbers) == report.source_rows == int(total.replace(",", ""))
    assert sorted(numbers) == sorted(counts)


HAS: Final = "The source has 2,240 rows."
HARM: Final = "</style></title><script>harm()</script><img src=x onerror=harm()>\"'>&lt;"


def test_what_somebody_else_wrote_is_text() -> None:
    step = replace(REPORT.steps[0], step=HARM)
    row = replace(REPORT.rejected[0], reason=HARM, state=HARM, letter=HARM)
    report = replace(
        REPORT,
        run=HARM,
        job=HARM,
        target=HARM,
        mode=HARM,
        message=HARM,
        undoes=HARM,
        forced=(HARM,),
        notes=(HARM,),
        steps=(step,),
        rejected=(row,),
        rows={**REPORT.rows, HARM: 0},
        removed={HARM: 3},
        reasons={"rejected": {HARM: 2}, HARM: {HARM: 1}},
    )
    read = Read(page(report))
    assert read.wrong == []
    assert read.loads == []
    assert not read.seen.keys() & {"script", "img"}
    assert read.seen["style"] == 1
    assert read.text.count(HARM) > 14


def test_what_turns_the_direction_of_writing_or_cannot_be_encoded_is_marked() -> None:
    text = page(replace(REPORT, job="a\u202eb\x00c\ud800d"))
    assert "a\ufffdb\ufffdc\ufffdd" in text


def test_what_happened_stands_first_in_one_sentence() -> None:
    read = Read(page(REPORT))
    (heading,) = read.headings
    rows = "Of 2,240 rows, 1,500 were written, 700 are unchanged, 37 were skipped, 2 were rejected and 1 is unknown"
    assert heading == f"{rows}; 12 items were removed."


def test_rows_that_do_not_add_up_are_said_so() -> None:
    text = Read(page(replace(REPORT, source_rows=2_241))).text
    assert "The rows do not add up: 1,500 + 700 + 37 + 2 + 1 = 2,240, but the source has 2,241." in text
    assert "accounted for" not in text


def test_forced_guards_notes_reasons_and_the_first_rows_are_shown() -> None:
    text = Read(page(REPORT)).text
    for part in (
        "the guard max_removals was passed by --force",
        "The mapping changed, so all rows were sent again.",
        "AGE is a NUMBER: give a number",
        "a1b2c3d4e5f60718",
        "The first 2 rows",
        "2.7 % of the 15,000 calls of the day are used",
        "Saturday, 4 July 2026, 22:30:04 UTC",
        "Resumed",
    ):
        assert part in text


def test_long_lists_are_folded() -> None:
    rejected = tuple(replace(REPORT.rejected[0], row=n) for n in range(40))
    reasons = {"rejected": {f"reason {n}": 1 for n in range(11)}}
    text = Read(page(replace(REPORT, rejected=rejected, reasons=reasons))).text
    assert "The first 25 rows" in text
    assert "15 more rows" in text
    assert "3 other reasons" in text


def test_a_run_without_rows_calls_or_a_known_cap_has_no_empty_charts() -> None:
    report = RunReport(run="7", job="j", target="t", mode="upsert", started=0, ended=3, end="failed", message="no key")
    read = Read(page(report))
    assert "The run failed. Nothing was sent." in read.headings
    assert read.seen["svg"] == 0
    assert "daily cap is not known" in read.text
    assert "Calls by step" not in read.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rows": {"written": 2_240}}, "All 2,240 rows were written."),
        ({"source_rows": 1, "rows": {"unchanged": 1}}, "The only row is unchanged."),
        ({"source_rows": 0, "rows": {}, "removed": {"written": 1}}, "The source has no rows; 1 item was removed."),
        ({"end": "guard stopped", "rows": {}}, f"A guard stopped the run before anything was sent. {HAS}"),
        ({"end": "failed", "rows": {}}, "The run failed. What became of 2,240 rows is not known."),
    ],
)
def test_the_sentence_fits_what_happened(change: dict[str, Any], words: str) -> None:
    assert sentence(replace(REPORT, **({"removed": {}} | change))) == words


def test_the_style_is_allowed_and_nothing_else_is() -> None:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page(REPORT))
    assert found is not None
    assert found[1].startswith("default-src &#x27;none&#x27;; style-src &#x27;sha256-")


@given(reports())
def test_a_timeline_keeps_its_rows_in_as_few_columns_as_can_be_told_apart(report: RunReport) -> None:
    columns = columns_of(report.timeline, report.ended - report.started)
    assert sum(each.rows for each in columns) == sum(number for _, number in report.timeline)
    assert len(columns) <= 120
    assert [each.start for each in columns[1:]] == [each.start + each.seconds for each in columns[:-1]]
    highest = max((each.rate for each in columns), default=0.0)
    assert nice_top(highest) >= highest


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=50), st.integers(1, 40))
def test_a_timeline_that_is_too_long_for_a_report_loses_no_row(timeline: list[tuple[int, int]], most: int) -> None:
    found = coarse(timeline, most)
    assert len(found) <= most
    assert sum(number for _, number in found) == sum(number for _, number in timeline)
    assert [second for second, _ in found] == sorted({second for second, _ in found})


def test_a_timeline_that_is_short_enough_stays_as_it_is() -> None:
    timeline = tuple((second, second % 7) for second in range(0, 3_600, 2))
    assert coarse(timeline) == timeline
    longer = coarse([(second, 1_000) for second in range(36_000)])
    assert {each.rate for each in columns_of(longer, 36_000)} == {1_000.0}, "a longer one is drawn as it was"


def test_a_small_part_of_a_large_bar_can_be_seen() -> None:
    report = replace(REPORT, source_rows=10**6, rows={"written": 10**6 - 1, "rejected": 1})
    widths = [float(each) for each in re.findall(r'width="([\d.]+)%" height="34"', page(report))]
    assert widths[0] == 100, "the chart's own"
    assert min(widths[1:3]) >= 1
    assert sum(widths[1:3]) == pytest.approx(100)


def test_a_step_with_nothing_to_do_is_left_out() -> None:
    done, idle = StepReport("upsert", 5, 1), StepReport("idle step", 0)
    assert "idle step" not in Read(page(replace(REPORT, steps=(done, idle)))).text
    assert "Calls by step" not in Read(page(replace(REPORT, steps=(idle,)))).text


def test_many_steps_have_charts_of_their_own() -> None:
    steps = tuple(StepReport(f"step {n}", n + 1, n) for n in range(4))
    read = Read(page(replace(REPORT, steps=steps)))
    assert {f"step-{n}-title" for n in range(4)} <= {*read.ids}


def test_the_page_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_page(tmp_path / "r.html", REPORT)
    assert (tmp_path / "r.html").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "r.html").read_text("utf-8") == page(REPORT)


def luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colors_have_the_contrast_of_wcag(scheme: int) -> None:
    block = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[scheme]
    colors: dict[str, str] = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    texts = [(ink, ground) for ink in ("ink", "quiet") for ground in ("paper", "ground")]
    texts += [(kind, f"{kind}-soft") for kind in ("good", "warn", "bad")]
    states = ["written", "unchanged", "skipped", "rejected", "unknown"]
    low = {pair: contrast(colors[pair[0]], colors[pair[1]]) for pair in texts}
    low |= {("on-bar", state): contrast(colors["on-bar"], colors[state]) for state in states}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}
    graphics = {state: contrast(colors[state], colors["paper"]) for state in states}
    assert {state: ratio for state, ratio in graphics.items() if ratio < 3} == {}
