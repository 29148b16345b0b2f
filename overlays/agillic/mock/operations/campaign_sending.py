"""When campaigns go out: at once, or when their schedule says [S3].

A campaign without a schedule goes out at once (`publish-without-schedule`); schedules are read in the instance's time
zone (`schedule-time-zone`).
"""

from datetime import UTC

from agillic.mock.calls import Mock
from agillic.mock.state.campaigns import Campaign


def plan(mock: Mock, id_: str) -> None:
    """Let a campaign go out now, or start the work that lets it go out when its schedule says.

    Args:
        mock: What the campaign is in.
        id_: Of a campaign whose schedule, if it has one, is in the instance's format.
    """
    campaign = mock.state.campaigns.get(id_)
    if campaign is None:
        return
    now, schedule = mock.clock.now(), campaign.details.get("schedule")
    leaves = now if schedule is None else max(now, mock.instance.parse_schedule(schedule).astimezone(UTC))
    mock.state.campaigns.publish(id_, leaves)
    if leaves > now:
        seconds = (leaves - now).total_seconds()
        mock.state.tasks.start("publishEmailCampaign", {"leaves": id_}, seconds=seconds)
    else:
        send_if_due(mock, id_)


def send_if_due(mock: Mock, id_: str) -> None:
    """Let a campaign go out whose time has come; not one that has gone out, or that an edit has put off."""
    campaign = mock.state.campaigns.get(id_)
    if campaign is None or campaign.leaves is None or campaign.leaves > mock.clock.now():
        return
    mock.state.flow_runs.run_for_group(campaign.flow(), campaign.leaves)
    mock.state.campaigns.gone_out(id_)


def send_test(mock: Mock, campaign: Campaign, recipient: int) -> None:
    """Send the email of a campaign to a recipient, by number, now."""
    mock.state.flow_runs.run_for(campaign.flow(), recipient, mock.clock.now())
