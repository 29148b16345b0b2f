"""What uploading files gets: throw-away files, in a folder of resources that the user named for it."""

from collections.abc import Callable

from agillic.contract.run import Run
from agillic.contract.temporary_files import TemporaryFiles, delete
from agillic.contract.temporary_recipients import TemporaryRecipients
from sdk_core.contract.probes import agreed, by_status

_OK, _CREATED = 200, 201


def _of_files(probe: Callable[[TemporaryFiles], str | None]) -> Callable[[Run, TemporaryRecipients], str | None]:
    """Return a probe that looks nowhere unless a folder was named."""

    def look(_run: Run, recipients: TemporaryRecipients) -> str | None:
        return probe(recipients.files) if recipients.files.folder else None

    return look


def _unknown(run: Run, _recipients: TemporaryRecipients) -> str | None:
    """Delete a file by an invented path; no folder is needed for it."""
    status = delete(run, f"{run.nothing}.txt", is_absent=True).status
    return by_status(status, {_OK: "status-200"})


def _upload_status(files: TemporaryFiles) -> str | None:
    name = files.new()
    status = files.upload(name).status
    return {_CREATED: "status-201", _OK: "status-200"}.get(status) if files.will_be_listed(name) else None


def _exists_status(files: TemporaryFiles) -> str | None:
    """Upload a file twice."""
    name = files.new()
    if not files.upload(name).ok or not files.will_be_listed(name):
        return None
    return by_status(files.upload(name).status)


def _update_status(files: TemporaryFiles) -> str | None:
    """Put two new files twice each: a repeat of a call whose response was lost finds what the first one made."""
    seen: list[str] = []
    for _ in range(2):
        name = files.new()
        first = files.upload(name, replace=True).status
        second = files.upload(name, replace=True).status if files.will_be_listed(name) else 0
        seen.append({(_CREATED, _OK): "created-201", (_OK, _OK): "always-200"}.get((first, second), ""))
    return agreed(seen)


def _visibility(files: TemporaryFiles) -> str | None:
    """Upload two files into a folder that is not empty, and look for each at once."""
    seen: list[str] = []
    for _ in range(2):
        name = files.new()
        if not files.will_be_listed(files.remaining[0]) or not files.upload(name).ok:
            return None
        at_once = files.is_listed(name)
        seen.append("at-once" if at_once else "some-seconds" if files.will_be_listed(name) else "")
    return agreed(seen)


probes = {
    "unknown-asset-status": _unknown,
    "asset-upload-status": _of_files(_upload_status),
    "asset-exists-status": _of_files(_exists_status),
    "asset-update-status": _of_files(_update_status),
    "asset-visibility-delay": _of_files(_visibility),
}
"""By the id of their assumption."""
