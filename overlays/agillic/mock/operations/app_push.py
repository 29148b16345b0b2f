"""What the operations on app push do."""

from agillic.mock.front import Handlers

handles = Handlers()
