"""The vendor's own client, `@iterable/api`, calls the mock of Iterable: its parsers accept the responses."""

import re
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
import vendor_rows
import vendor_rows_sending
from effort import LONG
from iterable_held import ADA, READER
from iterable_rows import BESIDE, ROWS
from vendor_client import PACKAGE, ROOT, VendorClient, VendorError
from vendor_shop import LEFT_OUT, VENDOR_CHECKS, VendorShop

from iterable_client.mock.assumptions import Assumptions
from iterable_client.mock.backend import BACKEND
from iterable_client.mock.document import document
from iterable_client.mock.instance import load_project
from iterable_client.mock.local import LocalMock
from sdk_core.mock.app import create_application
from sdk_core.mock.building import build_mock
from sdk_core.mock.request_journal import MASK
from sdk_core.mock.server.server import Server

FILES = (vendor_rows, vendor_rows_sending)
"""What fills the table of the checks."""
NOBODY = "nobody@example.com"
Calls = Callable[[VendorShop], object]

long = pytest.mark.skipif(not LONG, reason="the vendor's client is not installed; `make contract` does that")


@pytest.fixture(scope="module")
def vendor() -> Generator[VendorClient]:
    with VendorClient() as client:
        yield client


@contextmanager
def shop(vendor: VendorClient, options: Mapping[str, str] | None = None) -> Generator[VendorShop]:
    """Open the vendor's client on a book shop, which rejects bodies with a member that the document does not have.

    Responses are held against the document, unless an option of an assumption was chosen.
    """
    chosen = Assumptions({"unknown-members": "status-400", **(options or {})})
    with (
        closing(build_mock(BACKEND, replace(load_project(), assumptions=chosen), seed=0)) as mock,
        Server(create_application(mock, strict=not options)) as server,
    ):
        local = LocalMock(mock, server)
        vendor.open(local.url, local.api_key)
        yield VendorShop(local, vendor)


@long
@pytest.mark.parametrize("operation", VENDOR_CHECKS)
def test_its_parsers_accept_what_the_mock_responds(operation: str, vendor: VendorClient) -> None:
    with shop(vendor) as opened:
        VENDOR_CHECKS[operation](opened)
        requests = opened.mock.requests
    assert operation in {each.operation for each in requests}, "the method and the path are the document's"
    for each in requests:
        described = document().operations[each.operation or ""]
        assert each.status in {200, 201, 202}, each.reasons
        assert {name for name, _ in parse_qsl(urlsplit(each.target).query)} <= described.query_parameters.keys()
        if each.body and each.body != MASK.encode():  # the journal keeps no secrets
            described.check_body(each.json)


def test_each_operation_is_called_or_left_out_with_a_reason() -> None:
    assert sorted([*VENDOR_CHECKS, *LEFT_OUT]) == sorted(document().operations)
    assert all(LEFT_OUT.values())
    without = [number for number, operations in ROWS.items() if not VENDOR_CHECKS.keys() & set(operations)]
    assert without == [8, 33, 34], "the vendor's client has methods for 31 of the 34 rows"
    assert BESIDE[-2:] == ("listWebhooks", "updateWebhook")
    assert VENDOR_CHECKS.keys() >= set(BESIDE[-2:])


@long
def test_it_has_no_method_for_what_is_left_out() -> None:
    sources = "".join(path.read_text("utf-8") for path in sorted((PACKAGE / "dist" / "client").glob("*.js")))
    operations = document().operations.items()
    named = {each for each, described in operations if re.search(_as_written(described.path), sources)}
    assert named == VENDOR_CHECKS.keys(), "call what it has a method for, and leave out the rest with a reason"


def _as_written(path: str) -> str:
    """Return what finds a path in the sources of the vendor's client, where values stand between `${` and `}`."""
    _, api, resource, *steps = path.split("/")
    written = [r"\$\{[^}]+\}" if step.startswith("{") else rf"(?:{step}|\$\{{pathSegment\}})" for step in steps]
    return "/" + "/".join([api, resource, *written]) + r"""(?=["`?]|\$\{(?:queryParams|params)\.)"""


@long
def test_it_is_the_version_that_the_makefile_pins(vendor: VendorClient) -> None:
    assert f"@iterable/api@{vendor.version}\n" in (ROOT / "Makefile").read_text("utf-8")


def _canceled(opened: VendorShop) -> int:
    job: int = opened.call("startExportJob", dataTypeName="user", outputFormat="text/csv")["jobId"]
    opened.call("cancelExportJob", jobId=job)
    return job


