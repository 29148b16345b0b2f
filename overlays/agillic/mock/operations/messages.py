"""What the operations on messages do."""

from agillic.mock.front import Handlers

handles = Handlers()
