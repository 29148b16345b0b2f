"""The report of a job, made on the driver of what its partitions said: each row that was read has one outcome in it."""

import json
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final

from pyspark_agillic.folders import Folder
from pyspark_agillic.key_sketch import overlap
from pyspark_agillic.options import WriteOptions
from pyspark_agillic.sending import Sent
from sdk_core.wire.counting import are, counted

_LOG: Final = logging.getLogger("pyspark_agillic")
_SHOWN: Final = 5
_MAX_REASONS: Final = 20


class WriteFailed(RuntimeError):  # noqa: N818 - the name says what happened, as those of other errors here do
    """Rows were sent, and the job cannot be called done; the message says why and what to do."""


def report_of(job: str, options: WriteOptions, messages: Sequence[Any]) -> dict[str, Any]:
    """Return the report of a job.

    Args:
        job: its name.
        options: of the write.
        messages: what partitions said, in any order; None for those that said nothing.
    """
    sent = sorted((each for each in messages if isinstance(each, Sent)), key=lambda each: each.partition)
    outcomes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for each in sent:
        outcomes.update(each.outcomes)
        reasons.update(dict(each.reasons))
    keys = overlap([each.sketch for each in sent])
    return {
        "job": job,
        "target": options.target,
        "state": "done",
        "problem": "",
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "rows": sum(each.rows for each in sent),
        "outcomes": dict(outcomes),
        "not_taken": sum(each.failed for each in sent),
        "created": sum(each.created for each in sent),
        "updated": sum(each.updated for each in sent),
        "calls": sum(each.calls for each in sent),
        "reasons": [{"reason": reason, "rows": rows} for reason, rows in reasons.most_common(_MAX_REASONS)],
        "keys_in_several_partitions": keys.keys,
        "share_of_keys_looked_at": round(keys.share, 4),
        "dead_letters": [file for each in sent for file in each.dead_letters],
        "partitions_without_a_message": sum(each is None for each in messages),
        "partitions": [_partition(each) for each in sent],
    }


def problem_of(report: dict[str, Any], options: WriteOptions, *, stopped: bool) -> str:
    """Return why a job cannot be called done; empty if it can.

    Args:
        report: of the job.
        options: of the write.
        stopped: whether a partition stopped before its end.
    """
    most = options.most_errors
    if stopped or (most is not None and report["not_taken"] > most):
        missing = report["not_taken"]
        why = "; ".join(f"{each['reason']} ({each['rows']:,})" for each in report["reasons"][:_SHOWN])
        kept = "they are in dead_letters" if options.dead_letters else "the option dead_letters keeps such rows"
        return (
            f"{counted(missing, 'row')} {are(missing, 'was', 'were')} not taken, and max_errors is {most:,}: {why}. "
            f"What was sent is sent; {kept}. Correct them, or allow more"
        )
    if report["keys_in_several_partitions"] and options.split_keys == "fail":
        keys = counted(report["keys_in_several_partitions"], "key")
        return (
            f"rows of at least {keys} were in several partitions, so which row "
            f'was written last is chance. Send again with df.repartition("{options.key_field}"), or set split_keys to '
            "warn"
        )
    return ""


def tell(report: dict[str, Any], folder: str, name: str) -> None:
    """Log a report, and write it to a folder if one is named."""
    is_done = report["state"] == "done"
    outcomes = ", ".join(f"{number:,} {outcome}" for outcome, number in report["outcomes"].items()) or "nothing sent"
    _LOG.log(
        logging.INFO if is_done else logging.ERROR,
        "job %s %s: %d rows: %s; %d calls%s",
        report["job"],
        report["state"],
        report["rows"],
        outcomes,
        report["calls"],
        f"; {report['problem']}" if report["problem"] else "",
    )
    if is_done and report["keys_in_several_partitions"]:
        _LOG.warning("rows of %d keys were in several partitions", report["keys_in_several_partitions"])
    if folder:
        Folder(folder).write(name, json.dumps(report, indent=2, ensure_ascii=False).encode())


def _partition(sent: Sent) -> dict[str, Any]:
    shown = asdict(sent)
    for name in ("sketch", "query", "batch"):
        del shown[name]
    return shown
