"""The hooks of schemathesis: how paths are encoded, data that fits the instance, and failures that are none."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode, Response
from schemathesis.core.failures import Failure
from schemathesis_exclusions import Exclusion, excluding
from schemathesis_subject import Subject

AnyCase = Any
AnyContext = Any
Hooked = Any
"""A schema of schemathesis. Its generic classes have no complete types, and neither have its hooks."""

_WRITERS: dict[str, Callable[[Any], Any]] = {}
"""How the values of paths are written, by the title of a document."""


def _before_call(context: AnyContext, case: AnyCase, kwargs: dict[str, Any]) -> None:  # noqa: ARG001 - its signature
    """Encode the values of the path as the API takes them.

    It is the only hook that reaches all phases, and is one for all schemas of the process.
    """
    on_the_wire = _WRITERS[case.operation.schema.raw_schema["info"]["title"]]
    case.path_parameters = {name: on_the_wire(value) for name, value in case.path_parameters.items()}


_library: Any = schemathesis
_library.hook("before_call")(_before_call)


def add_hooks(schema: Hooked, subject: Subject, used: set[Exclusion]) -> None:
    """Add the hooks to a schema.

    Args:
        schema: As schemathesis loaded it.
        subject: What generated data shall fit.
        used: Gets the exclusions that a failure fell under.
    """
    _WRITERS[subject.document["info"]["title"]] = subject.on_the_wire
    for name, values in subject.formats.items():  # they hold for all schemas of the process
        schemathesis.openapi.format(name, values)

    def before_add_examples(context: AnyContext, examples: list[AnyCase]) -> None:
        """Replace an example that cannot succeed; the phase coverage sends it too."""
        if (body := subject.first_bodies.get(_operation_id(context))) and examples:
            examples[0].body = deepcopy(body)

    def flatmap_case(context: AnyContext, case: AnyCase) -> st.SearchStrategy[AnyCase]:
        """Replace every other body by one that the instance takes; data that breaks the schema is left alone."""
        strategy = subject.bodies.get(_operation_id(context))
        if strategy is None or case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
            return st.just(case)

        def replaced(body: Any) -> AnyCase:  # noqa: ANN401 - whatever JSON holds
            case.body = deepcopy(body)  # a later call may change it
            return case

        return st.just(case) | strategy.map(replaced)

    def filter_failure(context: AnyContext, failure: Failure, case: AnyCase, response: Response) -> bool:  # noqa: ARG001 - its signature
        exclusion = excluding(subject.exclusions, _operation_id(context), failure, response)
        if exclusion:
            used.add(exclusion)
        return exclusion is None

    for hook in (before_add_examples, flatmap_case, filter_failure):
        schema.hook(hook)


def _operation_id(context: AnyContext) -> str:
    return str(context.operation.definition.raw["operationId"])
