"""Scripts of extensions [V-AST, V-EXT]."""

import pytest
from asset_calls import example, multipart
from operation_calls import Api

from agillic.mock.instance import Extension

TARGET = "/assets/extensions"
STAMPS = ("stamps.groovy", b"// gives a stamp for every tenth cup")
ORDER = ("order.js", b'// @id:"order" @type:"http" @open:"true" @async:"true"')


def test_the_examples_are_taken_and_an_update_replaces_what_is_there() -> None:
    """The document's examples; V-AST: an update fails when there is no such extension."""
    api = Api()
    for method, statuses in (("PUT", [404]), ("POST", [201, 409]), ("PUT", [200, 200])):
        parts = example(method, TARGET)
        parts["file"] += method
        files = {"file": ("stamps.groovy", parts.pop("file").encode())}
        assert [multipart(api, method, TARGET, **parts, **files).status for _ in statuses] == statuses
    assert (api.mock.state.extension_files.content("Automations/stamps.groovy") or b"").endswith(b"PUT")


@pytest.mark.parametrize("type_", ["step", "condition", "http", "monitor"])
def test_there_are_four_types(type_: str) -> None:
    assert multipart(Api(), "POST", TARGET, file=STAMPS, type=type_).status == 201


def test_without_one_of_the_types_an_upload_gets_400() -> None:
    assert multipart(Api(), "POST", TARGET, file=STAMPS).status == 400
    assert multipart(Api(), "POST", TARGET, file=STAMPS, type="web").status == 400


@pytest.mark.parametrize("status", [400, 409])
def test_what_an_update_of_nothing_gets_is_assumed(status: int) -> None:
    """Assumption extension-missing-status."""
    api = Api({"extension-missing-status": f"status-{status}"})
    assert multipart(api, "PUT", TARGET, file=STAMPS).status == status


def put_script(api: Api, content: str, folder: str = "a", type_: str = "http") -> None:
    """Upload a script `order.js`, or replace it."""
    file = ("order.js", content.encode())
    if multipart(api, "POST", TARGET, file=file, type=type_, folder=folder).status == 409:
        assert multipart(api, "PUT", TARGET, file=file, folder=folder).status == 200


def ids(api: Api) -> list[str]:
    return [each.id for each in api.mock.state.extensions.all() if each.id not in api.mock.instance.extensions]


def test_a_script_of_the_type_http_can_be_called_by_its_id() -> None:
    """[V-EXT, V-XT]: `@id`, `@open` and `@async` stand in the script; the last two are false by default."""
    api = Api()
    assert multipart(api, "POST", TARGET, file=ORDER, type="http", folder="a").status == 201
    assert api.mock.state.extensions.get("order") == Extension("order", open=True, async_=True)
    put_script(api, '//@id:"order"\n//@type:"http"\n//@open:"false" any text after it is a comment')
    assert api.mock.state.extensions.get("order") == Extension("order", open=False)
    put_script(api, "//@id:'next'\n//@type:'http'")
    assert ids(api) == ["next"]


@pytest.mark.parametrize(
    "settings",
    [
        "",
        '@type:"http"',
        '@id:"order"',
        '@id:"" @type:"http"',
        '@id:"an-order" @type:"http"',
        '@id:"an order" @type:"http"',
        f'@id:"{"a" * 51}" @type:"http"',
        '@id:"order" @type:"web"',
        '@id:"order" @type:"step"',
    ],
)
def test_a_script_that_lacks_a_setting_or_breaks_its_rule_is_ignored(settings: str) -> None:
    """[V-XT]: it is kept, and cannot be called; no name stands in for the id."""
    api = Api()
    put_script(api, settings)
    assert ids(api) == []
    assert api.mock.state.extension_files.has_file("a/order.js")
    put_script(api, f'@id:"{"a" * 50}" @type:"http"')
    assert ids(api) == ["a" * 50]
    put_script(api, settings)
    assert ids(api) == []


def test_an_id_is_that_of_one_script() -> None:
    """[V-XT]: ids are unique; a later script with the same id is ignored."""
    api = Api()
    put_script(api, '@id:"order" @type:"http"')
    put_script(api, '@id:"order" @type:"http" @open:"true"', folder="b")
    assert api.mock.state.extensions.get("order") == Extension("order")
    put_script(api, '@id:"another" @type:"http"')
    put_script(api, '@id:"order" @type:"http" @open:"true"', folder="b")
    assert api.mock.state.extensions.get("order") == Extension("order", open=True)


def test_a_script_of_another_type_cannot_be_called() -> None:
    api = Api()
    multipart(api, "POST", TARGET, file=ORDER, type="step")
    multipart(api, "PUT", TARGET, file=ORDER)
    assert api.mock.state.extensions.get("order") is None


def test_statuses_and_bodies_of_successes_are_assumed() -> None:
    """Assumptions asset-upload-status, asset-exists-status and empty-success-body."""
    api = Api(
        {
            "asset-upload-status": "status-200",
            "asset-exists-status": "status-400",
            "empty-success-body": "resource",
        }
    )
    sent = [multipart(api, "POST", TARGET, file=STAMPS, type="step") for _ in range(2)]
    assert [each.status for each in sent] == [200, 400]
    assert sent[0].json == multipart(api, "PUT", TARGET, file=STAMPS).json
    assert sent[0].json["name"] == "stamps.groovy"
