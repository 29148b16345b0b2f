"""Do the overlays still have something to do? Each declares its targets, and every target must be in the spec."""

from collections.abc import Iterable
from importlib import import_module

from generator.bundle.document import operations, parameters
from generator.generate.settings import Settings
from generator.load.json_values import Json

Target = dict[str, str]
"""{"in": ..., "format": ...} of a parameter, or {"path_contains": ...} of a path."""


def missing_targets(document: dict[str, Json], settings: Settings) -> list[str]:
    """Return a message for each declared target that nothing in the document matches.

    Raises:
        ImportError: an overlay of the settings does not exist.
        AttributeError: it lacks the function, the type, or the declaration of its targets.
    """
    messages: list[str] = []
    for hook, overlay in settings.overlays.items():
        module = import_module(overlay.module)
        for name in (overlay.function, *([overlay.type] if overlay.type else [])):
            getattr(module, name)
        targets: Iterable[Target] = module.TARGETS
        messages += [
            f"the overlay {hook} ({overlay.module}) is for {target}, which the spec no longer has; "
            f"remove it from generator/apis/{settings.api}.toml, or correct its TARGETS"
            for target in targets
            if not _found(document, target)
        ]
    return messages


def _found(document: dict[str, Json], target: Target) -> bool:
    if "path_contains" in target:
        return any(target["path_contains"] in path for path in document["paths"])
    return any(
        parameter["in"] == target.get("in", parameter["in"])
        and parameter["schema"].get("format") == target.get("format", parameter["schema"].get("format"))
        for operation in operations(document)
        for _, parameter in parameters(document, operation)
    )
