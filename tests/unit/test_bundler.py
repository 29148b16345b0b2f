"""Many files become one document: named parts are shared, operations are taken in, nothing is fetched."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, TinySpec

from generator.bundle.bundler import Bundle
from generator.bundle.document import operations
from generator.load.json_values import walk
from generator.load.problems import SpecError


def test_operations_are_taken_in_and_components_are_shared(tiny: TinySpec) -> None:
    document = tiny.bundle().document
    assert [o.id for o in operations(document)] == ["countThings", "getThing", "putThing"]
    response = document["paths"]["/things/{thingId}"]["get"]["responses"]["404"]
    assert response == {"$ref": "#/components/responses/NotFound"}
    assert document["components"]["responses"]["NotFound"] == {"description": "There is no such thing."}
    assert list(document["components"]["responses"]) == sorted(document["components"]["responses"])


def test_every_reference_in_the_bundle_is_local(agillic: Bundle) -> None:
    references = [v for p, v in walk(agillic.document) if p[-1:] == ("$ref",) and isinstance(v, str)]
    assert len(references) > 500
    assert all(reference.startswith("#/components/") for reference in references)


def test_a_schema_may_contain_itself(tiny: TinySpec) -> None:
    thing = tiny.bundle().document["components"]["schemas"]["Thing"]
    assert thing["properties"]["parts"]["items"] == {"$ref": "#/components/schemas/Thing"}


def test_members_beside_a_reference_are_kept(tiny: TinySpec) -> None:
    tiny.change(
        "things/components.yaml",
        'items: {$ref: "#/schemas/Thing"}',
        'items: {$ref: "#/schemas/Thing", description: A part.}',
    )
    thing = tiny.bundle().document["components"]["schemas"]["Thing"]
    assert thing["properties"]["parts"]["items"]["description"] == "A part."


@pytest.mark.parametrize(
    ("reference", "message", "remedy"),
    [
        ("gone.yaml#/schemas/Thing", "leads nowhere", "correct the file name"),
        ("components.yaml#/schemas/Gone", "leads nowhere", "correct the file name"),
        ("https://evil.example/x.yaml#/schemas/Thing", "leads to another host", "copy what is needed"),
        ("//evil.example/x.yaml#/schemas/Thing", "leads to another host", "copy what is needed"),
        ("file:///etc/passwd", "leads to another host", "copy what is needed"),
        ("../../../secret.yaml#/schemas/Thing", "leads nowhere", "correct the file name"),
        ("components.yaml#/schemas/Thing/properties/name", "middle of something", "name the target under"),
        ("getThing.yaml", "contains itself", "named components"),
    ],
)
def test_other_references_are_rejected(tiny: TinySpec, reference: str, message: str, remedy: str) -> None:
    tiny.change("things/getThing.yaml", "components.yaml#/schemas/Thing", reference)
    with pytest.raises(SpecError) as caught:
        tiny.bundle()
    problem = caught.value.problem
    assert problem.place.file == "spec/tiny/things/getThing.yaml"
    assert problem.place.pointer[-1] == "$ref"
    assert problem.place.line == 20
    assert message in problem.message
    assert remedy in problem.remedy


def test_a_file_that_cannot_be_read_says_so_itself(tiny: TinySpec) -> None:
    tiny.write("things/components.yaml", "schemas: &a {}")
    with pytest.raises(SpecError, match=r"things/components.yaml:1 .*\n.*anchors and aliases"):
        tiny.bundle()


def test_two_components_of_one_name_are_rejected(tiny: TinySpec) -> None:
    tiny.change("shared/responses.yaml", "schemas:\n  Error:", "schemas:\n  Thing:")
    tiny.change("shared/responses.yaml", "#/schemas/Error", "#/schemas/Thing")
    with pytest.raises(SpecError, match="two components are called schemas/Thing"):
        tiny.bundle()


def test_selectors_are_spelled_out_on_both_sides(tiny: TinySpec) -> None:
    document = tiny.bundle().document
    assert document["x-assumptions"]["missing-thing"]["operations"] == ["getThing", "putThing"]
    named = {o.id: o.evidence.get("assumptions") for o in operations(document)}
    assert named == {"countThings": ["count-order"], "getThing": ["missing-thing"], "putThing": ["missing-thing"]}


@pytest.mark.parametrize(
    ("selector", "selected"),
    [
        ("all", ["countThings", "getThing", "putThing"]),
        ("[{path_parameter: thingId}]", ["getThing", "putThing"]),
        ("[{path_parameter: otherId}]", []),
        ("[{request_body: any}]", ["countThings", "putThing"]),
        ("[{success_body: none}]", ["putThing"]),
        ("[{request_body: any, path_parameter: thingId}]", ["putThing"]),
    ],
)
def test_what_a_selector_selects(tiny: TinySpec, selector: str, selected: list[str]) -> None:
    tiny.change("assumptions.yaml", '[{path_parameter: "*"}]', selector)
    assert tiny.bundle().document["x-assumptions"]["missing-thing"]["operations"] == selected


def test_the_same_bytes_in_any_folder_locale_and_hash_seed(tmp_path: Path, agillic: Bundle) -> None:
    shutil.copytree(ROOT / "spec", tmp_path / "elsewhere" / "spec")
    written: list[bytes] = []
    for seed, locale, folder in (("1", "C", ROOT), ("2", "C.UTF-8", tmp_path), ("3", "POSIX", tmp_path / "elsewhere")):
        output = tmp_path / f"out{seed}"
        environment = {"PYTHONHASHSEED": seed, "LC_ALL": locale, "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "generator", "bundle", "--api", "agillic", "--output", str(output)]
        command += ["--spec", str(tmp_path / "elsewhere" / "spec")]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)  # noqa: S603 - our own command
        written.append((output / "build" / "agillic.openapi.json").read_bytes())
    assert written == [agillic.text().encode()] * 3
    assert json.loads(written[0]) == agillic.document
