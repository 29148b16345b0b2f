"""Is it said of every assumption about behavior whether calls could settle it, and of those that could not, why?"""

from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.lint.finding import finding
from generator.load.json_values import Json, mapping
from generator.load.problems import Problem

BY = {
    "reading": "calls that change nothing show it",
    "throwaway": "a round trip on data made for it shows it",
    "wrong-credentials": "a call with wrong credentials shows it",
    "nothing": "no call that a careful tool may make shows it; `because` says why",
}
OBSTACLES = {
    "sends": "a message could leave for a person",
    "stays": "it would change what belongs to everybody, or leave something behind",
    "key": "it takes a key of another kind",
    "limits": "it would use up calls that others need",
    "time": "it would take too long",
    "hidden": "no call shows it, or says what to call by",
}
"""What is in the way where nothing tells; `because` says it of the case."""
_MEMBERS = ("by", "needs", "except", "obstacle", "because")
_OF_NOTHING = {"by", "obstacle", "because"}


def assumptions_are_observable(bundle: Bundle) -> Iterator[Problem]:
    """An assumption about behavior says what would show which option holds, or why nothing would."""
    for name, assumption in bundle.document.get("x-assumptions", {}).items():
        declared = assumption.get("observable")
        problem = _problem(assumption, declared)
        if problem:
            pointer = ("x-assumptions", name, *(("observable",) if declared is not None else ()))
            yield finding(bundle, "assumption", pointer, f"{name!r} {problem[0]}", problem[1])


def _problem(assumption: dict[str, Json], declared: Json) -> tuple[str, str] | None:
    """Return what is wrong about an assumption, and the remedy."""
    if assumption.get("concerns") != "behavior":
        return ("concerns the document, and no call shows it", "delete `observable`") if declared is not None else None
    meanings = "; ".join(f"{word}: {meaning}" for word, meaning in BY.items())
    entry = mapping(declared)
    if entry.get("by") not in BY or not set(entry) <= set(_MEMBERS):
        return "does not say what would show it", f"add `observable` with `by` ({meanings})"
    if contradiction := _contradiction(entry):
        return contradiction
    if not all(isinstance(entry.get(name, ""), str) for name in ("needs", "because")):
        return "has a reason that is no text", "write words"
    exceptions, options = mapping(entry.get("except")), mapping(assumption.get("options"))
    if not set(exceptions) < set(options) or not all(isinstance(each, str) for each in exceptions.values()):
        return (
            "excepts what is no option, or all of them",
            "write under `except` some of the options, each with the reason",
        )
    return None


def _contradiction(entry: dict[str, Json]) -> tuple[str, str] | None:
    """Return what is wrong about the reasons: there are some where nothing tells, and nowhere else."""
    if entry["by"] == "nothing" and (set(entry) != _OF_NOTHING or entry["obstacle"] not in OBSTACLES):
        kinds = "; ".join(f"{word}: {meaning}" for word, meaning in OBSTACLES.items())
        remedy = f"write under `by: nothing` a `because` in words and an `obstacle` ({kinds}), and nothing else"
        return "says neither what would show it nor why nothing would", remedy
    if entry["by"] != "nothing" and {"because", "obstacle"} & set(entry):
        return "says why nothing would show it", "`because` and `obstacle` belong to `by: nothing` alone"
    return None
