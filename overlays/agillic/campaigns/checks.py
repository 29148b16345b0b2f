"""Checks a campaign by the vendor's rules before anything is sent [S3].

Only what is documented, or what a running client was rejected for [T-ARR, C-FORGE], is a problem. What a field takes is
known where its value says so (`Link`, `Image`) or where the HTML template is given.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urlsplit

from agillic.campaigns.bodies import schedule_text
from agillic.campaigns.errors import CampaignError, Problem
from agillic.campaigns.model import BlockGroup, Campaign, Image, Link, Message, Outline, Variant
from agillic.campaigns.names import CampaignNames
from agillic.campaigns.staged import staged_problems
from agillic.wire.instance_dates import InstanceDates
from agillic.wire.template_parts import TemplateParts

_ADDRESSES: Final = ("sender_email", "reply_to_email")
_OTHER_LINKS: Final = frozenset({"mailto", "tel", "sms"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a campaign is checked against beside the rules; what is None is not checked.

    Attributes:
        dates: how the instance writes its schedule.
        template: the parts of the HTML template.
        names: the names that the instance has.
        staged: what was staged, for an edit; see `Campaign.outline`.
    """

    dates: InstanceDates
    template: TemplateParts | None = None
    names: CampaignNames | None = None
    staged: Outline | None = None


def check(campaign: Campaign, known: Known) -> None:
    """Check a campaign.

    Raises:
        CampaignError: it breaks a rule; all problems are named, each with its path.

    >>> blank = Campaign(name="", subject="Hi", template_name="a.html", target_group_name="All")
    >>> check(blank, Known(dates=InstanceDates()))
    Traceback (most recent call last):
    agillic.campaigns.errors.CampaignError: the campaign was not sent:
    - name: is empty; give a text
    """
    if problems := tuple(problems_of(campaign, known)):
        raise CampaignError(problems)


def problems_of(campaign: Campaign, known: Known) -> Iterator[Problem]:
    """Yield what is wrong with a campaign, in its order."""
    for name in ("name", "subject", "template_name", "target_group_name"):
        yield from _text(name, getattr(campaign, name))
    for name in (*_ADDRESSES, "sender_name", "flow_template", "limit_to_target_group_name", "utm_campaign"):
        value = getattr(campaign, name)
        if value is not None:
            yield from _text(name, value)
    for name in _ADDRESSES:
        yield from _address(name, getattr(campaign, name))
    yield from _schedule(campaign, known.dates)
    yield from _campaign_names(campaign, known.names)
    seen: dict[str, str] = {}
    for n, group in enumerate(campaign.block_groups):
        yield from _block_group(f"block_groups[{n}]", group, known, seen)
    if known.staged is not None:
        yield from staged_problems(campaign, known.staged)


def _text(path: str, value: object) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(path, f"expected a text, found {type(value).__name__}")
    elif not value.strip():
        yield Problem(path, "is empty; give a text")
    elif any(each in value for each in "\r\n"):
        yield Problem(path, "has a line break; write it on one line")


def _name(value: object) -> str:
    """Return a name to look up; none for what is no text, which `_text` has named."""
    return value if isinstance(value, str) and value.strip() else ""


def _address(path: str, value: object) -> Iterator[Problem]:
    """Yield that a text is no address; one with personalization is not judged."""
    if isinstance(value, str) and value.strip() and "<" not in value:
        user, at, host = value.rpartition("@")
        if not (user and at and host) or any(each.isspace() for each in value):
            yield Problem(path, "is no email address; write one such as news@example.com")


def _schedule(campaign: Campaign, dates: InstanceDates) -> Iterator[Problem]:
    if campaign.schedule is not None:
        try:
            schedule_text(campaign.schedule, dates)
        except (TypeError, ValueError) as error:
            yield Problem("schedule", str(error))


def _campaign_names(campaign: Campaign, names: CampaignNames | None) -> Iterator[Problem]:
    if names is None:
        return
    yield from names.template("template_name", _name(campaign.template_name))
    yield from names.target_group("target_group_name", _name(campaign.target_group_name))
    yield from names.global_target_group("limit_to_target_group_name", _name(campaign.limit_to_target_group_name))


