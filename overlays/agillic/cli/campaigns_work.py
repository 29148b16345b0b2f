"""What `agillic campaigns` does once its arguments are read."""

import json
import sys
import webbrowser
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final, cast

from agillic.campaigns.bodies import edit_body, stage_body
from agillic.campaigns.campaign_file import CampaignFile, read_campaign
from agillic.campaigns.checks import Known, check
from agillic.campaigns.errors import CampaignError
from agillic.campaigns.receipt import Receipt, read_receipt, receipt_path
from agillic.client import Agillic
from agillic.discovery.email_names import campaign_names
from agillic.wire.template_parts import TemplateParts
from agillic_api import OPERATIONS
from sdk_core.apis import find_api
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
    if not options.dry_run and (old := read_receipt(path)):
        raise ValueError(
            f"{options.file} was staged as {old.campaign_id}, as {path} says: edit it, or remove that file to stage "
            "another campaign"
        )
    file = read_campaign(options.file)
    if options.dry_run:
        _show(client, file, None)
        return exit_codes.DONE
    names = None if options.skip_names else campaign_names(client)
    id_ = client.messages.stage_and_wait(file.campaign, names=names, template=file.template, timeout=options.timeout)
    try:
        Receipt(id_, client.base_url, file.campaign.variant_counts).save(path)
    except OSError as error:
        _note(f"staged, but {path} cannot be written ({error.strerror or error}): keep the id for --campaign")
    _print({"campaignId": id_})
    return exit_codes.DONE


def _edit(client: Agillic, options: Namespace) -> int:
    file = read_campaign(options.file)
    id_, staged = _staged(client, options)
    if options.dry_run:
        _show(client, file, id_, staged)
        return exit_codes.DONE
    names = None if options.skip_names else campaign_names(client)
    client.messages.edit_and_wait(
        id_, file.campaign, staged=staged, names=names, template=file.template, timeout=options.timeout
    )
    _print({"campaignId": id_})
    return exit_codes.DONE


def _test(client: Agillic, options: Namespace) -> int:
    id_, _ = _staged(client, options)
    if options.send and not _may_send(options, f"Send the test of {id_} to {options.recipient}."):
        return exit_codes.FAILED
    messages = client.messages
    email = (messages.send_test if options.send else messages.preview)(id_, options.recipient)
    saved = email.save(options.save or options.file.with_suffix(".preview.html"))
    _print({"campaignId": id_, "subject": email.subject, "saved": str(saved), "sent": options.send})
    if options.open and not webbrowser.open(saved.resolve().as_uri()):
        _note(f"there is no browser to open; the email is in {saved}")
    return exit_codes.DONE


def _publish(client: Agillic, options: Namespace) -> int:
    id_, _ = _staged(client, options)
    if not _may_send(options, f"Publish the campaign {id_} at {client.base_url}."):
        return exit_codes.FAILED
    client.messages.publish_and_wait(id_, timeout=options.timeout)
    _print({"campaignId": id_})
    return exit_codes.DONE


_ACTIONS: Final[Mapping[str, Callable[[Agillic, Namespace], int]]] = {
    "stage": _stage,
    "edit": _edit,
    "test": _test,
    "publish": _publish,
}


def _staged(client: Agillic, options: Namespace) -> tuple[str, Mapping[str, int] | None]:
    """Return the id of the campaign, and the variants that were staged, where that is known."""
    path: Path = receipt_path(options.file)
    if options.campaign is not None:
        return options.campaign, None
    found = read_receipt(path)
    if found is None:
        raise ValueError(f"{options.file} was not staged here, since there is no {path}: stage it, or give --campaign")
    if found.base_url != client.base_url:
        raise ValueError(
            f"{options.file} was staged at {found.base_url}, and the calls would go to {client.base_url}: choose the "
            "profile of that instance, or give --campaign"
        )
    return found.campaign_id, found.variants


def _may_send(options: Namespace, question: str) -> bool:
    entry = OPERATIONS["publishEmailCampaign" if options.action == "publish" else "testEmailCampaign"]
    text = SENDS[entry.traits.get("sends", "direct")]
    if options.yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError(f"{entry.id} {text}, and there is no terminal to confirm it on; give --yes when it is meant")
    return confirmed(f"{for_terminal(question)}\nThis {text}. Go on?", sys.stdin, sys.stderr)


def _show(client: Agillic, file: CampaignFile, id_: str | None, staged: Mapping[str, int] | None = None) -> None:
    """Check a campaign without a call, and print the body that would be sent."""
    template = None if file.template is None else TemplateParts.parse(file.template)
    check(file.campaign, Known(dates=client.dates, template=template, staged=staged))
    body: Any = stage_body(file.campaign, client.dates) if id_ is None else edit_body(id_, file.campaign, client.dates)
    sys.stdout.write(json.dumps(body.to_dict(), ensure_ascii=False, indent=2) + "\n")


def _print(data: Mapping[str, object]) -> None:
    write(data, Style(usual_format(sys.stdout)), sys.stdout)


def _note(text: str) -> None:
    sys.stderr.write(for_terminal(text) + "\n")
