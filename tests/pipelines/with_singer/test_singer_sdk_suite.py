"""The tests that singer-sdk has for every target, against the mock."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from singer_sdk.testing import TargetTestRunner, get_target_test_class
from singer_sdk.testing.suites import SingerTestSuite, target_tests
from singer_sdk.testing.target_tests import TargetEncodedStringData, TargetSchemaNoProperties

from agillic.mock.instance import load_instance
from agillic.mock.local import LocalServer
from agillic.pipelines.singer.target import TargetAgillic
from sdk_core.pipelines.errors import PipelineError

EXCLUDED: Final = {
    TargetEncodedStringData: "one of its texts has a NUL, which no field takes: that row is a dead letter",
    TargetSchemaNoProperties: "its streams have one field, an object, and no key: nothing says whose they are",
}
"""Tests whose schemas no instance can hold, each with the reason."""
KEYS: Final = {"target_camelcase": "Id", "target_special": "_id"}
"""The recipient key that a test needs, by how its name begins, where it is not `id`."""
CONFIG: Final = {
    "streams": {
        "*": {"key_field": "id"},
        "TestCamelcase": {},
        "ForecastingTypeToCategory": {},
        "test:SpecialChars!in?attributes": {},
    }
}


@pytest.fixture(autouse=True)
def _instance(
    request: pytest.FixtureRequest,
    agillic_mock_server: LocalServer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[None]:
    """Serve an instance with the fields of the streams, and the recipient key that the test needs."""
    instance = load_instance(Path(__file__).parent / "suite.toml")
    key = next((key for start, key in KEYS.items() if start in request.node.name), "id")
    with agillic_mock_server.mock(replace(instance, recipient_key=key)) as mock:
        for name, value in {"KEY": mock.key, "SECRET": mock.secret, "BASE_URL": mock.url}.items():
            monkeypatch.setenv(f"AGILLIC_{name}", value)
        monkeypatch.setenv("AGILLIC_STATE_DIRECTORY", str(tmp_path))
        yield


TestTarget = get_target_test_class(
    TargetAgillic,
    config=CONFIG,
    include_target_tests=False,
    custom_suites=[
        SingerTestSuite(kind="target", tests=[each for each in target_tests.tests if each not in EXCLUDED]),
    ],
)


def test_the_stream_without_a_key_is_refused() -> None:
    runner = TargetTestRunner(TargetAgillic, config={}, input_filepath=TargetSchemaNoProperties().singer_filepath)
    with pytest.raises(PipelineError, match="has no key properties, and one field identifies a recipient"):
        runner.sync_all()


def test_of_the_encoded_texts_the_one_with_a_nul_alone_is_a_dead_letter(tmp_path: Path) -> None:
    path = TargetEncodedStringData().singer_filepath
    config = CONFIG | {"max_errors": 1, "dead_letters": str(tmp_path / "letters")}
    runner = TargetTestRunner(TargetAgillic, config=config, input_filepath=path)
    runner.sync_all()
    (letters,) = (tmp_path / "letters").iterdir()
    (letter,) = [json.loads(line) for line in letters.read_text("utf-8").splitlines()]
    assert "\0" in letter["info"]
    assert "without NUL" in letter["_rejected"]
    assert runner.state_messages[-1] == json.loads(path.read_text("utf-8").splitlines()[-1])["value"]
