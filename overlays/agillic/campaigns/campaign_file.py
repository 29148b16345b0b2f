"""A campaign in one TOML or JSON file, with paths to HTML. What is mistyped is an error that says where.

Members are called as the attributes of `Campaign`, `BlockGroup`, `Message` and `Variant`. A field is a text, or a table
with one of `html` (a file beside the campaign's), `link` and `image`. `template_file` is the HTML of the template, by
which blocks and fields are checked.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, cast

from agillic.campaigns.model import BlockGroup, Campaign, Image, Link, Message, Variant
from sdk_core.toml_tables import Table, kind_of

_MAX_BYTES: Final = 10_000_000


class CampaignFileError(ValueError):
    """The file of a campaign cannot be used. The message names the file and the place in it."""


class _CampaignTable(Table):
    error = CampaignFileError
    whole = "the campaign"
    file = "the file of a campaign"

    def optional(self, name: str) -> str | None:
        """Return a text, or None where there is none."""
        is_given = name in self
        text = self.text(name)
        return text if is_given else None


@dataclass(frozen=True, slots=True)
class CampaignFile:
    """A campaign as its file has it.

    Attributes:
        path: the file.
        campaign: the campaign, not checked yet.
        template: the HTML of its template; None where the file names none.
    """

    path: Path
    campaign: Campaign
    template: str | None = field(repr=False, default=None)


def read_campaign(path: str | Path) -> CampaignFile:
    """Read a campaign from a file whose name ends in `.toml` or `.json`.

    Args:
        path: the file. The files that it names are beside it or in folders below.

    Raises:
        CampaignFileError: it cannot be read, or says something that cannot be used.
    """
    path = Path(path)
    try:
        return _read(path)
    except CampaignFileError as error:
        raise CampaignFileError(f"{path}: {error}") from error.__cause__


def _read(path: Path) -> CampaignFile:
    table = _CampaignTable(_values(path), "")
    template_file = table.optional("template_file")
    template = None if template_file is None else _html(table, template_file, "template_file", path)
    campaign = Campaign(
        name=table.text("name", required=True),
        subject=table.text("subject", required=True),
        template_name=table.text("template_name", required=True),
        target_group_name=table.text("target_group_name", required=True),
        flow_template=table.optional("flow_template"),
        sender_name=table.optional("sender_name"),
        sender_email=table.optional("sender_email"),
        reply_to_email=table.optional("reply_to_email"),
        schedule=_schedule(table),
        limit_to_target_group_name=table.optional("limit_to_target_group_name"),
        utm_campaign=table.optional("utm_campaign"),
        block_groups=[_block_group(each, path) for each in table.tables("block_groups")],
    )
    table.close()
    return CampaignFile(path, campaign, template)


def _values(path: Path) -> Any:  # noqa: ANN401 - the table checks it
    if path.suffix.lower() not in (".toml", ".json"):
        raise CampaignFileError("expected a file whose name ends in .toml or .json")
    text = _text(path)
    try:
        return tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (ValueError, RecursionError) as error:
        detail = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise CampaignFileError(f"is no {path.suffix[1:].upper()}: {detail}") from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise CampaignFileError(f"cannot be read: {error.strerror or error}") from None
    if len(content) > _MAX_BYTES:
        raise CampaignFileError(f"has more than {_MAX_BYTES:,} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CampaignFileError("is no UTF-8; save it so") from None


def _schedule(table: _CampaignTable) -> datetime | str | None:
    value = table.take("schedule")
    if value is None or isinstance(value, str | datetime):
        return value
    written = "a date" if isinstance(value, date) else kind_of(value)
    raise CampaignFileError(f"schedule: expected a time such as 2030-07-04 08:30:00, found {written}")


def _block_group(table: _CampaignTable, path: Path) -> BlockGroup:
    id_ = table.text("block_group_id", required=True)
    messages = [_message(each, path) for each in table.tables("messages")]
    table.close()
    return BlockGroup(id_, messages)


def _message(table: _CampaignTable, path: Path) -> Message:
    name, template, block = (table.text(each, required=True) for each in ("name", "message_template", "block_id"))
    max_variants = table.integer("max_variants", None, minimum=1)
    collapsed = table.boolean("collapsed", None)
    variants = [_variant(each, path) for each in table.tables("variants")]
    table.close()
    return Message(name, variants, template, block, max_variants, collapsed)


def _variant(table: _CampaignTable, path: Path) -> Variant:
    name, group = table.text("name", required=True), table.optional("target_group_name")
    fields = table.table("fields")
    values = {member: _field(fields, member, value, path) for member, value in fields.items()}
    table.close()
    return Variant(name, values, group)


def _field(fields: _CampaignTable, name: str, value: object, path: Path) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, Mapping):
        fields.fail(name, f"expected a text, or a table with html, link or image, found {kind_of(value)}")
    table = _CampaignTable(cast("object", value), fields.place(name))
    texts = {kind: text for kind in ("html", "link", "image") if (text := table.optional(kind)) is not None}
    table.close()
    if len(texts) != 1:
        table.fail("", "expected one of html, link and image")
    ((kind, text),) = texts.items()
    if kind == "html":
        return _html(table, text, "html", path)
    return Link(text) if kind == "link" else Image(text)


def _html(table: _CampaignTable, name: str, member: str, path: Path) -> str:
    """Return the text of a file that the campaign names; it stays in the folder of the campaign's file."""
    folder = path.resolve().parent
    try:
        found = (folder / name).resolve()
    except (OSError, ValueError, RuntimeError):
        table.fail(member, "is no path of a file")
    if not name or not found.is_relative_to(folder):
        table.fail(member, "expected a path below the folder of the campaign's file")
    try:
        return _text(found)
    except CampaignFileError as error:
        table.fail(member, f"{name} {error}")
