"""What goes wrong with an audit log."""


class AuditError(Exception):
    """The audit log cannot be written or read. The message names the file and says what to do."""
