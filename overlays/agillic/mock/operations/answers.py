"""Answers that many operations share."""

from agillic.mock.front import Answer, Call


def done(call: Call, resource: object, status: int = 200) -> Answer:
    """Return the answer of a success that has nothing to say [S1, facts 3.14].

    Args:
        call: The call.
        resource: What was written, as it would be read; sent under the option `resource` of `empty-success-body` alone.
        status: Of the answer.
    """
    return Answer(status, resource if call.choice("empty-success-body") == "resource" else None)


def deleted(call: Call) -> Answer:
    """Return the answer to a deletion, by the assumption `delete-success-status`."""
    return Answer(int(call.choice("delete-success-status").removeprefix("status-")))
