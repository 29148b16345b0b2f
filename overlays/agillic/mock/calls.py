"""What handlers are given: the core's mock and call, with the instance and the state of Agillic."""

from agillic.mock.instance import Instance
from agillic.mock.state import State
from sdk_core.mock.app import Call as CoreCall
from sdk_core.mock.app import Mock as CoreMock

Mock = CoreMock[Instance, State]
"""A mock of Agillic."""
Call = CoreCall[Instance, State]
"""A call of it that has passed all checks that are the same for every operation. `key` is a `Key` or None, and values
of `path` are `Address` for recipients, int where the document says integer."""
