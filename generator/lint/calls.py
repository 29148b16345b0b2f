"""Do traits name what is there, where they say what goes into one call, and what is counted of many?"""

from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.bundle.document import operations, parameters
from generator.lint.finding import finding
from generator.load.problems import Problem


def exclusive_parameters_are_there(bundle: Bundle) -> Iterator[Problem]:
    """Parameters that exclude each other exist, and one of each set at most is required."""
    for operation in operations(bundle.document):
        required = {p["name"]: bool(p.get("required")) for _, p in parameters(bundle.document, operation)}
        for index, names in enumerate(operation.traits.get("exclusive", [])):
            pointer = (*operation.pointer, "x-traits", "exclusive", str(index))
            for place, name in enumerate(names):
                if name not in required:
                    message = f"{operation.id} has no parameter {name!r}"
                    yield finding(bundle, "traits", (*pointer, str(place)), message, "name parameters of the operation")
            if len(needed := [name for name in names if required.get(name)]) > 1:
                message = f"{operation.id} requires {' and '.join(needed)}, which exclude each other"
                yield finding(bundle, "traits", pointer, message, "require one of them, or correct the set")


def counted_tasks_are_started(bundle: Bundle) -> Iterator[Problem]:
    """A limit counts tasks only where the operation starts some."""
    for operation in operations(bundle.document):
        for index, rate in enumerate(operation.traits.get("limits", [])):
            if rate.get("counts") == "tasks" and "task" not in operation.traits:
                pointer = (*operation.pointer, "x-traits", "limits", str(index), "counts")
                message = f"a limit of {operation.id} counts tasks, but it starts none"
                yield finding(bundle, "traits", pointer, message, "describe the `task`, or leave `counts` out")
