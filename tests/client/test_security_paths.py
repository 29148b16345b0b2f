"""Paths through the whole client: a value in a path is one segment as given, or nothing at all is sent."""

from collections.abc import Generator
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import pytest
from client_surface import EVERY, arguments_of, sync_and_async
from security_callers import Caller, Network, network, own_folders

from agillic import AgillicError, by
from agillic_api import OPERATIONS
from generator.bundle.document import Operation

BASE_URL = "https://api.agillic.test"
REJECTED: list[Any] = [
    *("", " ", "\t", ".", "..", "%2e", "%2E%2e", ".%2e", "%252e%252e", "..%2f", "..%2F", "../x", "a/../b", "a/.."),
    *("..\\", "\\..", "\x00", "a\x00", "\r\n", "a\r\nX-Evil: 1", "a\n", "\x7f", "\ufeff", "\ufeffa", "\ud800"),
    *("a" * 10_000, None, 1.5, True, b"a", ["a"]),
]
SENT = [
    *("...", ".hidden", "a..b", "a:b", "a/b", "ä", "%20", "a b", "a+b", "a?b#c", "ruby@sweetmail.com", "*~_-"),
    *("//evil.test", "https://evil.test/", "\\evil", "a&b=c", "{x}", "😀", "'\"<>", ":x", "a;b,c"),
]
PATHS = [
    (operation, parameter.name, parameter.python_name)
    for operation in EVERY
    for parameter in OPERATIONS[operation.id].parameters
    if parameter.place == "path"
]


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Generator[Network]:
    with own_folders(tmp_path_factory.mktemp("paths")), network() as stands:
        yield stands


@pytest.fixture(scope="module", params=[False, True], ids=["sync", "async"])
def caller(request: pytest.FixtureRequest, net: Network) -> Generator[Caller]:  # noqa: ARG001 - it must be there first
    with Caller(asynchronous=request.param, base_url=BASE_URL) as made:
        yield made


@pytest.fixture(autouse=True)
def nothing_sent_yet(net: Network) -> None:
    net.requests.clear()


def test_the_table_below_covers_the_document() -> None:
    assert len(EVERY) == len(OPERATIONS) >= 93
    assert {name for operation in EVERY for name in operation.path.split("/") if name.startswith("{")} == {
        f"{{{name}}}" for _, name, _ in PATHS
    }


@pytest.mark.parametrize(("operation", "name", "python_name"), PATHS, ids=lambda each: getattr(each, "id", each))
def test_hostile_values_are_rejected_before_anything_is_sent(
    caller: Caller, net: Network, operation: Operation, name: str, python_name: str
) -> None:
    for value in REJECTED:
        for raw in (False, True):
            with pytest.raises(ValueError, match=name) as caught:
                caller.call(operation, {python_name: value}, raw=raw)
            assert len(str(caught.value)) < 500
    assert net.requests == []  # not even for a token


@pytest.mark.parametrize(("operation", "name", "python_name"), PATHS, ids=lambda each: getattr(each, "id", each))
def test_awkward_values_arrive_exactly(
    caller: Caller, net: Network, operation: Operation, name: str, python_name: str
) -> None:
    for value in SENT:
        with suppress(AgillicError):
            caller.call(operation, {python_name: value})
    template = operation.path.split("/")
    at = template.index(f"{{{name}}}")
    arrived = [each.url.raw_path.decode().split("?")[0].split("/") for each in net.calls]
    assert [each[at] for each in arrived] == [quote(quote(value, safe="*"), safe="*") for value in SENT]
    for sent in arrived:
        assert len(sent) == len(template)
        assert all(part == segment or part.startswith("{") for part, segment in zip(template, sent, strict=True))
    assert {each.url.host for each in net.requests} == {"api.agillic.test"}


@sync_and_async
def test_values_that_only_our_own_methods_put_into_paths(net: Network, *, asynchronous: bool) -> None:
    """Those of the generated resources are above."""
    with Caller(asynchronous=asynchronous, base_url=BASE_URL) as caller:
        client = caller.client
        for value in REJECTED[:-4]:
            task = client.tasks.resume(value, operation="asyncBatchUpsertRecipients")
            for call in (task.status, task.wait, client.tasks.resume(value, operation="executeActivityExport").result):
                with pytest.raises(ValueError, match="taskId"):
                    caller.wait(call())
            with pytest.raises(ValueError, match="taskId"):
                caller.collect(client.exports.iterate(value))
            with pytest.raises((ValueError, TypeError)):
                caller.wait(client.recipients.get(by(EMAIL=value)))
    assert net.requests == []


def test_names_of_unique_fields_cannot_lead_elsewhere(caller: Caller, net: Network) -> None:
    for field in ("", "..", "../x", "%2e", "A\r\nB"):
        with pytest.raises(ValueError, match="field"):
            caller.call(by_id("getRecipient"), {"recipient_id": by(**{field: "ruby"})})
    assert net.requests == []
    for field in ("A/B", "A=B", "A B"):
        with pytest.raises(AgillicError):
            caller.call(by_id("getRecipient"), {"recipient_id": by(**{field: "ruby"})})
    sent = [each.url.raw_path.decode() for each in net.calls]
    assert sent == [f"/recipients/{name}=ruby" for name in ("A%252FB", "A%253DB", "A%2520B")]


def by_id(id_: str) -> Operation:
    return next(operation for operation in EVERY if operation.id == id_)


def test_bodies_are_the_only_place_left_for_such_values(caller: Caller, net: Network) -> None:
    """Names of target groups are sent in bodies: there they may be anything, and the path stays as it is."""
    members = arguments_of(by_id("addToStaticTargetGroup"))["body"]
    for name in ("../x", "a\r\nX-Evil: 1", "\x00"):
        with suppress(AgillicError):
            caller.call(by_id("addToStaticTargetGroup"), {"body": {**members, "targetGroupName": name}})
    assert {each.url.path for each in net.calls} == {by_id("addToStaticTargetGroup").path}
    assert not any("x-evil" in each.headers for each in net.requests)
