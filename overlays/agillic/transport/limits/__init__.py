"""The vendor's limits, kept by all users of a key on this machine: 20 calls in flight, and a number of calls a day.

`MachineBudget` keeps them in files of this user. `Budget` is what a store shared between machines would implement.
"""

from agillic.transport.limits.budget import Budget, Limits, Slot
from agillic.transport.limits.days import DailyCap, Reset
from agillic.transport.limits.machine import MachineBudget
from agillic.transport.limits.state_files import StateFileError, state_directory
from agillic.transport.limits.vendor import CALLS_AT_ONCE, Environment, daily_cap

__all__ = [
    "CALLS_AT_ONCE",
    "Budget",
    "DailyCap",
    "Environment",
    "Limits",
    "MachineBudget",
    "Reset",
    "Slot",
    "StateFileError",
    "daily_cap",
    "state_directory",
]
