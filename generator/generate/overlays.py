"""Do the overlays still have something to do? Each declares its targets, and every target must be in the spec."""

from collections.abc import Iterable
from importlib import import_module

from generator.bundle.document import media_types, operations, parameters, resolve
from generator.generate.problems import GenerationError
from generator.generate.settings import Overlay, Settings
from generator.load.json_values import Json

Target = dict[str, str]
"""{"in": ..., "format": ...} of a parameter, {"path_contains": ...} of a path, or {"body": ...} of a media type."""


def missing_targets(document: dict[str, Json], settings: Settings) -> list[str]:
    """Return a message for each declared target that nothing in the document matches.

    Raises:
        GenerationError: an overlay of the settings does not exist, or lacks the function, the type or its TARGETS.
    """
    messages: list[str] = []
    for hook, overlay in settings.overlays.items():
        messages += [
            f"the overlay {hook} ({overlay.module}) is for {target}, which the spec no longer has; "
            f"remove it from generator/apis/{settings.api}.toml, or correct its TARGETS"
            for target in _targets(hook, overlay, settings)
            if not _found(document, target)
        ]
    return messages


def _targets(hook: str, overlay: Overlay, settings: Settings) -> Iterable[Target]:
    remedy = f"correct generator/apis/{settings.api}.toml or the module"
    try:
        module = import_module(overlay.module)
    except ImportError as error:
        raise GenerationError(f"the overlay {hook} cannot be imported: {error}; {remedy}") from error
    for name in (overlay.function, overlay.type, "TARGETS"):
        if name is not None and not hasattr(module, name):
            raise GenerationError(f"the overlay {hook} ({overlay.module}) has no {name}; {remedy}")
    targets: Iterable[Target] = module.TARGETS
    return targets


def _found(document: dict[str, Json], target: Target) -> bool:
    if "path_contains" in target:
        return any(target["path_contains"] in path for path in document["paths"])
    if "body" in target:
        return any(
            (what, media_type) == ("request", target["body"])
            for operation in operations(document)
            for what, _, media_type, _ in media_types(document, operation)
        )
    return any(
        parameter["in"] == target.get("in", parameter["in"])
        and target.get("format") in (None, resolve(document, parameter["schema"]).get("format"))
        for operation in operations(document)
        for _, parameter in parameters(document, operation)
    )
