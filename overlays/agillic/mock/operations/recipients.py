"""What the operations on recipients do."""

from agillic.mock.front import Handlers

handles = Handlers()
