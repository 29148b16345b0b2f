"""Web applications [V-AST]."""

from asset_calls import archive, multipart
from operation_calls import Api

TARGET = "/assets/webapps"
FINDER = ("candy-finder.zip", archive())


def test_post_adds_and_put_replaces_or_adds() -> None:
    """The document's examples, whose text stands for an archive; V-AST: a POST fails when it is there."""
    api = Api()
    statuses = [multipart(api, method, TARGET, file=FINDER).status for method in ("POST", "POST", "PUT")]
    assert statuses == [201, 409, 200]
    assert api.mock.state.webapps.content("candy-finder.zip") == archive()
    assert multipart(Api(), "PUT", TARGET, file=FINDER).status == 201


def test_a_web_application_is_an_archive_unless_any_file_is_taken() -> None:
    """Assumption webapp-format."""
    page = ("finder.html", b"<h1>Candy finder</h1>")
    for method in ("POST", "PUT"):
        assert multipart(Api(), method, TARGET, file=page).status == 400
        assert multipart(Api({"webapp-format": "any-file"}), method, TARGET, file=page).status == 201


def test_whether_an_update_creates_is_assumed() -> None:
    """Assumption webapp-update-missing."""
    api = Api({"webapp-update-missing": "status-404"})
    assert [multipart(api, method, TARGET, file=FINDER).status for method in ("PUT", "POST", "PUT")] == [404, 201, 200]


def test_statuses_are_assumed() -> None:
    """Assumptions asset-upload-status, asset-update-status and asset-exists-status."""
    api = Api(
        {
            "asset-upload-status": "status-200",
            "asset-update-status": "always-200",
            "asset-exists-status": "status-400",
        }
    )
    other = ("other.zip", archive())
    assert [multipart(api, "POST", TARGET, file=FINDER).status for _ in range(2)] == [200, 400]
    assert [multipart(api, "PUT", TARGET, file=other).status for _ in range(2)] == [200, 200]
