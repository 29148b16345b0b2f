"""What must fit together in a project: names are unique, and what refers to something finds it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from iterable_client.mock.instance.parts import Project
from sdk_core.mock.instance_reader import unknown
from sdk_core.mock.toml_lines import Step

Problem = tuple[tuple[Step, ...], str]
"""Where in the file, and what is wrong there."""

_MAX_SECONDS = 86_400
"""Our own bound: no source says how long an export or a message may take."""


def problems(project: Project) -> Iterator[Problem]:
    """Return what is wrong with a project that was read, in the order in which it is reported."""
    yield from _plain(project)
    for name in ("channels", "message_types", "lists", "templates", "campaigns", "webhooks"):
        yield from _twice(name, [each.id for each in getattr(project, name)], "the id")
    yield from _twice("keys", [each.key for each in project.keys], "the key")
    yield from _twice("catalogs", [each.name.lower() for each in project.catalogs], "the name")
    yield from _references(project)
    yield from _users(project)


def _plain(project: Project) -> Iterator[Problem]:
    if not project.keys:
        yield ("keys",), "there is no key; add one, or no call is taken"
    for n, key in enumerate(project.keys, 1):
        if not key.key.isascii() or not key.key.isprintable() or not key.key.strip():
            yield ("keys", n, "key"), "a key stands in a header; write printable ASCII"
        if key.jwt_secret and key.kind in ("server-side", "read-only"):
            yield ("keys", n, "jwt_secret"), "only keys of apps and browsers need tokens; leave it out"
    for name in ("export_seconds", "delivery_seconds"):
        if not 0 <= getattr(project, name) <= _MAX_SECONDS:
            yield (name,), f"write 0 to {_MAX_SECONDS:,} seconds"
    try:
        ZoneInfo(project.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield ("time_zone",), "there is no such time zone; write a name such as Europe/Copenhagen"


def _twice(table: str, names: list[Any], what: str) -> Iterator[Problem]:
    for n, name in enumerate(names, 1):
        if name in names[: n - 1]:
            yield (table, n), f"{what} is there already; write another"


def _references(project: Project) -> Iterator[Problem]:
    channels, lists = [each.id for each in project.channels], [each.id for each in project.lists]
    types, templates = [each.id for each in project.message_types], [each.id for each in project.templates]
    for n, type_ in enumerate(project.message_types, 1):
        yield from _missing(("message_types", n, "channel"), "channel", [type_.channel], channels)
    for n, list_ in enumerate(project.lists, 1):
        if list_.channel is not None:
            yield from _missing(("lists", n, "channel"), "channel", [list_.channel], channels)
        if list_.global_suppression and list_.type != "Suppression":
            yield ("lists", n, "global_suppression"), "only a list of the type Suppression has it; leave it out"
    for n, template in enumerate(project.templates, 1):
        yield from _missing(("templates", n, "message_type"), "message type", [template.message_type], types)
        if template.campaign is not None:
            campaigns = [each.id for each in project.campaigns]
            yield from _missing(("templates", n, "campaign"), "campaign", [template.campaign], campaigns)
    for n, campaign in enumerate(project.campaigns, 1):
        yield from _missing(("campaigns", n, "template"), "template", [campaign.template], templates)
        yield from _missing(("campaigns", n, "lists"), "list", campaign.lists, lists)
        yield from _missing(("campaigns", n, "suppression_lists"), "list", campaign.suppression_lists, lists)
    for n, webhook in enumerate(project.webhooks, 1):
        yield from _missing(("webhooks", n, "channels"), "channel", webhook.channels, channels)
        yield from _missing(("webhooks", n, "message_types"), "message type", webhook.message_types, types)


def _users(project: Project) -> Iterator[Problem]:
    channels, lists = [each.id for each in project.channels], [each.id for each in project.lists]
    types = [each.id for each in project.message_types]
    for n, user in enumerate(project.users, 1):
        if user.email is None and user.user_id is None:
            yield ("users", n), "the user has neither email nor user_id; write one"
        if project.identity == "email" and user.email is None:
            yield ("users", n), "this project identifies users by email; write one"
        if project.identity == "userId" and user.user_id is None:
            yield ("users", n), "this project identifies users by userId; write user_id"
        yield from _missing(("users", n, "lists"), "list", user.lists, lists)
        subscribed = chain(user.subscribed_message_types, user.unsubscribed_message_types)
        yield from _missing(("users", n), "message type", subscribed, types)
        yield from _missing(("users", n, "unsubscribed_channels"), "channel", user.unsubscribed_channels, channels)
        for m, event in enumerate(user.events, 1):
            if event.created is not None and not _is_moment(event.created):
                yield ("users", n, "events", m, "created"), 'write a moment such as "2026-03-02 20:21:04 +00:00"'


def _is_moment(text: str) -> bool:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z").astimezone(UTC).year > 0
    except (ValueError, OverflowError):
        return False


def _missing(steps: tuple[Step, ...], kind: str, named: Iterable[int], known: list[int]) -> Iterator[Problem]:
    for each in named:
        if each not in known:
            yield steps, unknown(kind, each, known)
