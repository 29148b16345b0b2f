"""Executions of flows: for whom they run, and what that leaves behind."""

from datetime import datetime
from typing import Literal

from agillic.mock.filters import SqlValue
from agillic.mock.instance import Flow
from agillic.mock.state.activities import Activities
from agillic.mock.state.campaigns import CampaignFlow, Campaigns
from agillic.mock.state.communications import Communications
from agillic.mock.state.groups import Groups

Audience = Literal["not-needed", "needed"]
"""The options of the assumption `flow-target-group-needed`."""


class FlowRuns:
    """Runs flows. Each message that one sends is in the communication history and among the activities.

    An EMAIL to one recipient is an activity of the type TRANSACTIONAL_EMAIL, one to a target group of the type EMAIL;
    all others have their own words [V-EXP, T-ARR].

    Args:
        groups: Who is in them.
        communications: Where the messages go.
        activities: Where is noted that they were sent.
        campaigns: Are flows too.
    """

    def __init__(
        self, groups: Groups, communications: Communications, activities: Activities, campaigns: Campaigns
    ) -> None:
        self._groups = groups
        self._campaigns = campaigns
        self._communications = communications
        self._activities = activities

    def campaign_flow(self, id_: str) -> Flow | None:
        """Return the flow of a campaign, or None when there is no such campaign."""
        campaign = self._campaigns.get(id_)
        return None if campaign is None else campaign.flow()

    def run_for_group(self, flow: Flow, moment: datetime) -> None:
        """Run a flow for those who are in its target group now, and for nobody if it has none [V-FLOW]."""
        if flow.target_group is not None:
            self._send(flow, *self._inside(flow), moment, "EMAIL")

    def run_for(self, flow: Flow, recipient: int, moment: datetime, group: Audience = "not-needed") -> None:
        """Run a flow for a recipient.

        Args:
            flow: The flow.
            recipient: The recipient's number; one who is gone is passed over.
            moment: When messages are sent.
            group: Whether recipients who are not in its target group, if it has one, are passed over.
        """
        condition = "number = ?"
        values: list[SqlValue] = [recipient]
        if group == "needed":
            inside, parameters = self._inside(flow)
            condition, values = f"{condition} AND {inside}", [*values, *parameters]
        self._send(flow, condition, values, moment, "TRANSACTIONAL_EMAIL")

    def _inside(self, flow: Flow) -> tuple[str, list[SqlValue]]:
        """Return the condition that a recipient is in all groups of a flow, and its parameters."""
        names = [flow.target_group, flow.limit if isinstance(flow, CampaignFlow) else None]
        parts = [self._groups.condition(name) for name in names if name is not None]
        condition = " AND ".join(f"({part})" for part, _ in parts) or "1"
        return condition, [value for _, values in parts for value in values]

    def _send(self, flow: Flow, condition: str, values: list[SqlValue], moment: datetime, email: str) -> None:
        first = self._communications.send(flow, condition, values, moment)
        if first is not None and flow.communication is not None:
            type_ = flow.communication.type
            self._activities.record_sent(first, email if type_ == "EMAIL" else type_)
