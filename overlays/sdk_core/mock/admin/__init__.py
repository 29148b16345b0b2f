"""The admin API of a mock, beside the API: its clock, faults, the requests that arrived, its state, a reset.

In process the same is at hand as `mock.clock`, `mock.faults`, `mock.journal`, `mock.state` and `mock.reset`.
"""

from sdk_core.mock.admin.application import with_admin
from sdk_core.mock.admin.clock import advance, tick

__all__ = ["advance", "tick", "with_admin"]
