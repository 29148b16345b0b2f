"""The targets that Agillic has."""

from agillic.sync.audience import AUDIENCE
from agillic.sync.recipients import RECIPIENTS
from sdk_core.sync.model.target import TargetKind

TARGETS: tuple[TargetKind, ...] = (RECIPIENTS, AUDIENCE)
"""In the order in which texts for people name them."""
