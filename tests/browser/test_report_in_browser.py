"""The page of a run's report as people see it, in headless Chromium: nothing is loaded, and nothing is cut off."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser_parts import CHROMIUM, SCRIPT, launched
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect
from report_parts import REPORT

from sdk_core.sync.reports.page import write_page
from sdk_core.sync.reports.report import RunReport

if CHROMIUM is None:
    pytest.skip("there is no Chromium on this machine; install the package chromium", allow_module_level=True)

REASON = f"{SCRIPT} {'a-reason-without-any-space-' * 8}"
WORST = replace(
    REPORT,
    job=SCRIPT,
    target="rows of the one-to-many table RECOMMENDATION_TO_PRODUCT_" + "X" * 60,
    message=REASON,
    notes=(SCRIPT,),
    reasons={"rejected": {REASON: 2}},
    rejected=tuple(replace(REPORT.rejected[0], reason=REASON, row=n) for n in range(1, 40)),
    timeline=tuple((second, 900_000 + second) for second in range(0, 5_000, 7)),
    source_rows=10**10,
    rows={"written": 10**10 - 7, "rejected": 7},
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as started:
        yield started


def shown(browser: Browser, report: RunReport, folder: Path, *, width: int, scheme: str) -> tuple[Page, list[str]]:
    """Open the page of a report; return what the browser complains of and what it requests, too."""
    problems: list[str] = []

    def note_console(message: ConsoleMessage) -> None:
        problems.append(message.text)

    def note_request(request: Request) -> None:
        if request.url != url:
            problems.append(f"a request to {request.url}")

    write_page(folder / "report.html", report)
    url = (folder / "report.html").as_uri()
    dark = scheme == "dark"
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", java_script_enabled=True
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.on("console", note_console)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", note_request)
    page.goto(url)
    return page, problems


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("report", [REPORT, WORST], ids=["usual", "worst"])
def test_it_fits_and_loads_nothing(
    browser: Browser, report: RunReport, width: int, scheme: str, tmp_path: Path
) -> None:
    page, problems = shown(browser, report, tmp_path, width=width, scheme=scheme)
    for each in page.locator("details").all():
        each.locator("> summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("window.harmed") is None
    assert problems == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(18, 22, 21)" if scheme == "dark" else "rgb(246, 246, 243)"), "the style is not applied"
    page.context.close()


def test_charts_are_drawn_and_named(browser: Browser, tmp_path: Path) -> None:
    page, problems = shown(browser, REPORT, tmp_path, width=1280, scheme="light")
    expect(page.get_by_role("img", name="Rows per second over the run")).to_be_visible()
    expect(page.get_by_role("img", name="Rows of the source by how they ended")).to_be_visible()
    columns = page.locator(".column rect.written")
    heights = [each.bounding_box() for each in columns.all()]
    assert len(heights) == 9
    drawn = [box["height"] if box else 0 for box in heights]
    assert drawn[7] > drawn[1] > drawn[0] > 0
    parts = page.locator("svg:has(#rows-title) .part rect")
    assert parts.count() == 5
    assert all((box := each.bounding_box()) and box["width"] > 3 for each in parts.all())
    page.context.close()
    assert problems == []


def test_tables_have_their_headers_for_those_who_hear_them_also_in_a_narrow_window(
    browser: Browser, tmp_path: Path
) -> None:
    page, problems = shown(browser, REPORT, tmp_path, width=390, scheme="light")
    expect(page.get_by_role("rowheader", name="row 12")).to_be_attached()
    expect(page.get_by_role("columnheader", name="Dead letter")).to_be_attached()
    page.context.close()
    assert problems == []
