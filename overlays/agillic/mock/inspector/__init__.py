"""What the pages of the mock of Agillic show: the instance, recipients, target groups, tasks, and programs."""

from typing import Any

from starlette.requests import Request

from agillic.mock.calls import Mock
from agillic.mock.inspector.overview import overview
from agillic.mock.inspector.people import find_people, person
from agillic.mock.inspector.samples import samples
from sdk_core.mock.app.additions import Inspector
from sdk_core.mock.inspector.routes import read_digits


def _overview(mock: Mock, request: Request) -> Any:  # noqa: ANN401 - what JSON can write
    return overview(mock, request.query_params.get("known", ""))


def _people(mock: Mock, request: Request) -> Any:  # noqa: ANN401 - as above
    return find_people(mock, request.query_params.get("search", ""))


def _person(mock: Mock, request: Request) -> Any:  # noqa: ANN401 - as above
    return person(mock, read_digits(request.path_params["number"]))


INSPECTOR = Inspector(
    package="agillic.mock.inspector",
    parts=("start.js", "inspector.js", "recipients.js", "lists.js", "reference.js"),
    paths={"/overview": _overview, "/recipients": _people, "/recipients/{number}": _person},
    samples=samples,
)
