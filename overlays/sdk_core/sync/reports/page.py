"""A report as one HTML page for people: no script, and nothing that is loaded from anywhere."""

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final

from sdk_core.sync.reports.call_sections import calls_section, changes_section, day_section
from sdk_core.sync.reports.markup import Content, Markup, element, joined
from sdk_core.sync.reports.reasons_section import reasons_section
from sdk_core.sync.reports.report import End, RunReport
from sdk_core.sync.reports.row_sections import rows_section, timeline_section
from sdk_core.sync.reports.words import calls_of, duration, sentence
from sdk_core.sync.state.private_file import write_private
from sdk_core.wire.counting import counted

SUFFIX: Final = ".html"
_GOOD: Final[frozenset[End]] = frozenset({"done", "nothing to do"})
_BAD: Final[frozenset[End]] = frozenset({"failed", "guard stopped"})
_SHORT: Final = 1.0
"""Seconds below which no speed is shown."""


def page(report: RunReport) -> str:
    """Return the page of a report.

    Args:
        report: what became of a run. Texts of it are escaped, whatever they hold.
    """
    style = files("sdk_core.sync.reports").joinpath("static/report.css").read_text("utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    title = f"{report.job}: {report.end}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element(
            "meta",
            http_equiv="Content-Security-Policy",
            content=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        ),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"Sync report of {title}"),
        element("style", Markup(style)),
    )
    body = element("body", element("main", _top(report), *_sections(report), _facts(report)))
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en')}\n"


def write_page(path: Path, report: RunReport) -> None:
    """Write the page of a report, whole or not at all, so that only its owner may read it.

    Args:
        path: the file, which is replaced; its folder is there.
        report: what is shown.

    Raises:
        OSError: it cannot be written.
    """
    write_private(path, page(report).encode())


def _top(report: RunReport) -> Markup:
    kind = "good" if report.end in _GOOD else "bad" if report.end in _BAD else "warn"
    what = [element("strong", report.job), " to ", report.target, ", ", report.mode]
    notes = [
        *(
            _note("warn", element("strong", "Forced: "), f"the guard {each} was passed by --force.")
            for each in report.forced
        ),
        *(_note("", each) for each in report.notes),
    ]
    message = report.message and _note(kind, element("strong", "Why: "), report.message)
    undo = _note("", f"It undid the run {report.undoes}.") if report.undoes else None
    return element(
        "header",
        element("p", element("span", report.end, class_=f"badge {kind}"), element("span", *what), class_="what"),
        element("h1", sentence(report)),
        element("p", _when(report), class_="quiet"),
        message or None,
        undo,
        element("div", *notes, class_="notes") if notes else None,
        _figures(report),
    )


def _note(kind: str, *content: Content) -> Markup:
    return element("p", *content, class_=f"note {kind}".strip())


def _figures(report: RunReport) -> Markup:
    """Return the four numbers that people ask for first."""
    seconds = max(report.ended - report.started, 0.0)
    rows = sum(number for _, number in report.timeline)
    pairs = [
        ("rows of the source", f"{report.source_rows:,}"),
        ("calls to write", f"{calls_of(report):,}"),
        ("time", duration(seconds)),
    ]
    if rows and seconds >= _SHORT:
        pairs.append(("rows per second", f"{rows / seconds:,.0f}"))
    return element(
        "dl",
        *(element("div", element("dt", name), element("dd", value)) for name, value in pairs),
        class_="figures",
    )


def _sections(report: RunReport) -> list[Content]:
    sides = [calls_section(report), changes_section(report)]
    left = element("div", *sides) if any(sides) else None
    return [
        rows_section(report),
        timeline_section(report),
        element("div", left, element("div", day_section(report)), class_="sides"),
        reasons_section(report),
    ]


def _facts(report: RunReport) -> Markup:
    pairs = [
        ("Run", report.run),
        ("Job", report.job),
        ("Target", report.target),
        ("Mode", report.mode),
        ("Started", _moment(report.started)),
        ("Ended", _moment(report.ended)),
    ]
    if report.is_planned or report.changes or any(report.rows.values()):  # else it ended before it had a plan
        pairs += [
            ("Plan", "a plan file that was made before" if report.is_planned else "made by the run"),
            ("Undo", "prior values were kept" if report.can_be_undone else "no prior values were kept"),
        ]
    if report.resumed:
        pairs.append(("Resumed", counted(report.resumed, "time")))
    inner = joined(joined((element("dt", name), element("dd", value))) for name, value in pairs)
    return element("footer", element("h2", "This run"), element("dl", inner, class_="facts"))


def _when(report: RunReport) -> str:
    return f"{_moment(report.started)}, in {duration(max(report.ended - report.started, 0.0))}"


def _moment(seconds: float) -> str:
    """Return a moment in UTC, which everybody can compute with; a page does not know where it is read."""
    try:
        found = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):  # no clock shows such
        return f"{seconds:,.0f} seconds after 1970"
    return f"{found:%A}, {found.day} {found:%B} {found.year}, {found:%H:%M:%S} UTC"
