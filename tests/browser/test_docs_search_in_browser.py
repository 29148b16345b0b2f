"""The search of the documentation site works on pages that are opened from a disk, where browsers start no worker."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_parts import CHROMIUM, launched
from playwright.sync_api import Browser, expect

from generator.site import finishing

if CHROMIUM is None:
    pytest.skip("there is no Chromium on this machine; install the package chromium", allow_module_level=True)

PAGE = """<!doctype html><body><p></p><script src="frame_worker.js"></script><script>
const told = [], worker = new Worker("%s"), sent = { n: 1 }
const show = (text) => { told.push(text); document.querySelector("p").textContent = told.join(" ") }
worker.onmessage = ({ data }) => { show("on:" + data.n); if (data.n === "ready") worker.postMessage(sent) }
worker.onerror = () => show("failed")
worker.addEventListener("message", ({ data }) => show("heard:" + data.n + ", mine:" + sent.n))
</script></body>"""
WORKERS = {
    "by property": "onmessage = ({ data }) => { data.n += 1; postMessage(data) }; self.postMessage({ n: 'ready' })",
    "by listener": (
        "addEventListener('message', ({ data }) => { data.n += 1; postMessage(data) }); postMessage({ n: 'ready' })"
    ),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as started:
        yield started


def written(folder: Path, worker: str) -> str:
    """Write a page that speaks with a worker; return its URL on the disk."""
    shutil.copyfile(Path(finishing.__file__).with_name(finishing.WORKER), folder / "frame_worker.js")
    (folder / "index.html").write_text(PAGE % worker, "utf-8")
    return (folder / "index.html").as_uri()


@pytest.mark.parametrize("kind", WORKERS)
def test_a_worker_gets_and_sends_copies_from_a_disk(browser: Browser, tmp_path: Path, kind: str) -> None:
    (tmp_path / "work.js").write_text(WORKERS[kind], "utf-8")
    page = browser.new_page()
    page.goto(written(tmp_path, "work.js"))
    # What the worker changed was its own copy.
    expect(page.locator("p")).to_have_text("on:ready heard:ready, mine:1 on:2 heard:2, mine:1")
    page.close()


def test_a_worker_that_is_not_there_is_an_error(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(written(tmp_path, "nowhere.js"))
    expect(page.locator("p")).to_have_text("failed")
    page.close()


def test_a_worker_that_was_ended_leaves_nothing(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "work.js").write_text(WORKERS["by property"], "utf-8")
    page = browser.new_page()
    page.goto(written(tmp_path, "work.js"))
    expect(page.locator("p")).to_contain_text("on:2")
    assert page.locator("iframe").count() == 1
    page.evaluate("worker.terminate(); worker.postMessage({ n: 7 }); worker.terminate()")
    assert page.locator("iframe").count() == 0
    page.close()
