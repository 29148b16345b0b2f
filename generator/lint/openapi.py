"""Is it OpenAPI 3.1 at all?"""

from collections.abc import Iterator

from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.validation.exceptions import DuplicateOperationIDError

from generator.bundle.bundler import Bundle
from generator.lint.finding import finding
from generator.load.problems import Problem


def valid_openapi(bundle: Bundle) -> Iterator[Problem]:
    """The document is valid OpenAPI 3.1, by openapi-spec-validator."""
    if not str(bundle.document.get("openapi", "")).startswith("3.1."):
        yield finding(
            bundle, "openapi", ("openapi",), "the document is not OpenAPI 3.1", "write `openapi: 3.1.0` (DECISIONS.md)"
        )
        return
    for error in OpenAPIV31SpecValidator(bundle.document).iter_errors():
        if isinstance(error, DuplicateOperationIDError):
            continue  # the rule unique_operation_ids says it with both files
        pointer = tuple(str(part) for part in getattr(error, "absolute_path", ()))
        message = error.message.splitlines()[0]  # the rest repeats the whole value, which can be pages long
        yield finding(bundle, "openapi", pointer, message, "write what OpenAPI 3.1 requires at this place")
