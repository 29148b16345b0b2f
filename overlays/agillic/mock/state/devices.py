"""The devices on which apps of recipients get push notifications [V-APP, C-IOS]."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from agillic.mock.state.database import Database

DeviceKey = Literal["installation-and-app", "installation", "token"]
"""The options of the assumption `device-key`: what identifies a recipient's devices."""

_TABLES = (
    """CREATE TABLE IF NOT EXISTS devices (
        number INTEGER PRIMARY KEY, recipient INTEGER NOT NULL REFERENCES recipients ON DELETE CASCADE,
        installation TEXT NOT NULL, app TEXT NOT NULL, token TEXT, registration TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS devices_of ON devices (recipient)",
)


@dataclass(frozen=True, slots=True)
class Device:
    """A device of a recipient, as it was registered last.

    Attributes:
        installation: Its `appInstallationId`.
        app: Its `clientAppId`.
        token: By which push notifications reach it; None when it was unregistered or never had one.
        registration: What else the app reported, by the names of the API.
    """

    installation: str = field(repr=False)
    app: str
    token: str | None = field(repr=False)
    registration: Mapping[str, Any] = field(repr=False)


class Devices:
    """The devices of a database. They go with their recipients, whom `Recipients.find` returns by number.

    Args:
        database: Where they are.

    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     Devices(database).of(1)
    []
    """

    def __init__(self, database: Database) -> None:
        database.create(*_TABLES)
        self._connection = database.connection

    def of(self, recipient: int) -> list[Device]:
        """Return a recipient's devices, the one that was registered first first."""
        rows = self._connection.execute(
            "SELECT installation, app, token, registration FROM devices WHERE recipient = ? ORDER BY number",
            (recipient,),
        )
        return [Device(installation, app, token, json.loads(columns)) for installation, app, token, columns in rows]

    def find(self, recipient: int, device: Device, key: DeviceKey) -> Device | None:
        """Return what is kept of a device, or None when the recipient has none with the same key."""
        return next((each for each in self.of(recipient) if _key_of(each, key) == _key_of(device, key)), None)

    def register(self, recipient: int, device: Device, key: DeviceKey) -> int:
        """Keep a device, in the place of what is kept of the one with the same key; return its number."""
        columns = (device.installation, device.app, device.token, json.dumps(device.registration))
        known = self._number(recipient, device, key)
        if known is None:
            added = self._connection.execute(
                "INSERT INTO devices (installation, app, token, registration, recipient) VALUES (?, ?, ?, ?, ?) "
                "RETURNING number",
                (*columns, recipient),
            )
            return int(added.fetchone()[0])
        self._connection.execute(
            "UPDATE devices SET installation = ?, app = ?, token = ?, registration = ? WHERE number = ?",
            (*columns, known),
        )
        return known

    def clear_token(self, recipient: int, device: Device, key: DeviceKey) -> int | None:
        """Forget the token of a device and keep all else; return its number, or None when there is no such device."""
        known = self._number(recipient, device, key)
        self._connection.execute("UPDATE devices SET token = NULL WHERE number = ?", (known,))
        return known

    def _number(self, recipient: int, device: Device, key: DeviceKey) -> int | None:
        rows = self._connection.execute(
            "SELECT number, installation, app, token FROM devices WHERE recipient = ? ORDER BY number", (recipient,)
        )
        wanted = _key_of(device, key)
        for number, installation, app, token in rows:
            if _key_of(Device(installation, app, token, {}), key) == wanted:
                return int(number)
        return None


def _key_of(device: Device, key: DeviceKey) -> tuple[str | None, ...]:
    if key == "token":
        return (device.token,)
    return (device.installation,) if key == "installation" else (device.installation, device.app)
