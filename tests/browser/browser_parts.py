"""A headless Chromium, and pages in it that note what the browser complains of, for the tests of any API's pages."""

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
"""Debian's package `chromium`, or another that is installed; None where there is none."""
INSPECTOR, REFERENCE = "/__admin/inspector", "/__admin/reference"
SCRIPT = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"

expect.set_options(timeout=30_000)  # the machine may be busy with other tests


@contextmanager
def launched() -> Generator[Browser, None, None]:
    """Start the browser, and end it."""
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield started
        started.close()


@contextmanager
def opened(browser: Browser, url: str, problems: list[str]) -> Generator[Page, None, None]:
    """Open an empty page.

    Args:
        browser: Where.
        url: Of the mock; paths are below it.
        problems: Takes what the browser complains of, and requests to other hosts. There must be none at the end.
    """

    def note_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            problems.append(message.text)

    def note_request(request: Request) -> None:
        if not request.url.startswith((f"{url}/", "data:")):
            problems.append(f"a request to {request.url}")

    context = browser.new_context(base_url=url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)  # so
    page = context.new_page()
    page.on("console", note_console)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", note_request)
    yield page
    context.close()
    assert problems == []


def is_narrow_enough(page: Page, width: int) -> bool:
    """Tell whether all of a page is read in a window of this width without moving it sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
