"""Steering of the mock over HTTP, beside the API: its clock, faults, the requests that arrived, its state, a reset.

In process the same is at hand as `mock.clock`, `mock.faults`, `mock.recorder`, `mock.state` and `mock.reset`.
"""

from agillic.mock.steering.application import with_steering
from agillic.mock.steering.time import advance, tick

__all__ = ["advance", "tick", "with_steering"]
