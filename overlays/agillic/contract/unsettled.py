"""Why assumptions about behavior were not settled, and whether calls could do it."""

from collections.abc import Mapping
from typing import Any

from agillic.contract.document import assumptions
from agillic.contract.verification import Findings

_OPTIONS = {"throwaway": "--write", "wrong-credentials": "--wrong-secret"}


def unsettled(findings: Findings) -> dict[str, str]:
    """Return why each of the assumptions was not settled, by id."""
    return {
        id_: _why(entry["observable"], findings)
        for id_, entry in assumptions().items()
        if entry["concerns"] == "behavior" and id_ not in findings.settled
    }


def _why(told: Mapping[str, Any], findings: Findings) -> str:
    if told["by"] == "nothing":
        return f"no call of this tool tells: {told['because']}"
    was_asked = findings.wrote and told["by"] == "throwaway"
    reasons = [f"run with {_OPTIONS[told['by']]}"] if told["by"] in _OPTIONS and not was_asked else []
    reasons += [f"it needs {told['needs']}"] if "needs" in told else []
    reasons += [f"{option} cannot be told: {reason}" for option, reason in told.get("except", {}).items()]
    return "; ".join(reasons) or ("the run ended early" if findings.stopped else "the responses did not tell")
