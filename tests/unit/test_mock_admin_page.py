"""docs/mock-admin.md has each path of the admin APIs, and its commands are calls that the mocks take."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from conftest import ROOT

from iterable_client.mock.sending.reactions import REACTIONS
from sdk_core.mock.faults import Fault, FaultMembers

if TYPE_CHECKING:
    from agillic.mock.local import LocalMock as AgillicMock
    from iterable_client.mock.local import LocalMock as IterableMock

PAGE = (ROOT / "docs/mock-admin.md").read_text("utf-8")
PORTS = {"8080": "agillic", "8081": "iterable"}
NOTHING_SENT = {"/__admin/clicks": 404, "/__admin/reactions": 404, "/__admin/exports/TOKEN/NAME": 403}
"""Calls of the page that are understood, and ask for what has to be sent first."""


def rows(head: str) -> dict[str, list[str]]:
    """Return the rows of the tables whose first heading is this one, by their first cell."""
    found: dict[str, list[str]] = {}
    for table in re.findall(rf"^\| {head} \|.*\n\|.*\n((?:\|.*\n)+)", PAGE, re.MULTILINE):
        for line in table.splitlines():
            first, *others = (cell.strip() for cell in line.strip("|").split(" | "))
            found[first] = others
    return found


def curls() -> Iterator[tuple[str, str, str, str | None, dict[str, str]]]:
    """Yield the calls of the page by curl: the API, the method, the target, the body and the headers."""
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for line in re.findall(r"^\$ (curl .*)$", block.replace("\\\n", " "), re.MULTILINE):
            words = iter(shlex.split(line)[1:])
            method, target, body, headers = "GET", "", None, dict[str, str]()
            for word in words:
                if word == "-X":
                    method = next(words)
                elif word == "-d":
                    body = next(words)
                elif word == "-H":
                    name, _, value = next(words).partition(": ")
                    headers[name] = value
                else:
                    target = word
            port, path = re.fullmatch(r"localhost:(\d+)(/.*)", target).groups()  # type: ignore[union-attr] # it has both
            yield PORTS[port], method, path, body, headers


def path_of(target: str) -> str:
    """Return the path of the document that a target is of."""
    return re.sub(r"/faults/\d+$", "/faults/{id}", target.partition("?")[0]).replace("TOKEN/NAME", "{token}/{name}")


@pytest.fixture(name="urls")
def _urls(agillic_mock: "AgillicMock", iterable_mock: "IterableMock") -> dict[str, str]:
    return {"agillic": agillic_mock.url, "iterable": iterable_mock.url}


def test_the_page_has_each_path_of_both_mocks_and_no_other(urls: dict[str, str]) -> None:
    there = {
        f"`{method} {path}`"
        for url in urls.values()
        for path, methods in httpx.get(f"{url}/__admin").json().items()
        for method in methods
    }
    assert {*rows("Call")} == there


def test_each_command_of_the_page_is_taken(urls: dict[str, str]) -> None:
    calls = list(curls())
    for api, method, target, body, headers in calls:
        response = httpx.request(method, urls[api] + target, content=body, headers=headers)
        assert response.status_code == NOTHING_SENT.get(target, 200), (method, target, response.text)
    shown = {(method, path_of(target)) for _, method, target, *_ in calls}
    assert shown == {tuple(each.strip("`").split()) for each in rows("Call")}, "each call has an example"


def test_the_table_of_faults_is_that_of_the_code() -> None:
    table = rows("Member")
    assert {name.strip("`") for name in table} == {*FaultMembers.__annotations__}
    defaults: dict[str, Any] = {each.name: each.default for each in fields(Fault)}
    for name, cells in table.items():
        default = defaults[name.strip("`")]
        expected = "all operations" if name == "`operation`" else "none" if default is None else str(default).lower()
        assert cells[-1] == expected, name


def test_the_table_of_requests_is_that_of_the_code(agillic_mock: "AgillicMock") -> None:
    httpx.get(f"{agillic_mock.url}/recipients")
    (request,) = httpx.get(f"{agillic_mock.url}/__admin/requests").json()["requests"]
    assert {*re.findall(r"`(\w+)`", " ".join(rows("Member of a request")))} == request.keys()


def test_the_events_of_messages_are_all_there() -> None:
    (sentence,) = re.findall(r"^The events are (.*?)\. ", PAGE, re.MULTILINE | re.DOTALL)
    assert re.findall(r"`(\w+)`", sentence) == [*REACTIONS]
