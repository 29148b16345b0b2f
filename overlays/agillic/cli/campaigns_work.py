"""What `agillic campaigns` does once its arguments are read."""

import json
import os
import shlex
import sys
import webbrowser
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, cast

from agillic.campaigns.bodies import edit_body, stage_body
from agillic.campaigns.campaign_file import CampaignFile, read_campaign
from agillic.campaigns.checks import Known, check
from agillic.campaigns.errors import CampaignError
from agillic.campaigns.model import Outline
from agillic.campaigns.names import CampaignNames
from agillic.campaigns.receipt import Receipt, read_receipt, receipt_path
from agillic.campaigns.results import campaign_id_of
from agillic.client import Agillic
from agillic.discovery.email_names import campaign_names
from agillic.errors import AgillicError, TaskFailed, TaskGone
from agillic.resources.tasks import Task
from agillic.wire.template_parts import TemplateParts
from agillic_api import OPERATIONS
from agillic_api.models.campaign_edit import CampaignEdit
from agillic_api.models.campaign_publish import CampaignPublish
from agillic_api.models.campaign_stage import CampaignStage
from sdk_core.apis import find_api
from sdk_core.calls.files.atomic_file import resolve_destination
from sdk_core.calls.tasks.polling import check_timeout
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.cli import exit_codes
from sdk_core.cli.clients import open_client
from sdk_core.cli.confirmation import SENDS, UsageError, confirmed
from sdk_core.cli.output import Style, usual_format, write
from sdk_core.cli.plain_text import for_terminal


def run(options: Namespace) -> int:
    """Stage, edit, test or publish a campaign; return the exit code.

    Args:
        options: `api`, `action`, `file`, `profile` and the action's own.

    Raises:
        CampaignFileError: a file cannot be used; nothing was sent.
        AgillicError: a call failed.
        ValueError: the arguments and files do not fit together; nothing was sent.
    """
    check_timeout(getattr(options, "timeout", 0.0))
    if options.dry_run and getattr(options, "task", None) is not None:
        raise UsageError("--task and --dry-run exclude each other; leave one out")
    client = cast("Agillic", open_client(find_api(options.api), options.profile, dry_run=options.dry_run))
    with closing(client):
        try:
            return _ACTIONS[options.action](client, options)
        except CampaignError as error:
            _note(f"{options.prog}: {options.file} was not sent:")
            for problem in error.problems:
                _note(f"  {problem}")
            return exit_codes.USAGE


def _stage(client: Agillic, options: Namespace) -> int:
    path = receipt_path(options.file)
    file = read_campaign(options.file)
    if options.dry_run:
        _check(client, file)
        _show(stage_body(file.campaign, client.dates))
        return exit_codes.DONE
    _require_free(path, options)
    if options.task is None:
        _check(client, file, names=None if options.skip_names else campaign_names(client))
        task = client.messages.stage(stage_body(file.campaign, client.dates))
    else:
        task = client.tasks.resume(options.task, operation="stageEmailCampaign")
    again = [*options.prog.split(), str(options.file), "--task", task.id]
    id_ = campaign_id_of(_ended(task, options, again))
    try:
        Receipt(id_, client.base_url, file.campaign.outline).save(path)
    except OSError as error:
        _note(f"staged, but {path} cannot be written ({error.strerror or error}): keep the id for --campaign")
    _print({"campaignId": id_})
    return exit_codes.DONE


def _edit(client: Agillic, options: Namespace) -> int:
    file = read_campaign(options.file)
    id_, staged = _staged(client, options)
    if options.dry_run:
        _check(client, file, staged)
        _show(edit_body(id_, file.campaign, client.dates))
        return exit_codes.DONE
    _check(client, file, staged, None if options.skip_names else campaign_names(client))
    task = client.messages.edit(edit_body(id_, file.campaign, client.dates))
    _ended(task, options, _watch(task, "editEmailCampaign"))
    _print({"campaignId": id_})
    return exit_codes.DONE


def _test(client: Agillic, options: Namespace) -> int:
    id_, _ = _staged(client, options)
    path = _preview_path(options)
    if options.send and not _may_send(options, f"Send the test of {id_} to {options.recipient}."):
        return exit_codes.FAILED
    messages = client.messages
    email = (messages.send_test if options.send else messages.preview)(id_, options.recipient)
    try:
        email.save(path)
    except OSError as error:
        if not options.send:
            raise
        _note(f"the email was sent, but {path} cannot be written ({error.strerror or error})")
        return exit_codes.FAILED
    _print({"campaignId": id_, "subject": email.subject, "saved": str(path), "sent": options.send})
    if options.open and not webbrowser.open(path.resolve().as_uri()):
        _note(f"there is no browser to open; the email is in {path}")
    return exit_codes.DONE


