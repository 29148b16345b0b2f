"""What the operations on one to many do."""

from agillic.mock.front import Handlers

handles = Handlers()
