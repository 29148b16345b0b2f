"""What the operations on target groups do."""

from agillic.mock.front import Handlers

handles = Handlers()
