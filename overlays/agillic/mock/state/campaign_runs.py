"""Campaigns going out: to whom, and what that leaves behind."""

from datetime import datetime

from agillic.mock.filters import SqlValue
from agillic.mock.instance import Communication, Flow
from agillic.mock.state.activities import Activities
from agillic.mock.state.campaigns import Campaign
from agillic.mock.state.communications import Communications
from agillic.mock.state.groups import Groups

_GROUPS = ("targetGroupName", "limitToTargetGroupName")


class CampaignRuns:
    """Sends campaigns. Each email is in the communication history and among the activities.

    A campaign is a flow with an email, both of its name [S3]. An email to a target group is an activity of the type
    EMAIL, one to a single recipient of the type TRANSACTIONAL_EMAIL, as those of flows are [V-EXP, T-ARR].

    Args:
        groups: Who is in them.
        communications: Where the emails go.
        activities: Where is noted that they were sent.
    """

    def __init__(self, groups: Groups, communications: Communications, activities: Activities) -> None:
        self._groups = groups
        self._communications = communications
        self._activities = activities

    def send(self, campaign: Campaign, moment: datetime) -> None:
        """Send a campaign to those who are in its target group now, and in the group that limits it if there is one.

        Without a target group, which may have been left out of the campaign, it reaches nobody.

        Args:
            campaign: The campaign; each group in its details is one of the instance's.
            moment: When its emails are sent.
        """
        if "targetGroupName" not in campaign.details:
            return
        parts = [self._groups.condition(campaign.details[each]) for each in _GROUPS if each in campaign.details]
        condition = " AND ".join(f"({part})" for part, _ in parts)
        self._send(campaign, condition, [value for _, values in parts for value in values], moment, "EMAIL")

    def send_test(self, campaign: Campaign, recipient: int, moment: datetime) -> None:
        """Send a campaign to one recipient, by number, whatever groups it has."""
        self._send(campaign, "number = ?", [recipient], moment, "TRANSACTIONAL_EMAIL")

    def _send(self, campaign: Campaign, condition: str, values: list[SqlValue], moment: datetime, type_: str) -> None:
        flow = Flow(campaign.id, campaign.name, communication=Communication(campaign.name, "EMAIL"))
        first = self._communications.send(flow, condition, values, moment)
        if first is not None:
            self._activities.record_sent(first, type_)
