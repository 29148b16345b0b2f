"""What the operations on global data do."""

from agillic.mock.front import Handlers

handles = Handlers()
