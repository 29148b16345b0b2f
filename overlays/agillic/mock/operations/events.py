"""What the operations on events do."""

from agillic.mock.front import Handlers

handles = Handlers()
