"""Images, files and templates: lists, folders, references, commits [V-AST]."""

from pathlib import Path

import pytest
from asset_calls import example, multipart, names
from operation_calls import Api

RESOURCES, TEMPLATES = "/assets/resources", "/assets/templates"
LOGO = ("logo.png", b"the bytes of logo.png")
USES_BEANS = ("beans.html", b"<img src='/Images/beans.png'>")

both = pytest.mark.parametrize("target", [RESOURCES, TEMPLATES])


def test_resources_are_listed_a_folder_at_a_time_and_folders_say_nothing_of_references() -> None:
    """V-AST: folders have only name and isFolder."""
    api = Api()
    assert api.get(f"{RESOURCES}/list") == [
        {"name": "Campaigns", "isFolder": True},
        {"name": "Files and Resources", "isFolder": True},
        {"name": "Images", "isFolder": True},
        {"name": "images", "isFolder": True},
        {"name": "cafe-connect-logo.png", "isFolder": False, "referenced": False},
    ]
    assert names(api, f"{RESOURCES}/list?folder=Campaigns%2FImages") == ["cafe-connect-logo.png"]
    assert names(api, f"{TEMPLATES}/list?folder=email") == ["automations/"]
    assert names(api, f"{TEMPLATES}/list?folder=Campaigns/Images") == ["gallery.html"]


@both
@pytest.mark.parametrize("folder", ["Nowhere", "/", "..", "images/../Images", "IMAGES"])
def test_an_unknown_folder_cannot_be_listed(target: str, folder: str) -> None:
    """Assumption unknown-folder-status."""
    assert Api().call("GET", f"{target}/list?folder={folder}").status == 404
    for option, status in (("status-400", 400), ("empty-list", 200)):
        received = Api({"unknown-folder-status": option}).call("GET", f"{target}/list?folder={folder}")
        assert received.status == status
        assert received.json == [] or "message" in received.json


@both
@pytest.mark.parametrize(("method", "status"), [("POST", 201), ("PUT", 200)])
def test_the_examples_of_uploads_are_taken(target: str, method: str, status: int) -> None:
    """The document's examples; the PUT replaces what the built-in instance has there."""
    api, parts = Api(), example(method, target)
    name = "newsletter.html" if target == TEMPLATES else ("new.png" if method == "POST" else "cafe-connect-logo.png")
    name = "new.html" if (target, method) == (TEMPLATES, "POST") else name
    assert multipart(api, method, target, **parts | {"file": (name, parts["file"].encode())}).status == status
    files = api.mock.state.templates if target == TEMPLATES else api.mock.state.resources
    assert files.content(f"{parts['folder']}/{name}") == parts["file"].encode()


@both
def test_post_adds_and_put_adds_or_replaces(target: str) -> None:
    """V-AST; assumptions asset-upload-status, asset-update-status, asset-exists-status."""
    api = Api()
    sent = [multipart(api, method, target, file=LOGO) for method in ("POST", "POST", "PUT")]
    assert [each.status for each in sent] == [201, 409, 200]
    assert "already" in sent[1].json["message"]
    assert multipart(api, "PUT", target, file=("b.png", b"")).status == 201
    other = Api({"asset-upload-status": "status-200", "asset-update-status": "always-200"})
    assert [multipart(other, method, target, file=LOGO).status for method in ("POST", "PUT")] == [200, 200]
    assert multipart(other, "PUT", target, file=("b.png", b"")).status == 200
    assert multipart(Api(), "POST", target, file=("images" if target == RESOURCES else "email", b"")).status == 409
    bad = Api({"asset-exists-status": "status-400"})
    assert [multipart(bad, "POST", target, file=LOGO).status for _ in range(2)] == [201, 400]


@both
def test_what_was_uploaded_shows_after_some_seconds(target: str) -> None:
    """T-ARR; assumption asset-visibility-delay. A new version of what shows already shows on."""
    api, listed = Api(), f"{target}/list?folder=new"
    assert multipart(api, "POST", target, file=LOGO, folder="new").status == 201
    assert names(api, listed) == []
    api.mock.clock.advance(3)
    assert names(api, listed) == ["logo.png"]
    assert multipart(api, "PUT", target, file=LOGO, folder="new").status == 200
    assert names(api, listed) == ["logo.png"]
    at_once = Api({"asset-visibility-delay": "at-once"})
    assert multipart(at_once, "POST", target, file=LOGO, folder="new").status == 201
    assert names(at_once, listed) == ["logo.png"]


