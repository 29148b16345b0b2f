"""Why assumptions about behavior were not settled, and whether calls could do it."""

from collections.abc import Mapping
from typing import Any

from sdk_core.contract.verification import Report

_OPTIONS = {"throwaway": "--write", "wrong-credentials": "--wrong-secret"}


def unsettled(report: Report) -> dict[str, str]:
    """Return why each of the assumptions was not settled, by id."""
    return {
        id_: _reason(entry["observable"], report)
        for id_, entry in report.document.behavior.items()
        if id_ not in report.settled
    }


def _reason(observable: Mapping[str, Any], report: Report) -> str:
    if observable["by"] == "nothing":
        return f"no call of this tool tells: {observable['because']}"
    was_made = report.wrote and observable["by"] == "throwaway"
    reasons = [f"run with {_OPTIONS[observable['by']]}"] if observable["by"] in _OPTIONS and not was_made else []
    reasons += [f"it needs {observable['needs']}"] if "needs" in observable else []
    reasons += [f"{option} cannot be observed: {reason}" for option, reason in observable.get("except", {}).items()]
    return "; ".join(reasons) or ("the run ended early" if report.stopped else "the responses did not tell")
