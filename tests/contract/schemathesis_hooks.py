"""What schemathesis does for this API in its own way: how paths are encoded, and data that fits the instance."""

import re
from copy import deepcopy
from typing import Any
from urllib.parse import quote, unquote

import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode, Response
from schemathesis.core.failures import Failure
from schemathesis_bodies import bodies, first_bodies
from schemathesis_exclusions import Exclusion, excluding
from schemathesis_names import addresses, filters

from agillic.mock.instance import Instance

AnyCase = Any
AnyContext = Any
Hooked = Any
"""A schema of schemathesis. Its generic classes have no complete types, and neither have its hooks."""

_FIELD_AND_VALUE = re.compile("([A-Z_]+)=(.+)", re.DOTALL)


def _before_call(context: AnyContext, case: AnyCase, kwargs: dict[str, Any]) -> None:  # noqa: ARG001 - its signature
    """Encode the values of the path as the API takes them. It is the only hook that reaches all phases."""
    case.path_parameters = {name: on_the_wire(value) for name, value in case.path_parameters.items()}


_library: Any = schemathesis
_library.hook("before_call")(_before_call)


def add_hooks(schema: Hooked, instance: Instance, used: set[Exclusion]) -> None:
    """Add the hooks to a schema.

    Args:
        schema: As schemathesis loaded it.
        instance: What generated data shall fit.
        used: Gets the exclusions that a failure fell under.
    """
    # Formats hold for all schemas of the process: a later call replaces them.
    schemathesis.openapi.format("recipient-address", addresses(instance))
    schemathesis.openapi.format("rsql", filters())
    fitting, first = bodies(instance), first_bodies(instance)

    def before_add_examples(context: AnyContext, examples: list[AnyCase]) -> None:
        """Replace an example that cannot succeed; the phase coverage sends it too."""
        if (body := first.get(_operation_id(context))) and examples:
            examples[0].body = deepcopy(body)

    def flatmap_case(context: AnyContext, case: AnyCase) -> st.SearchStrategy[AnyCase]:
        """Replace every other body by one that the instance takes; data that breaks the schema is left alone."""
        strategy = fitting.get(_operation_id(context))
        if strategy is None or case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
            return st.just(case)

        def replaced(body: Any) -> AnyCase:  # noqa: ANN401 - whatever JSON holds
            case.body = deepcopy(body)  # a later call may change it
            return case

        return st.just(case) | strategy.map(replaced)

    def filter_failure(context: AnyContext, failure: Failure, case: AnyCase, response: Response) -> bool:  # noqa: ARG001 - its signature
        exclusion = excluding(_operation_id(context), failure, response)
        if exclusion:
            used.add(exclusion)
        return exclusion is None

    for hook in (before_add_examples, flatmap_case, filter_failure):
        schema.hook(hook)


def _operation_id(context: AnyContext) -> str:
    return str(context.operation.definition.raw["operationId"])


def on_the_wire(value: Any) -> Any:  # noqa: ANN401 - path values are strings, or numbers under negative data
    """Return a value of a path, encoded twice; only the `=` between field and value stays as it is [S1].

    Schemathesis has encoded it once, or, when it repeats a call or draws from earlier ones, we have twice. It never
    means a text with an escape in it, so that all of them can be removed.

    >>> on_the_wire("EMAIL%3Da%40b"), on_the_wire("a%40b"), on_the_wire("a%2540b"), on_the_wire("50%25")
    ('EMAIL=a%2540b', 'a%2540b', 'a%2540b', '50%2525')
    """
    if not isinstance(value, str):
        return value
    while (plain := unquote(value)) != value:
        value = plain
    address = _FIELD_AND_VALUE.fullmatch(value)
    return "=".join(quote(quote(part, safe=""), safe="") for part in (address.groups() if address else (value,)))