def test_whoever_lists_again_and_again_sees_an_upload_though_the_clock_stands_still() -> None:
    api = Api()
    multipart(api, "POST", RESOURCES, file=LOGO, folder="new")
    assert [names(api, f"{RESOURCES}/list?folder=new") for _ in range(3)] == [[], [], ["logo.png"]]


def test_the_order_and_the_length_of_a_list_are_assumed() -> None:
    """Assumptions asset-list-order and asset-list-paging."""
    tops = {
        option: names(Api({"asset-list-order": option}), f"{RESOURCES}/list")
        for option in ("folders-first", "by-name", "unordered")
    }
    assert tops["by-name"] == sorted(tops["folders-first"])
    assert tops["by-name"][-2:] == ["cafe-connect-logo.png", "images/"]
    assert tops["unordered"] not in (tops["by-name"], tops["folders-first"])
    assert sorted(tops["unordered"]) == sorted(tops["by-name"])
    many = {f"many/{number:04}": "" for number in range(1_001)}
    assert len(names(Api(resources=many), f"{RESOURCES}/list?folder=many")) == 1_001
    capped = names(Api({"asset-list-paging": "capped-1000"}, resources=many), f"{RESOURCES}/list?folder=many")
    assert len(capped) == 1_000


def test_a_resource_is_deleted_by_its_full_path_as_text() -> None:
    """V-AST; the document's example; assumption unknown-asset-status."""
    api = Api()
    assert [multipart(api, "DELETE", RESOURCES, **example("DELETE", RESOURCES)).status for _ in range(2)] == [200, 404]
    assert names(api, f"{RESOURCES}/list?folder=images/Campaigns") == []
    for option, status in (("status-400", 400), ("status-200", 200)):
        again = multipart(Api({"unknown-asset-status": option}), "DELETE", RESOURCES, file="nowhere.png")
        assert again.status == status
    assert multipart(Api(), "DELETE", RESOURCES, file=LOGO).status == 400
    assert multipart(Api(), "DELETE", RESOURCES, file="").status == 404
    assert (
        multipart(Api({"delete-success-status": "status-204"}), "DELETE", RESOURCES, file="Images/beans.png").status
        == 204
    )


def test_a_resource_that_a_template_refers_to_cannot_be_deleted() -> None:
    """V-AST; assumption asset-referenced-status. The reference ends with the version of the template that has it."""
    api = Api()
    assert multipart(api, "POST", TEMPLATES, file=USES_BEANS).status == 201
    assert api.get(f"{RESOURCES}/list?folder=Images")[0]["referenced"] is True
    rejected = multipart(api, "DELETE", RESOURCES, file="Images/beans.png")
    assert (rejected.status, "refers" in rejected.json["message"]) == (409, True)
    assert names(api, f"{RESOURCES}/list?folder=Images") == ["beans.png"]
    multipart(api, "PUT", TEMPLATES, file=("beans.html", b"<img src='https://candystore.example/Images/beans.png'>"))
    assert multipart(api, "DELETE", RESOURCES, file="Images/beans.png").status == 200
    other = Api({"asset-referenced-status": "status-400"})
    multipart(other, "POST", TEMPLATES, file=USES_BEANS)
    assert multipart(other, "DELETE", RESOURCES, file="Images/beans.png").status == 400


def test_a_campaign_refers_to_its_template_and_to_the_pictures_in_its_fields() -> None:
    """V-AST: something in the instance refers to the file."""
    api = Api()
    fields = {"hero-image": "Images/beans.png"}
    messages = [{"messages": [{"variants": [{"fields": fields}]}]}]
    api.mock.state.campaigns.stage("June", {"templateName": "default.html", "blockGroups": messages})
    assert multipart(api, "DELETE", RESOURCES, file="Images/beans.png").status == 409
    used = {each["name"]: each["referenced"] for each in api.get(f"{TEMPLATES}/list")}
    assert (used["default.html"], used["newsletter.html"], used["Transactional"]) == (True, False, False)