def _publish(client: Agillic, options: Namespace) -> int:
    id_, _ = _staged(client, options)
    if not _may_send(options, f"Publish the campaign {id_} at {client.base_url}."):
        return exit_codes.FAILED
    task = client.messages.publish(CampaignPublish(campaign_id=id_))
    _ended(task, options, _watch(task, "publishEmailCampaign"))
    _print({"campaignId": id_})
    return exit_codes.DONE


_ACTIONS: Final[Mapping[str, Callable[[Agillic, Namespace], int]]] = {
    "stage": _stage,
    "edit": _edit,
    "test": _test,
    "publish": _publish,
}


def _require_free(path: Path, options: Namespace) -> None:
    """Check that the file was not staged, and that it can be said where it is.

    Raises:
        ValueError: it was, or it cannot.
    """
    if old := read_receipt(path):
        raise ValueError(
            f"{options.file} was staged as {old.campaign_id}, as {path} says: edit it, or remove that file to stage "
            "another campaign"
        )
    if path.is_symlink():
        raise ValueError(f"{path} is a link to a file that is not there; remove it, as the campaign's id comes there")


def _ended(task: Task, options: Namespace, again: Sequence[str]) -> TaskStatus:
    """Wait for a task, and say by which command to wait on, should that be broken off."""
    try:
        return task.wait(options.timeout)
    except (TaskFailed, TaskGone):
        raise
    except (KeyboardInterrupt, AgillicError):
        profile = () if options.profile is None else ("--profile", options.profile)
        _note(f"task {task.id} may go on; wait for it by: {shlex.join([*again, *profile])}")
        raise


def _watch(task: Task, operation: str) -> list[str]:
    return ["agillic", "tasks", "watch", task.id, "--operation", operation]


def _preview_path(options: Namespace) -> Path:
    """Return where the email goes. A file there that somebody named is kept, unless they said otherwise.

    Raises:
        ValueError: one is there.
        OSError: it cannot go there.
    """
    own: Path = options.file.with_suffix(".preview.html")  # of an earlier test, if it is there
    path = resolve_destination(own.name, options.save or own, max_bytes=1, overwrite=True).path
    if options.save is not None and not options.overwrite and os.path.lexists(path):
        raise UsageError(f"{path} is there already and stays as it is; give another path to --save, or --overwrite")
    return path


def _staged(client: Agillic, options: Namespace) -> tuple[str, Outline | None]:
    """Return the id of the campaign, and what was staged, where that is known."""
    path: Path = receipt_path(options.file)
    if options.campaign is not None:
        if not options.campaign.strip():
            raise ValueError("--campaign: give the id of a campaign")
        return options.campaign, None
    found = read_receipt(path)
    if found is None:
        raise ValueError(f"{options.file} was not staged here, since there is no {path}: stage it, or give --campaign")
    if found.base_url != client.base_url and not options.dry_run:
        raise ValueError(
            f"{options.file} was staged at {found.base_url}, and the calls would go to {client.base_url}: choose the "
            "profile of that instance, or give --campaign"
        )
    return found.campaign_id, found.block_groups


def _may_send(options: Namespace, question: str) -> bool:
    entry = OPERATIONS["publishEmailCampaign" if options.action == "publish" else "testEmailCampaign"]
    text = SENDS[entry.traits.get("sends", "direct")]
    if options.yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError(f"{entry.id} {text}, and there is no terminal to confirm it on; give --yes when it is meant")
    return confirmed(f"{for_terminal(question)}\nThis {text}. Go on?", sys.stdin, sys.stderr)


def _check(
    client: Agillic, file: CampaignFile, staged: Outline | None = None, names: CampaignNames | None = None
) -> None:
    template = None if file.template is None else TemplateParts.parse(file.template)
    check(file.campaign, Known(dates=client.dates, template=template, names=names, staged=staged))


def _show(body: CampaignStage | CampaignEdit) -> None:
    sys.stdout.write(json.dumps(body.to_dict(), ensure_ascii=False, indent=2) + "\n")


def _print(data: Mapping[str, object]) -> None:
    write(data, Style(usual_format(sys.stdout)), sys.stdout)


def _note(text: str) -> None:
    sys.stderr.write(for_terminal(text) + "\n")