Rejected: Mapping[tuple[str, str], Calls] = {
    ("sent-message-members", "as-documented"): lambda it: (it.send(), it.call("getSentMessages", email=ADA)),
    ("export-cancelled-state", "cancelled"): lambda it: it.call("getExportFiles", jobId=_canceled(it)),
    ("export-state-words", "capitalized"): lambda it: it.call("getExportFiles", jobId=it.start_export()),
    ("export-job-members", "objects"): lambda it: (it.start_export(), it.call("getExportJobs")),
    ("export-cancel-response", "empty"): _canceled,
    ("catalog-write-body", "empty"): lambda it: it.call("createCatalog", catalogName="novels"),
    ("catalog-item-members", "as-documented"): lambda it: it.call("getCatalogItems", catalogName="books"),
    ("total-form", "object"): lambda it: it.call("getCampaigns"),
    ("template-times", "text"): lambda it: it.call("getTemplates"),
    ("unknown-email-response", "empty-user"): lambda it: it.call("getUserByEmail", email=NOBODY),
}
"""Options of assumptions that the vendor's own client speaks against: calls whose responses its parsers reject then."""


@long
@pytest.mark.parametrize(("assumption", "option"), Rejected)
def test_its_parsers_reject_what_another_option_responds(assumption: str, option: str, vendor: VendorClient) -> None:
    with shop(vendor) as opened:
        Rejected[assumption, option](opened)
    with shop(vendor, {assumption: option}) as opened, pytest.raises(VendorError) as rejected:
        Rejected[assumption, option](opened)
    assert rejected.value.kind == "IterableResponseValidationError"


@long
def test_a_broken_response_is_told(vendor: VendorClient) -> None:
    with shop(vendor) as opened:
        opened.mock.faults.add(operation="listLists", status=200, body={"lists": [{"id": "1201"}]})
        with pytest.raises(VendorError, match="listType") as rejected:
            VENDOR_CHECKS["listLists"](opened)
        opened.mock.faults.add(operation="listLists", status=200, body={"lists": []})
        with pytest.raises(AssertionError):
            VENDOR_CHECKS["listLists"](opened)
    assert rejected.value.kind == "IterableResponseValidationError"


@long
def test_its_parser_rejects_a_user_without_an_email(vendor: VendorClient) -> None:
    with shop(vendor) as opened:
        opened.call("updateUser", userId="reader-1", dataFields={})
        with pytest.raises(VendorError, match="email"):
            opened.call("getUserByUserId", userId="reader-1")


def _forgotten(opened: VendorShop) -> object:
    opened.mock.state.forgotten.add("email", NOBODY)
    return opened.call("updateUser", email=NOBODY)


def _six_times(opened: VendorShop) -> object:
    return [opened.call("getListUsers", listId=READER) for _ in range(6)]


def _wrong_key(opened: VendorShop) -> object:
    opened.vendor.open(opened.mock.url, "f" * 32)
    return opened.call("getLists")


ERRORS: Mapping[tuple[int, str], Calls] = {
    (401, "BadApiKey"): _wrong_key,
    (400, "BadParams"): lambda it: it.call("triggerCampaign", campaignId=1, listIds=[READER]),
    (400, "Success"): lambda it: it.call("getListUsers", listId=999),
    (404, "NotFound"): lambda it: it.call("getCampaign", id=1),
    (409, "ForgottenUserError"): _forgotten,
    (429, "RateLimitExceeded"): _six_times,
}


@long
@pytest.mark.parametrize(("status", "code"), ERRORS)
def test_it_reads_the_errors(status: int, code: str, vendor: VendorClient) -> None:
    with shop(vendor) as opened, pytest.raises(VendorError) as raised:
        ERRORS[status, code](opened)
    assert (raised.value.kind, raised.value.status, raised.value.code) == ("IterableApiError", status, code)


CODES_IT_DOES_NOT_KNOW: Mapping[tuple[str, str], Calls] = {
    ("error-codes", "as-the-guide"): _wrong_key,
    ("catalog-taken-status", "status-409"): lambda it: it.call("createCatalog", catalogName="books"),
}


@long
@pytest.mark.parametrize(("assumption", "option"), CODES_IT_DOES_NOT_KNOW)
def test_it_does_not_know_the_codes_of_other_options(assumption: str, option: str, vendor: VendorClient) -> None:
    with shop(vendor, {assumption: option}) as opened, pytest.raises(VendorError) as raised:
        CODES_IT_DOES_NOT_KNOW[assumption, option](opened)
    assert raised.value.kind == "IterableRawError"
