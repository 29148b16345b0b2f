"""The targets that Agillic has."""

from agillic.sync.audience import AUDIENCE
from agillic.sync.one_to_many import ONE_TO_MANY
from agillic.sync.recipients import RECIPIENTS
from sdk_core.sync.model.target import TargetKind

TARGETS: tuple[TargetKind, ...] = (RECIPIENTS, ONE_TO_MANY, AUDIENCE)
"""In the order in which texts for people name them."""
