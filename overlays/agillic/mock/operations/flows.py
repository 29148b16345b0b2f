"""What the operations on flows do."""

from agillic.mock.front import Handlers

handles = Handlers()
