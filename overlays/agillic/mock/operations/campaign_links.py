"""The links of campaigns: the events that they name, and what becomes of a click [S3]."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from agillic.mock.calls import Mock
from agillic.mock.operations.events import achieve, find_event
from agillic.mock.state.campaigns import Campaign


def make_events(mock: Mock, campaign: Campaign) -> None:
    """Make the events that a campaign's links name by `?evt=NAME` and that are not there yet."""
    for link in _links(mock, campaign.details):
        for name in _events_in(link):
            if find_event(mock, name) is None:
                mock.state.achievements.make(name)


def click(mock: Mock, recipient: int, link: str) -> bool:
    """Let a recipient click a link of the latest campaign that they were sent with it.

    The message is marked as clicked, and the events of the link are achieved.

    Args:
        mock: Where it happens.
        recipient: The number.
        link: As a field of a variant has it, or as it stands in the email, with its `utm_campaign`.

    Returns:
        Whether they were sent such a link.
    """
    wanted = _without_utm(link)
    for sent in reversed(mock.state.communications.of(recipient)):
        campaign = mock.state.campaigns.get(sent.flow)
        if campaign is None or wanted not in map(_without_utm, _links(mock, campaign.details)):
            continue
        mock.state.communications.mark(sent.number, "clicked")
        for name in _events_in(link):
            event = find_event(mock, name)
            if event is not None:
                achieve(mock, recipient, event)
        return True
    return False


def _links(mock: Mock, details: Mapping[str, Any]) -> Iterator[str]:
    """Yield the values of the fields that are links."""
    for group in details["blockGroups"]:
        for message in group["messages"]:
            types = mock.instance.message_templates.get(message["messageTemplate"], {})
            for variant in message["variants"]:
                yield from (value for name, value in variant["fields"].items() if types.get(name) == "link")


def _events_in(link: str) -> list[str]:
    return [value for name, value in _query(link) if name == "evt"]


def _without_utm(link: str) -> tuple[str, list[tuple[str, str]]]:
    address = link.partition("#")[0].partition("?")[0]
    return address, [each for each in _query(link) if each[0] != "utm_campaign"]


def _query(link: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(urlsplit(link).query)
    except ValueError:  # brackets that are no address
        return []
