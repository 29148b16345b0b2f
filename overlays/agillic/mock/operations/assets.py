"""What the operations on assets do."""

from agillic.mock.front import Handlers

handles = Handlers()
