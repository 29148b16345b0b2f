"""Checks by calls: credentials, and whether the server responds as its document says."""

from collections.abc import Iterator
from typing import Any, Final

from sdk_core.api import Api
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.paginator import Paginator
from sdk_core.cli.doctor_findings import Examined, Finding, Read
from sdk_core.cli.doctor_scope import check_scope, is_rejected_here, without_kind
from sdk_core.cli.tables import kebab
from sdk_core.wire.errors import (
    ApiError,
    AuthenticationError,
    NotFound,
    PermissionDenied,
    RateLimited,
    ResponseParseError,
    ResponseTooLarge,
)
from sdk_core.wire.operations import Operation

_HTML: Final = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")
_CREDENTIALS: Final = "credentials"


def safe_reads(api: Api) -> list[Operation]:
    """Return one operation of each resource that only reads and needs no parameter, what most keys may call first."""
    chosen: dict[str, Operation] = {}
    for each in sorted(
        api.operations.values(), key=lambda each: ("page" not in each.traits, bool(each.traits.get("pii")))
    ):
        if _is_safe(each):
            chosen.setdefault(each.resource, each)
    order = [*dict.fromkeys(each.resource for each in api.operations.values())]
    return sorted(chosen.values(), key=lambda each: (-len(each.traits.get("keys", ())), order.index(each.resource)))


def _is_safe(operation: Operation) -> bool:
    traits = operation.traits
    needs = any(each.required or each.place == "path" for each in operation.parameters) or traits.get("exclusive")
    return operation.method == "GET" and traits["access"] == "read" and not (needs or "rows" in traits)


def check_calls(examined: Examined) -> Iterator[Finding]:
    """Call what is safe, until that says that the credentials are not accepted."""
    if examined.client is None:
        return
    for operation in safe_reads(examined.api):
        examined.reads.append(Read(operation, _call(examined.client, operation)))
        error = examined.reads[-1].error
        if len(examined.reads) == 1:
            yield _credentials(examined, operation, error)
            # Wrong credentials again and again may lock the key. What most kinds of keys may call was called first.
            if _without_token(error) or isinstance(error, AuthenticationError):
                return
    yield from check_scope(examined)
    yield from _document(examined)


def _call(client: Any, operation: Operation) -> ApiError | None:  # noqa: ANN401 - each client has resources of its own
    """Call an operation for one item, and read its response; return why that failed."""
    values: dict[str, Any] = {}
    if "page" in operation.traits:
        options = PageOptions(limit=1, page_size=1)
        values = Paginator(operation, dict[str, Any], values={}, options=options).next_call() or {}
    names = {each.name: each.python_name for each in operation.parameters}
    method = getattr(getattr(client, operation.resource).with_raw_response, operation.name)
    try:
        response = method(**{names[name]: value for name, value in values.items()})
        response.parsed  # noqa: B018 - it is read when it is asked for
    except ApiError as error:
        return error
    return None


def _without_token(error: ApiError | None) -> bool:
    """Tell whether what gives tokens responded, and with something else: there are no bytes of the operation then."""
    return isinstance(error, ResponseParseError) and not error.content


def _is_page(error: ApiError) -> bool:
    return error.content.lstrip()[:20].lower().startswith(_HTML)


def _credentials(examined: Examined, operation: Operation, error: ApiError | None) -> Finding:
    if is_rejected_here(error):
        message = f"not decided: by the settings the key may not call {operation.id}, so it was not sent"
        return Finding(_CREDENTIALS, "skipped", message, without_kind(examined))
    if error is None or isinstance(error, PermissionDenied):
        return Finding(_CREDENTIALS, "ok", f"accepted by {operation.id}")
    if _without_token(error):
        advice = "check base_url: another server or a proxy responds there, and not the API"
        return Finding(_CREDENTIALS, "failed", error.problem_and_advice()[0], advice)
    if isinstance(error, AuthenticationError):
        return Finding(_CREDENTIALS, "failed", *error.problem_and_advice())
    if _is_page(error):
        return Finding(_CREDENTIALS, "failed", *_page_for_browsers(operation))
    problem, advice = error.problem_and_advice()
    return Finding(_CREDENTIALS, "skipped", f"not decided: {problem}", advice)


def _page_for_browsers(operation: Operation) -> tuple[str, str]:
    return (
        f"the response to {operation.id} is a page for browsers (HTML)",
        "check base_url: that is another server, or a login page or a proxy stands before the API",
    )


def _document(examined: Examined) -> Iterator[Finding]:
    """Say of each resource whether its response is as the document has it."""
    found = examined.reads
    if found and all(isinstance(each.error, NotFound) for each in found):
        yield Finding(
            "document",
            "failed",
            "the server knows none of the operations that were called (404)",
            "check base_url: nothing of the API is there",
        )
        return
    for read in found:
        yield _of_read(examined, read)


def _of_read(examined: Examined, read: Read) -> Finding:
    operation, error = read.operation, read.error
    check = f"document, {kebab(operation.resource)}"
    if error is None:
        return Finding(check, "ok", f"{operation.id} responds as documented")
    if is_rejected_here(error):
        message = f"not called: by the settings the key may not call {operation.id}"
        return Finding(check, "skipped", message, without_kind(examined))
    if _is_page(error):
        return Finding(check, "failed", *_page_for_browsers(operation))
    return _of_error(check, operation, error)


def _of_error(check: str, operation: Operation, error: ApiError) -> Finding:
    if isinstance(error, AuthenticationError | PermissionDenied):
        advice = "use a key of a wider scope, if this is needed"
        return Finding(check, "warning", f"the key may not call {operation.id}", advice)
    if isinstance(error, NotFound):
        advice = "ask the vendor to enable it, if it is needed"
        return Finding(check, "warning", f"{operation.id} returned 404: it is not enabled for this account", advice)
    problem, advice = error.problem_and_advice()
    if isinstance(error, ResponseTooLarge):
        return Finding(check, "skipped", problem)
    if isinstance(error, ResponseParseError):
        return Finding(check, "failed", problem, "see what differs with the command contract, and report it")
    return Finding(check, "warning" if isinstance(error, RateLimited) else "failed", problem, advice)
