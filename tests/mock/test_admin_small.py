"""Small things that people met: resets by curl, misspelled faults, clients of proxies, misplaced secrets."""

import socket
from pathlib import Path

import pytest
from admin_calls import FORM, AdminMock

from agillic.mock.local import LocalMock
from sdk_core.mock.faults import FaultError


@pytest.mark.parametrize("content_type", [None, FORM, "application/json"])
def test_a_reset_needs_no_body_and_no_media_type(content_type: str | None) -> None:
    made = AdminMock()
    made.create("ann@sweetmail.com")
    assert made.call("POST", "/__admin/reset", content_type=content_type).status == 200
    assert made.mock.state.recipients.count() == 2


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"statuss": 503}, "member `statuss` is not known; did you mean `status`?"),
        ({"status": 500, "retryAfter": 3}, "did you mean `retry_after`?"),
        ({"status": 500, "operation": "createRecipients"}, "did you mean 'createRecipient'?"),
        ({"connection_reset": "befor"}, "did you mean 'before'?"),
        ({"task": "fail"}, "did you mean 'fails'?"),
    ],
)
def test_a_misspelled_fault_is_told_what_may_be_meant(members: dict[str, object], message: str) -> None:
    made = AdminMock()
    with pytest.raises(FaultError) as caught:
        made.mock.faults.add(**members)  # type: ignore[arg-type] # as a caller without types does
    told = made.call("POST", "/__admin/faults", members).json["message"]
    assert message in str(caught.value).replace("`", "`")
    assert message.removeprefix("member `statuss` is") in told
    assert made.mock.faults.all() == []


@pytest.mark.parametrize(
    "header",
    [
        "x-api-key",
        "proxy-authorization",
        "cookie",
        "x-auth-token",
        "client-secret",
        "x-password",
        "ocp-apim-subscription-key",
    ],
)
def test_headers_that_look_like_credentials_are_masked(header: str) -> None:
    made = AdminMock()
    made.call("GET", "/discovery/targetgroups", **{header: "treacle"})
    assert "treacle" not in str(made.mock.journal.requests()[0].shown())


@pytest.mark.parametrize(
    "query", ["api_key=treacle", "apikey=treacle&a=b", "a=b&Client%5FSecret=treacle", "token=treacle", "passwd=treacle"]
)
def test_secrets_in_queries_are_masked(query: str) -> None:
    made = AdminMock()
    made.call("GET", f"/discovery/targetgroups?{query}", referer=f"http://localhost/?{query}")
    assert "treacle" not in str(made.mock.journal.requests()[0].shown())


@pytest.mark.parametrize(
    ("target", "host", "status"),
    [
        ("http://127.0.0.1:8080/recipients?filter=AGE%3E1", "127.0.0.1", b"200"),
        ("HTTP://localhost/recipients", "proxy.example.com", b"200"),
        ("http://127.0.0.1:8080", "127.0.0.1", b"200"),
        ("http://127.0.0.1:8080/__admin/clock", "127.0.0.1", b"200"),
        ("http://agillic.example.com/recipients", "127.0.0.1", b"421"),
        ("http://127.0.0.1@agillic.example.com/recipients", "127.0.0.1", b"421"),
    ],
)
def test_the_absolute_form_of_a_target_is_served(
    agillic_mock: LocalMock, target: str, host: str, status: bytes
) -> None:
    basic = "Y2FuZHlzdG9yZS1rZXk6Y2FuZHlzdG9yZS1zZWNyZXQ="
    head = f"GET {target} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Basic {basic}\r\nConnection: close\r\n\r\n"
    address = agillic_mock.url.removeprefix("http://").split(":")
    with socket.create_connection((address[0], int(address[1]))) as connection:
        connection.sendall(head.encode())
        received = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert received.split(b" ")[1] == status


def test_files_are_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    made = AdminMock(path)
    made.create("ann@sweetmail.com")
    assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o600}
    made.mock.close()
    path.chmod(0o644)
    again = AdminMock(path)
    again.create("bob@sweetmail.com")
    assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o600}
    again.mock.close()
