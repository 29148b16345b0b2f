"""Which status and code an error of the state gets: the document's, or those that the chosen option names."""

from iterable_client.mock.assumptions import Assumptions
from sdk_core.mock.app import HTTPError
from sdk_core.mock.errors import StateError
from sdk_core.mock.reasons import reason_of


def http_error_of(error: StateError, assumptions: Assumptions) -> HTTPError:
    """Return the error that an error of the state becomes."""
    del assumptions
    known = reason_of(error)
    return HTTPError(400, str(error), rule=known.rule, assumption=known.assumption, field=known.field, type=known.type)
