"""`doctor` with a key: what it may call, whether responses are as documented, limits and formats of dates."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from doctor_parts import examined, results

from agillic.cli.main import main as agillic
from agillic.mock.local import LocalMock
from iterable_client.cli.main import main as iterable
from iterable_client.mock.local import LocalMock as IterableMock
from sdk_core.apis import find_api
from sdk_core.cli.doctor_calls import safe_reads


@pytest.mark.usefixtures("agillic_environment")
class TestAgillic:
    def test_a_healthy_instance(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AGILLIC_ENVIRONMENT", "staging")
        found = examined(agillic, capsys)
        documents = {
            f"document, {name}": "ok" for name in ("recipients", "global-data", "discovery", "assets", "exports")
        }
        assert results(found) == documents | {
            "settings": "ok",
            "state folder": "ok",
            "connection": "ok",
            "TLS": "ok",
            "clock": "skipped",
            "credentials": "ok",
            "scope": "ok",
            "limits": "ok",
            "date format": "skipped",
            "timestamp format": "ok",
        }
        assert "from the environment: AGILLIC_KEY, AGILLIC_SECRET" in found["settings"][1]
        assert "public, which may read, write, delete, send" in found["scope"][1]
        assert "6 of 5,000 calls used today" in found["limits"][1]

    def test_it_never_writes(self, agillic_mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
        examined(agillic, capsys)
        operations = find_api("agillic").operations
        called = [each.operation for each in agillic_mock.requests if each.operation]
        assert len(called) > 5
        assert {operations[each].traits["access"] for each in called} == {"read"}

    def test_without_an_environment_the_daily_limit_is_not_known(self, capsys: pytest.CaptureFixture[str]) -> None:
        result, text = examined(agillic, capsys)["daily limit"]
        assert result == "warning"
        assert "AGILLIC_ENVIRONMENT" in text

    def test_a_wrong_secret_is_offered_once(
        self, agillic_mock: LocalMock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AGILLIC_SECRET", "wrong-and-hidden")
        found = examined(agillic, capsys, code=1)
        assert found["credentials"][0] == "failed"
        assert "check key and secret (Administration > Integrations > API)" in found["credentials"][1]
        assert not [each for each in found if each.startswith(("document", "scope"))]
        assert "wrong-and-hidden" not in str(found)
        assert len([each for each in agillic_mock.requests if each.operation == "getOAuthToken"]) == 1

    def test_a_key_of_a_narrow_scope_is_a_warning(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AGILLIC_KEY", "candystore-app-key")
        monkeypatch.setenv("AGILLIC_SECRET", "candystore-app-secret")
        found = examined(agillic, capsys)
        assert found["credentials"][0] == "ok"
        assert "app, which may read, write, delete" in found["scope"][1]
        assert found["document, recipients"][0] == "warning"
        assert "the key may not call listRecipients" in found["document, recipients"][1]

    def test_what_the_settings_rule_out_is_not_taken_for_what_the_server_says(
        self, agillic_mock: LocalMock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AGILLIC_SCOPE", "app")
        found = examined(agillic, capsys)
        assert {found[each][0] for each in ("credentials", "scope", "document, recipients")} == {"skipped"}
        assert "leave scope (AGILLIC_SCOPE) out to see what the server says" in found["credentials"][1]
        assert not [each for each in agillic_mock.requests if each.operation]

    def test_a_scope_of_the_settings_that_is_not_that_of_the_key_is_a_warning(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AGILLIC_SCOPE", "public")
        assert examined(agillic, capsys)["scope"][0] == "ok"
        monkeypatch.setenv("AGILLIC_KEY", "candystore-app-key")
        monkeypatch.setenv("AGILLIC_SECRET", "candystore-app-secret")
        result, text = examined(agillic, capsys)["scope"]
        assert result == "warning"
        assert "the settings say public, and the server takes the key for app" in text
        assert "AGILLIC_SCOPE" in text

    def test_each_response_is_held_against_the_document(
        self, agillic_mock: LocalMock, capsys: pytest.CaptureFixture[str]
    ) -> None:
        agillic_mock.faults.add(operation="listAssetResources", status=404)
        agillic_mock.faults.add(operation="listExportFiles", status=200, body={"files": 7})
        agillic_mock.faults.add(operation="listGlobalData", status=500, times=9)
        found = examined(agillic, capsys, code=1)
        assert results(found) | {
            "document, assets": "warning",
            "document, exports": "failed",
            "document, global-data": "failed",
            "document, recipients": "ok",
        } == results(found)
        assert "it is not enabled for this account" in found["document, assets"][1]
        assert "contract" in found["document, exports"][1]

    def test_a_server_that_rejects_for_the_day_counts_more(
        self, agillic_mock: LocalMock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AGILLIC_ENVIRONMENT", "staging")
        agillic_mock.faults.add(status=429, after=3, retry_after=3600)
        found = examined(agillic, capsys, code=1)
        assert found["document, exports"][0] == "warning"
        assert found["limits"][0] == "failed"
        assert "it counts more than the" in found["limits"][1]

    @pytest.mark.parametrize(
        ("formats", "result", "said"),
        [
            ({"AGILLIC_TIMESTAMP_FORMAT": "yyyy-MM-dd HH:mm:ss"}, "failed", "the instance writes dd.MM.yyyy HH:mm:ss"),
            ({}, "ok", "dd.MM.yyyy HH:mm:ss, as in what was read"),
        ],
    )
    def test_the_formats_of_the_settings_are_compared_with_rows(
        self,
        formats: Mapping[str, str],
        result: str,
        said: str,
        *,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for name, value in formats.items():
            monkeypatch.setenv(name, value)
        found = examined(agillic, capsys, code=1 if result == "failed" else 0)
        assert found["timestamp format"][0] == result
        assert said in found["timestamp format"][1]

    @pytest.mark.parametrize(
        ("used", "value", "result", "said"),
        [
            ("dd/MM/yyyy", "04/07/1990", "warning", "and so would MM/dd/yyyy"),
            ("dd/MM/yyyy", "24/07/1990", "ok", "as in what was read"),
            ("dd.MM.yyyy", "1990-07-24", "failed", "the instance writes yyyy-MM-dd"),
            ("dd.MM.yyyy", "July 1990", "failed", "in a way that is not known here"),
        ],
    )
    def test_dates_that_fit_several_formats_are_not_decided(  # noqa: PLR0913 - a row of the table, and fixtures
        self,
        used: str,
        value: str,
        result: str,
        said: str,
        *,
        agillic_mock: LocalMock,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("AGILLIC_DATE_FORMAT", used)
        page = {
            "links": [],
            "content": [{"personData": {"EMAIL": "ada@example.com", "BIRTHDAY": value}}],
            "page": {"documentId": "d", "pageStart": 1, "pageSize": 1, "totalElements": 1},
        }
        agillic_mock.faults.add(operation="listRecipients", status=200, body=page, times=9)
        found = examined(agillic, capsys, code=1 if result == "failed" else 0)
        assert found["date format"][0] == result
        assert said in found["date format"][1]
        assert "1990" not in str(found)

    def test_a_line_for_each_check(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic(["doctor", "--output", "table"]) == 0
        lines = capsys.readouterr().out.splitlines()
        checks = [line for line in lines if not line.startswith(" ")]
        assert {line.split()[0] for line in checks} == {"ok", "warning", "skipped"}
        assert any(line.startswith(" ") and "-> set environment" in line for line in lines)

    def test_a_profile_is_where_settings_come_from(
        self, agillic_mock: LocalMock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = Path(os.environ["XDG_CONFIG_HOME"]) / "agillic" / "profiles.toml"
        path.parent.mkdir()
        path.write_text(f'[staging]\nkey = "{agillic_mock.key}"\nsecret = "{agillic_mock.secret}"\n', "utf-8")
        path.chmod(0o600)
        monkeypatch.setenv("AGILLIC_KEY", "that-of-another")
        found = examined(agillic, capsys, "--profile", "staging")
        assert f"from {path}, profile 'staging': key, secret" in found["settings"][1]
        assert "AGILLIC_KEY" not in found["settings"][1]
        path.chmod(0o644)
        assert "chmod 600" in examined(agillic, capsys, "--profile", "staging", code=1)["settings"][1]


class TestIterable:
    @pytest.mark.usefixtures("iterable_environment")
    @pytest.mark.parametrize(
        ("kind", "may", "denied"),
        [("server-side", "read, write, delete, send", set[str]()), ("read-only", "read", {"users", "webhooks"})],
    )
    def test_the_kind_of_a_key_is_found(  # noqa: PLR0913 - a row of the table, and fixtures
        self,
        kind: str,
        may: str,
        denied: set[str],
        *,
        iterable_mock: IterableMock,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        (key,) = (each.key for each in iterable_mock.instance.keys if each.kind == kind)
        monkeypatch.setenv("ITERABLE_API_KEY", key)
        found = examined(iterable, capsys)
        assert f"of the kind {kind}, which may {may} ->" in found["scope"][1]
        assert {name for name in ("users", "webhooks") if found[f"document, {name}"][0] == "warning"} == denied
        assert found["document, lists"][0] == "ok"
        assert key not in str(found)

    @pytest.mark.usefixtures("iterable_environment")
    def test_a_wrong_key(
        self, iterable_mock: IterableMock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ITERABLE_API_KEY", "f" * 32)
        found = examined(iterable, capsys, code=1)
        assert found["credentials"][0] == "failed"
        assert "data center" in found["credentials"][1]
        assert "f" * 32 not in str(found)
        assert len([each for each in iterable_mock.requests if each.operation]) == 1

    @pytest.mark.parametrize("api", ["agillic", "iterable"])
    def test_what_is_called_reads_needs_nothing_and_is_one_per_resource(self, api: str) -> None:
        reads = safe_reads(find_api(api))
        assert len(reads) >= 5
        assert len({each.resource for each in reads}) == len(reads)
        for each in reads:
            assert (each.method, each.traits["access"]) == ("GET", "read")
            assert not [parameter for parameter in each.parameters if parameter.required]


def test_the_doctor_is_a_command_of_each_api(capsys: pytest.CaptureFixture[str]) -> None:
    for main, name in ((agillic, "agillic"), (iterable, "iterable-client")):
        with pytest.raises(SystemExit, match="0"):
            main(["doctor", "--help"])
        assert capsys.readouterr().out.startswith(f"usage: {name} doctor ")
