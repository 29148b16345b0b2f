"""An agent asks how a sync stands that its policy names, and gets what the job remembers."""

from pathlib import Path

import pytest
from transcript import NoSteps, gateway_of, shop

from agillic import Agillic, sync
from agillic.mock.local import LocalServer

POLICY = """\
agent = "lifecycle"
[jobs]
customers = "customers.toml"
broken = "broken.toml"
[apis.agillic]
"""
JOB = """\
name = "customers"
source = { path = "customers.csv", delimiter = ",", quote = '"', header = true }
target = { name = "recipients", mode = "upsert" }
[mapping]
EMAIL = "email"
"""


def test_the_status_of_a_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGILLIC_STATE_DIRECTORY", str(tmp_path / "limits"))
    monkeypatch.setenv("AGILLIC_SYNC_DIRECTORY", str(tmp_path / "syncs"))
    (tmp_path / "customers.toml").write_text(JOB)
    (tmp_path / "customers.csv").write_text("email\nada@example.com\nbob@example.com\n")
    (tmp_path / "broken.toml").write_text("name = 7")
    with LocalServer() as server, shop(server) as mock, gateway_of(mock, tmp_path, POLICY) as gateway:
        before = gateway.call("sync_status", {"job": "customers"}, NoSteps()).data["jobs"]["customers"]
        assert (before["runs"], before["items"], before["is_running"]) == ([], None, False)
        with Agillic(key=mock.key, secret=mock.secret, base_url=mock.url) as client:
            sync.run(tmp_path / "customers.toml", client=client)
        after = gateway.call("sync_status", {"job": "customers"}, NoSteps()).data["jobs"]["customers"]
        assert (len(after["runs"]), after["items"], after["target"]) == (1, 2, "recipients")
        assert after["runs"][0]["rows"]["written"] == 2
        broken = gateway.call("sync_status", {}, NoSteps())
    assert (broken.is_error, broken.data["kind"]) == (True, "failed")
    assert broken.data["error"].startswith("the sync 'broken' cannot be looked at (JobError): a person sees why by")


@pytest.mark.parametrize(
    "text",
    [
        '["{secret}"]\n["{secret}"]\n',
        '"{secret}" = 1\n',
        JOB.replace("recipients", "{secret}"),
        "name = " + "[" * 3_000,
    ],
    ids=len,
)
def test_what_is_wrong_with_a_job_is_for_a_terminal(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AGILLIC_STATE_DIRECTORY", str(tmp_path / "limits"))
    (tmp_path / "broken.toml").write_text(text.replace("{secret}", "planted/sorrel"))
    with LocalServer() as server, shop(server) as mock, gateway_of(mock, tmp_path, POLICY) as gateway:
        answer = gateway.call("sync_status", {"job": "broken"}, NoSteps())
    assert "the sync 'broken' cannot be looked at (" in answer.data["error"]
    said = str(answer.data) + "".join(each.read_text() for each in (tmp_path / "audit").iterdir())
    assert "sorrel" not in said + "".join(capfd.readouterr())
    assert str(tmp_path) not in said