def _block_group(path: str, group: BlockGroup, known: Known, seen: dict[str, str]) -> Iterator[Problem]:
    yield from _text(f"{path}.block_group_id", group.block_group_id)
    blocks: tuple[str, ...] | None = None
    if known.template is not None and (id_ := _name(group.block_group_id)):
        blocks = known.template.blocks.get(id_)
        if blocks is None:
            yield _unknown(f"{path}.block_group_id", "block group in the HTML template", known.template.blocks)
    for n, message in enumerate(group.messages):
        yield from _message(f"{path}.messages[{n}]", message, known, blocks)
        if name := _name(message.name):
            if name in seen:
                yield Problem(f"{path}.messages[{n}].name", f"is the name of {seen[name]} too; make it unique")
            seen.setdefault(name, f"{path}.messages[{n}]")


def _message(path: str, message: Message, known: Known, blocks: tuple[str, ...] | None) -> Iterator[Problem]:
    for name in ("name", "message_template", "block_id"):
        yield from _text(f"{path}.{name}", getattr(message, name))
    if blocks is not None and _name(message.block_id) and message.block_id not in blocks:
        yield _unknown(f"{path}.block_id", "block in the block group", blocks)
    count = message.max_variants
    if count is not None and (type(count) is not int or count < 1):
        yield Problem(f"{path}.max_variants", "expected a whole number of at least 1")
    collapsed = cast("object", message.collapsed)
    if collapsed is not None and not isinstance(collapsed, bool):
        yield Problem(f"{path}.collapsed", "expected True or False")
    seen: set[str] = set()
    for n, variant in enumerate(message.variants):
        yield from _variant(f"{path}.variants[{n}]", variant, known)
        if name := _name(variant.name):
            if name in seen:
                yield Problem(
                    f"{path}.variants[{n}].name", "is the name of another variant of this message; make it unique"
                )
            seen.add(name)


def _variant(path: str, variant: Variant, known: Known) -> Iterator[Problem]:
    yield from _text(f"{path}.name", variant.name)
    if variant.target_group_name is not None:
        yield from _text(f"{path}.target_group_name", variant.target_group_name)
        if known.names is not None:
            yield from known.names.target_group(f"{path}.target_group_name", _name(variant.target_group_name))
    fields = cast("object", variant.fields)
    if not isinstance(fields, Mapping):
        yield Problem(f"{path}.fields", f"expected a mapping of names to texts, found {type(fields).__name__}")
        return
    if not fields:
        yield Problem(f"{path}.fields", "is empty; give one field at least")
    for name, value in cast("Mapping[object, object]", fields).items():
        if _name(name):
            yield from _field(f'{path}.fields["{name}"]', str(name), value, known.template)
        else:
            yield Problem(f"{path}.fields", "has a field without a name; name it as the message template does")


def _field(path: str, name: str, value: object, template: TemplateParts | None) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(path, f"expected a text, found {type(value).__name__}")
        return
    kind = "image" if isinstance(value, Image) else "link" if isinstance(value, Link) else None
    if template is not None:
        if name not in template.fields:
            yield _unknown(path, "field in the HTML template", template.fields)
        kind = kind or template.fields.get(name)
    if not value or "<" in value:
        return  # left empty, as in the vendor's sample, or personalized: nobody knows what it becomes
    if kind == "image" and not _is_absolute(value):
        yield Problem(path, "is no absolute URL of an image; write one such as https://example.com/image.png")
    elif kind == "link" and not (_is_absolute(value) or _scheme(value) in _OTHER_LINKS):
        yield Problem(path, "is no absolute URL; write one such as https://example.com/page")


def _is_absolute(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:  # brackets that are no address
        return False
    no_blanks = not any(each.isspace() for each in value)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and no_blanks


def _scheme(value: str) -> str:
    return value.partition(":")[0].lower()


def _unknown(path: str, what: str, known: Mapping[str, object] | tuple[str, ...]) -> Problem:
    return Problem(path, f"there is no such {what}; it has {', '.join(known) or 'none'}")
