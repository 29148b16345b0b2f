"""What the pages show of campaigns, templates and catalogs."""

from collections.abc import Mapping
from typing import Any

from iterable_client.mock.calls import Mock
from iterable_client.mock.inspector.names import moment_of, without_none
from iterable_client.mock.state.campaigns import Campaign
from iterable_client.mock.state.templates import Template
from sdk_core.mock.app.inspection import Entry, Tone

_MAX_ITEMS = 20
_MAX_TEXT = 4_000
"""Characters of a member of a template, or of an item."""
_TONES: dict[str, Tone] = {"Running": "good", "Finished": "good", "Aborted": "bad", "Scheduled": "warn"}


def campaign(mock: Mock, campaign: Campaign) -> Entry:
    """Return what is shown of a campaign."""
    template = mock.state.templates.get(campaign.template)
    times = {name: moment_of(getattr(campaign, name)) for name in ("created", "updated", "started", "ended")}
    return Entry(
        campaign.id,
        campaign.name,
        badge=campaign.state,
        tone=_TONES.get(campaign.state, ""),
        notes=[f"{campaign.type}, {campaign.medium}, {campaign.id}"],
        details=without_none(
            {
                "template": f"{campaign.template} {template.name}" if template else campaign.template,
                "creator": campaign.creator or None,
                "lists": campaign.lists or None,
                "suppression lists": campaign.suppression_lists or None,
                "labels": campaign.labels or None,
                "messages": campaign.send_size,
                **times,
            }
        ),
    )


def template(mock: Mock, template: Template) -> Entry:
    """Return what is shown of a template: its content is that of its default language."""
    types = {each.id: each.name for each in mock.instance.message_types}
    content = mock.state.templates.content(template)
    members: Mapping[str, Any] = content.members if content else {}
    return Entry(
        template.id,
        template.name,
        badge=template.type,
        notes=[f"{template.medium}, {template.id}"],
        details=without_none(
            {
                "message type": f"{template.message_type} {types.get(template.message_type, '')}".strip(),
                "client template id": template.client_id,
                "campaign": template.campaign,
                "locale": template.default_locale,
                "updated": moment_of(template.updated),
                **{name: _short(value) for name, value in members.items()},
            }
        ),
    )


def catalog(mock: Mock, name: str) -> Entry:
    """Return what is shown of a catalog: how many items it has, and the first of them."""
    items = mock.state.catalogs.items(name, _MAX_ITEMS)
    return Entry(
        name,
        name,
        badge=f"{mock.state.catalogs.count(name):,}",
        details={each.id: each.value for each in items} or None,
    )


def _short(value: object) -> object:
    return value[:_MAX_TEXT] if isinstance(value, str) else value
