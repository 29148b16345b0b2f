"""A policy as text: with a comment for each thing that it can say, for an agent that somebody sets up."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

from sdk_core.agents.catalog.operations import CLASSES, Catalog
from sdk_core.agents.policy.model import CONFIRMED_BY, Caps, Level, Privacy
from sdk_core.agents.recipes.rooms import room_of

_FILTER: Final = "COUNTRY==DK"


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody has chosen for an agent; the least that it can do when nothing is.

    Attributes:
        agent: its name.
        purpose: what it is for, in a sentence.
        profile: the profile whose settings and credentials are used; empty for those of the environment.
        access: how far it may go.
        personal_data: how it sees personal data.
    """

    agent: str = "assistant"
    purpose: str = "answers questions"
    profile: str = ""
    access: Level = "read"
    personal_data: Privacy = "off"


def example_policy(catalog: Catalog, choices: Choices | None = None) -> str:
    """Return a policy for one API. What it does not use of the API is there as a comment, in the words of its catalog.

    A comment with a blank behind `#` explains; one without it is a setting that can be made to count.

    Args:
        catalog: the catalog of the API.
        choices: what is chosen.
    """
    return "\n".join(_lines(catalog, choices or Choices())) + "\n"


def _lines(catalog: Catalog, choices: Choices) -> Iterator[str]:
    table = f"apis.{catalog.api.name}"
    operation = next(each for each in catalog.operations.values() if each.personal and not each.has_secrets)
    resource = operation.operation.resource
    yield f"# What one agent may do with the {catalog.api.title} API. What this file does not allow is denied."
    yield "# `agents policy explain FILE` says in sentences what it means. A change counts from the next call on."
    yield f"agent = {_text(choices.agent)}"
    yield f"purpose = {_text(choices.purpose)}"
    yield f"\n[{table}]"
    yield "# Whose settings and credentials the server uses; without it, those of the environment."
    yield f"profile = {_text(choices.profile)}" if choices.profile else '#profile = "default"'
    yield "# How far the agent may go: off, read, write (also creates and changes), full (also deletes and sends)."
    yield f"access = {_text(choices.access)}"
    yield "# How it sees personal data: off (not at all), masked (asterisks), pseudonyms (a stand-in for each value,"
    yield "# the same one every time), plain (as they are)."
    yield f"personal_data = {_text(choices.personal_data)}"
    check_filter = room_of(catalog.api).check_filter
    if check_filter is not None and not check_filter(_FILTER):
        yield "# A filter that every read of many persons is joined with."
        yield f"#filter = {_text(_FILTER)}"
    yield "\n# Another access for a resource or an operation. An operation wins over its resource, that over `access`."
    yield f'#[{table}.resources]\n#{resource} = "off"'
    yield f'#[{table}.operations]\n#{operation.id} = "off"'
    yield "\n# Personal data field by field, unless personal_data is off."
    yield f'#[{table}.fields]\n#EMAIL = "pseudonyms"'
    if catalog.named:
        yield "\n# The only things that calls may name, by kind; kinds that are not here are not bounded. There are"
        yield f"# {', '.join(catalog.named)}."
        yield f'#[{table}.named]\n#{next(iter(catalog.named))} = ["Newsletter"]'
    yield '\n# How much it may do: people are those that it changes or sends to. "any" takes a cap away.'
    yield f"[{table}.caps]"
    for each in fields(Caps):
        yield f"{each.name} = {each.default}"
    yield "\n# Who agrees before a call: none (nobody), token (the agent itself, after it has seen a plan), ask (the"
    yield "# person at the client, or where the client cannot ask, the agent), person (the person at the client and"
    yield "# nothing less), approval (somebody outside, by `agents approve`)."
    yield f"[{table}.confirmation]"
    for name in CLASSES:
        yield f"{name} = {_text(CONFIRMED_BY[name])}"
    yield "\n[audit]"
    yield "# Whether a call that cannot be recorded is denied."
    yield "required = true"
    yield "# Whether the record holds the values of arguments, and not only their hashes."
    yield "values = false"
    yield "\n# Jobs of syncs whose status it may ask, by name; paths begin at the folder of this file."
    yield '#[jobs]\n#customers = "customers.toml"'


def _text(value: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
