"""The rows of registered devices in the one-to-many table that Agillic keeps them in [C-IOS].

An instance has the table if its file says so. No source names the columns: those count whose names are members of a
registration, but for case and underscores, as in `APP_INSTALLATION_ID` for `appInstallationId`.
"""

from agillic.mock.calls import Call
from agillic.mock.state.devices import Device
from sdk_core.mock.errors import StateError

TABLE = "AGILLIC_REGISTRATION"


def write_registration(call: Call, recipient: int, number: int, device: Device) -> None:
    """Bring the row of a device up to date.

    Args:
        call: Its mock has the table, or nothing is done.
        recipient: Whose device.
        number: The device's; it is the key of the row, unless that is one of the members.
        device: As it is kept.

    Raises:
        StateError: A value does not fit the column that the instance's file defines.
    """
    table = call.mock.instance.one_to_many.get(TABLE)
    if table is None:
        return
    kept = {
        "appInstallationId": device.installation,
        "clientAppId": device.app,
        "pushNotificationToken": device.token,
        **device.registration,
    }
    by_column = {_folded(name): value for name, value in kept.items()}
    row = {column: by_column.get(_folded(column)) for column in table.columns}
    if row[table.key] is None:
        row[table.key] = number
    for outcome in call.mock.state.rows.batch_update(recipient, TABLE, [row]).outcomes:
        if isinstance(outcome, StateError):
            raise outcome


def _folded(name: str) -> str:
    return name.replace("_", "").casefold()
