"""`python -m generator`: what each command prints, writes and returns."""

from pathlib import Path

import pytest
from conftest import ROOT, TinySpec

from generator.bundle.bundler import Bundle, bundle
from generator.bundle.document import operations
from generator.cli import main
from generator.load.source import Source
from generator.report.evidence import evidence_page
from generator.report.settling import settling_page, settling_path


def test_lint_says_that_all_is_well(tiny: TinySpec, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--spec", str(tiny.spec)]) == 0
    assert capsys.readouterr().out == "tiny: no problems\n"


def test_lint_fails_and_says_where_and_what_to_do(tiny: TinySpec, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.change("things/getThing.yaml", '"404"', '"410"')
    assert main(["lint", "--spec", str(tiny.spec)]) == 1
    captured = capsys.readouterr()
    assert captured.out == "tiny: 1 problem\n"
    assert captured.err == (
        "spec/tiny/things/getThing.yaml:15 #/responses\n"
        "    getThing does not document 404, which x-statuses requires (its path has a parameter) [status]\n"
        '    -> add "404" under responses; shared/responses.yaml has the usual one\n'
    )


def test_a_spec_that_cannot_be_bundled_is_one_message(tiny: TinySpec, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.change("things/getThing.yaml", "components.yaml#/schemas/Thing", "gone.yaml")
    assert main(["bundle", "--spec", str(tiny.spec), "--output", str(tiny.spec.parent)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "leads nowhere" in captured.err
    assert "Traceback" not in captured.err
    assert not (tiny.spec.parent / "build").exists()


def test_bundle_and_evidence_write_their_files(tiny: TinySpec, tmp_path: Path) -> None:
    for command in ("bundle", "evidence"):
        assert main([command, "--api", "tiny", "--spec", str(tiny.spec), "--output", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "build" / "tiny.openapi.json").read_text("utf-8") == tiny.bundle().text()
    page = (tmp_path / "out" / "docs" / "evidence" / "tiny.md").read_text("utf-8")
    assert "| `putThing` | PUT `/things/{thingId}` | partial | DOC |" in page
    assert "Write a thing twice." in page
    settling = (tmp_path / "out" / "docs" / "contract" / "tiny.md").read_text("utf-8")
    assert "| `missing-thing` | reading |  |" in settling
    assert "| `count-order` | nothing: hidden |  |" in settling
    assert "| reading | 1 |" in settling


def test_the_committed_evidence_page_is_true(agillic: Bundle) -> None:
    committed = (ROOT / "docs" / "evidence" / "agillic.md").read_text("utf-8")
    assert committed == evidence_page(agillic.document), "run `make evidence`"


@pytest.mark.parametrize("api", ["agillic", "iterable"])
def test_the_committed_page_on_what_calls_settle_is_true(api: str) -> None:
    document = bundle(Source(ROOT / "spec", api)).document
    committed = (ROOT / settling_path(api)).read_text("utf-8")
    assert committed == settling_page(document), "run `make evidence`"
    for name in document["x-assumptions"]:
        assert committed.count(f"| `{name}` |") == 1


def test_the_evidence_page_says_everything_once(agillic: Bundle) -> None:
    page = evidence_page(agillic.document)
    for operation in agillic.document["paths"].values():
        for content in operation.values():
            assert page.count(f"| `{content['operationId']}` |") == 1
    for name in agillic.document["x-assumptions"]:
        assert page.count(f"\n### {name}\n") == 1
    assert f"| **all** | **{len(operations(agillic.document))}** |" in page


def test_show_is_a_first_look(agillic: Bundle, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "createRecipient", "--api", "agillic"]) == 0
    out = capsys.readouterr().out
    total = len(operations(agillic.document))
    for words in (f"{total} operations", "Recipients", "confirmed", "POST /recipients", "ruby@sweetmail.com", "409  "):
        assert words in out
    assert max(map(len, out.splitlines())) <= 120


def test_show_helps_with_a_wrong_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "createrecipient", "--api", "agillic"]) == 2
    assert "did you mean createRecipient?" in capsys.readouterr().err
    assert main(["show", "nothing", "--api", "agillic"]) == 2
    assert "`make evidence` lists them all" in capsys.readouterr().err


def test_an_unknown_api_and_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--api", "nobody"]) == 1
    assert "no API 'nobody' (known: agillic" in capsys.readouterr().err
    assert main(["lint", "--spec", str(tmp_path)]) == 2
    assert "no folder of it holds an openapi.yaml" in capsys.readouterr().err


def test_webhooks_are_shown_and_stand_on_the_page_of_evidence(
    tiny: TinySpec, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "thingCounted", "--spec", str(tiny.spec)]) == 0
    shown = capsys.readouterr().out
    assert "webhooks, requests that it makes: thingCounted" in shown
    assert "a webhook: the API makes the request, POST to a URL of the receiver\n  no personal data" in shown
    assert "request: A lamp" in shown
    assert "| `thingCounted` | confirmed | DOC |  |  |" in evidence_page(tiny.bundle().document)


def test_show_says_how_often_an_operation_may_be_called(tiny: TinySpec, capsys: pytest.CaptureFixture[str]) -> None:
    limits = (
        "limits: [{calls: 5, seconds: 60, of: project}, {calls: 9, per: day, of: key, bucket: puts, note: By name.}, "
        "{at_once: 4, of: key}, {at_once: 2, counts: tasks, of: key, over: queued}]"
    )
    tiny.change("things/putThing.yaml", "pii: false", f"pii: false\n  finishes: later\n  {limits}")
    assert main(["show", "putThing", "--spec", str(tiny.spec)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert (
        "keys: public, no personal data, may be repeated, 5 calls in 60 s (by project), "
        "9 calls a day (by key, together with others in the bucket puts; By name)" in told
    )
    assert "4 calls at once (by key), 2 tasks at once (by key, more are queued), a success means accepted" in told


def test_show_says_what_excludes_each_other(tiny: TinySpec, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.change("things/countThings.yaml", "pii: false", "pii: false\n  exclusive: [[start, filter]]")
    assert main(["show", "countThings", "--spec", str(tiny.spec)]) == 0
    assert "one of start, filter at most" in " ".join(capsys.readouterr().out.split())
