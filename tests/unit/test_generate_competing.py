"""Values of path parameters that read like another path: the generated client rejects them."""

import re
from pathlib import Path

import httpx
import pytest
from small_specs import (
    calling,
    generated,
    imported,
    parameter,
    small_document,
    small_operation,
)

from generator.diff.documents import document_changes
from generator.load.json_values import Json


def route(path: str, *methods: str) -> dict[str, dict[str, Json]]:
    """Return the paths of a document with an operation for each method, named by method and path."""
    names = re.findall(r"\{(\w+)\}", path)
    word = re.sub(r"\W+", "_", path).strip("_")
    return {
        path: {
            method: small_operation(
                f"{method}_{word}", name=f"{method}_{word}", parameters=[parameter(name, "path") for name in names]
            )
            for method in methods
        }
    }


COMPETING = small_document(
    {
        **route("/users/{email}", "get", "delete"),
        **route("/users/bulkUpdate", "get", "post"),
        **route("/users/{email}/{field}", "get"),
        **route("/users/all/{field}", "get"),
        **route("/export/{name}", "get"),
        **route("/export/{job}.json", "get"),
        **route("/export/{job}.json/files", "get"),
        **route("/export/{name}/{part}", "get"),
        **route("/things/{thingId}", "get"),
        **route("/things/:count", "post"),
    },
    None,
    **{"x-custom-methods": [{"literal": "/things/:count", "swallowed_by": "/things/{thingId}"}]},
)


@pytest.fixture(scope="module")
def competing_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(tmp_path_factory.mktemp("competing"), COMPETING)


class TestCompetingPaths:
    """A value that reads like a segment of another path with the same method would call that operation."""

    @pytest.mark.parametrize(
        ("method", "values", "message"),
        [
            (
                "get_users_email",
                ["bulkUpdate"],
                "email 'bulkUpdate' would turn this call of /users/{email} into one of ",
            ),
            ("get_users_email_field", ["all", "x"], "email 'all' would turn this call of /users/{email}/{field}"),
            ("get_export_name", ["data.json"], "into one of /export/{job}.json; give another value"),
            ("get_export_name_part", ["a.json", "files"], "name 'a.json' and part 'files' would turn"),
            ("get_things_thingId", [":count"], "into one of /things/:count; give another value"),
        ],
    )
    def test_is_rejected(self, competing_package: Path, method: str, values: list[str], message: str) -> None:
        with imported(competing_package) as package:
            client, requests = calling(package, httpx)
            with pytest.raises(ValueError, match=re.escape(message)):
                getattr(client.things, method)(*values)
            assert requests == []

    @pytest.mark.parametrize(
        ("method", "values", "target"),
        [
            ("delete_users_email", ["bulkUpdate"], b"/users/bulkUpdate"),  # only other methods have that path
            ("get_users_email", ["bulkupdate"], b"/users/bulkupdate"),
            ("get_users_email", ["bulkUpdate2"], b"/users/bulkUpdate2"),
            ("get_users_email_field", ["x", "all"], b"/users/x/all"),
            ("get_export_job_json", ["data"], b"/export/data.json"),
            ("get_export_name", ["data.csv"], b"/export/data.csv"),
            ("get_export_name_part", ["a.json", "x"], b"/export/a.json/x"),
            ("get_export_name_part", ["a", "files"], b"/export/a/files"),
        ],
    )
    def test_passes(self, competing_package: Path, method: str, values: list[str], target: bytes) -> None:
        with imported(competing_package) as package:
            client, requests = calling(package, httpx)
            getattr(client.things, method)(*values)
            assert [request.url.raw_path for request in requests] == [target]

    def test_what_competes_is_told_when_it_comes(self) -> None:
        paths = {path: item for path, item in COMPETING["paths"].items() if path != "/users/bulkUpdate"}
        found = document_changes({**COMPETING, "paths": paths}, COMPETING)
        assert "literal path /users/bulkUpdate instead of /users/{email}" in {each.subject for each in found}
