"""Email campaigns as objects: checked before they are sent, staged, edited, tested and published.

>>> from agillic.campaigns import BlockGroup, Campaign, Image, Message, Variant
"""

from agillic.campaigns.checks import Known, check
from agillic.campaigns.errors import CampaignError, Problem
from agillic.campaigns.model import BlockGroup, Campaign, Image, Link, Message, Outline, Variant
from agillic.campaigns.names import CampaignNames
from agillic.campaigns.results import EmailPreview, campaign_id_of

__all__ = [
    "BlockGroup",
    "Campaign",
    "CampaignError",
    "CampaignNames",
    "EmailPreview",
    "Image",
    "Known",
    "Link",
    "Message",
    "Outline",
    "Problem",
    "Variant",
    "campaign_id_of",
    "check",
]