def test_what_deleting_a_folder_does_is_assumed() -> None:
    """Assumption resource-folder-delete."""
    assert multipart(Api(), "DELETE", RESOURCES, file="Images").status == 404
    assert multipart(Api({"resource-folder-delete": "status-400"}), "DELETE", RESOURCES, file="Images").status == 400
    api = Api({"resource-folder-delete": "removed"})
    multipart(api, "POST", TEMPLATES, file=USES_BEANS)
    assert multipart(api, "DELETE", RESOURCES, file="Images").status == 409
    assert multipart(api, "DELETE", RESOURCES, file="images").status == 200
    assert multipart(api, "DELETE", RESOURCES, file="").status == 404
    assert names(api, f"{RESOURCES}/list") == ["Campaigns/", "Files and Resources/", "Images/", "cafe-connect-logo.png"]


def test_a_template_is_committed_by_its_path_as_text() -> None:
    """V-AST; the document's example; assumptions template-commit-body and unknown-asset-status."""
    api, target = Api(), f"{TEMPLATES}/:commit"
    assert multipart(api, "POST", target, **example("POST", target)).status == 200
    assert multipart(api, "POST", target, file="nowhere.html").status == 404
    assert multipart(api, "POST", target, file=LOGO).status == 400
    assert api.call("POST", target, content_type="multipart/form-data; boundary=X").status == 400
    assert multipart(Api({"unknown-asset-status": "status-400"}), "POST", target, file="nowhere.html").status == 400
    assert multipart(Api({"unknown-asset-status": "status-200"}), "POST", target, file="nowhere.html").status == 200
    strict = Api({"unknown-members": "status-400"})
    assert multipart(strict, "POST", target, file="default.html", folder="").status == 400


def test_what_a_commit_holds_is_assumed() -> None:
    """Assumption template-commit-body."""
    target, folder = f"{TEMPLATES}/:commit", "email/automations"
    named = Api({"template-commit-body": "name-and-folder"})
    assert multipart(named, "POST", target, file="newsletter.html", folder=folder).status == 200
    assert multipart(named, "POST", target, file="newsletter.html").status == 200
    assert multipart(named, "POST", target, file="default.html", folder=folder).status == 404
    assert multipart(named, "POST", target, file=("newsletter.html", b""), folder=folder).status == 400
    filed = Api({"template-commit-body": "file-upload", "template-commit-needed": "needed"})
    assert multipart(filed, "POST", target, file=("newsletter.html", b"<p>New"), folder=folder).status == 200
    assert filed.mock.state.templates.in_use(f"{folder}/newsletter.html") == "<p>New"
    assert multipart(filed, "POST", target, file="newsletter.html", folder=folder).status == 400
    assert multipart(filed, "POST", target, file=("newsletter.html", b""), folder=("f", b"")).status == 400


def test_whether_messages_wait_for_a_commit_is_assumed() -> None:
    """Assumption template-commit-needed."""
    for option, before in (("not-needed", "<p>New"), ("needed", None)):
        api = Api({"template-commit-needed": option})
        multipart(api, "POST", TEMPLATES, file=("new.html", b"<p>New"))
        assert api.mock.state.templates.in_use("new.html") == before
        assert multipart(api, "POST", f"{TEMPLATES}/:commit", file="new.html").status == 200
        assert api.mock.state.templates.in_use("new.html") == "<p>New"


def test_what_was_written_is_returned_under_an_option() -> None:
    """Assumption empty-success-body."""
    api = Api({"empty-success-body": "resource"})
    written = {"name": "logo.png", "isFolder": False, "referenced": False}
    for method, target in (("POST", RESOURCES), ("PUT", TEMPLATES)):
        assert multipart(api, method, target, file=LOGO, folder="a").json == written
    assert multipart(api, "POST", f"{TEMPLATES}/:commit", file="a/logo.png").json == written
    assert multipart(Api(), "POST", RESOURCES, file=LOGO).content == b""


def test_assets_survive_a_restart(tmp_path: Path) -> None:
    database = tmp_path / "state.db"
    first = Api(database=database)
    multipart(first, "POST", TEMPLATES, file=USES_BEANS)
    multipart(first, "DELETE", RESOURCES, file="cafe-connect-logo.png")
    first.mock.close()
    second = Api(database=database)
    assert multipart(second, "DELETE", RESOURCES, file="Images/beans.png").status == 409
    assert "cafe-connect-logo.png" not in names(second, f"{RESOURCES}/list")
    second.mock.close()
