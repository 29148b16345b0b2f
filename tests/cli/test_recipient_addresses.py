"""Recipients are named by the recipient key, or by another unique field."""

import json

import pytest
from command_parts import Wire

from agillic.cli.main import main as agillic

pytest_plugins = ["command_fixtures"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("ada@example.com", b"/recipients/ada%2540example.com"),
        ("CUSTOMER_ID=17", b"/recipients/CUSTOMER_ID=17"),
        ("EMAIL=a=b@example.com", b"/recipients/EMAIL=a%253Db%2540example.com"),
        ("a=b@example.com", b"/recipients/a%253Db%2540example.com"),
    ],
)
@pytest.mark.parametrize("by_id", [False, True])
def test_a_field_and_a_value_address_by_that_field(text: str, path: bytes, by_id: bool, wire: Wire) -> None:  # noqa: FBT001 - a parameter
    command = ["call", "getRecipient", f"--param=recipientId={text}"] if by_id else ["recipients", "get", text]
    assert agillic(command) == 0
    assert wire.requests[0].url.raw_path == path


def test_a_field_without_a_value_sends_nothing(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    assert agillic(["recipients", "get", "EMAIL="]) == 2
    assert "EMAIL is empty" in capsys.readouterr().err
    assert wire.requests == []


@pytest.mark.usefixtures("agillic_environment")
def test_the_mock_finds_a_recipient_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert agillic(["recipients", "get", "EMAIL=ruby@sweetmail.com", "-o", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["personData"]["EMAIL"] == "ruby@sweetmail.com"
