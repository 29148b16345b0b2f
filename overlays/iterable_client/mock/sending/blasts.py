"""Sending campaigns to the users of lists: who gets one, and when."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from iterable_client.mock.calls import Mock
from iterable_client.mock.state.blasts import Blast
from iterable_client.mock.state.errors import FieldError
from iterable_client.mock.state.moments import from_milliseconds, to_milliseconds
from iterable_client.mock.state.sends import NewSend


def schedule(mock: Mock, blast: Blast) -> None:
    """Let a blast wait for its time, or its users at once, by the assumption `blast-audience`.

    Raises:
        FieldError: There is no such time zone.
    """
    if blast.zone is not None:
        zone_of(blast.zone)
        zone_of(blast.default_zone)
    mock.state.campaigns.set_state(blast.campaign, "Scheduled", started=blast.start)
    if mock.assumptions.choice("blast-audience") == "when-scheduled":
        _address(mock, blast)
    else:
        mock.state.blasts.add(blast)


def address_due(mock: Mock) -> None:
    """Decide who gets the blasts whose time has come."""
    if mock.state.blasts.next_due() is None:
        return
    with mock.state.transaction():
        for blast in mock.state.blasts.take_due():
            _address(mock, blast)


def zone_of(name: str) -> ZoneInfo:
    """Return a time zone.

    Raises:
        FieldError: There is no such time zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        problem = "there is no such time zone; write a name such as America/New_York"
        raise FieldError("startTimeZone", problem) from error


def _address(mock: Mock, blast: Blast) -> None:
    """Let a message wait for each user who is on a list of a blast now, and on no suppression list of it."""
    state, campaign = mock.state, mock.state.campaigns.get(blast.campaign)
    if campaign is None or campaign.state != "Scheduled":
        return
    suppressed = {user for each in campaign.suppression_lists for user in state.lists.users(each)}
    users = sorted({user for each in campaign.lists for user in state.lists.users(each)} - suppressed)
    for user in users:
        moment = blast.start if blast.zone is None else max(blast.start, _local(mock, blast, blast.zone, user))
        state.sends.schedule(NewSend(user=user, campaign=blast.campaign, due=moment, data=blast.data))
    if not users:
        state.campaigns.set_state(blast.campaign, "Finished", ended=blast.start)


def _local(mock: Mock, blast: Blast, begins: str, user: int) -> int:
    """Return when the time of day that a blast begins with comes in a user's own zone."""
    wall = from_milliseconds(blast.start).astimezone(zone_of(begins)).replace(tzinfo=None)
    named = mock.state.users.read(user).data.get("timeZone")
    try:
        zone = ZoneInfo(str(named)) if named else zone_of(blast.default_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = zone_of(blast.default_zone)
    moment: datetime = wall.replace(tzinfo=zone)
    while to_milliseconds(moment) < blast.start:  # it has passed there: on the next day
        moment += timedelta(days=1)
    return to_milliseconds(moment)
