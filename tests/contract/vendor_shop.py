"""What checks of the vendor's own client share: it and its mock, their table, and what it has no method for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from iterable_held import ADA, RECEIPT, Held
from vendor_client import VendorClient

LEFT_OUT: Mapping[str, str] = {
    "findUserByEmail": "it reads users by the path with the email, which is getUserByEmail",
    "findUserById": "it reads users by the path with the userId, which is getUserById",
    "forgetUser": "it forgets nobody; row 8",
    "unforgetUser": "it forgets nobody",
    "listForgottenEmails": "it forgets nobody",
    "listForgottenUserIds": "it forgets nobody",
    "exportData": "it exports by jobs alone; row 33",
    "exportUserEvents": "it exports by jobs alone; row 34",
}
"""Operations that the vendor's client has no method for."""


@dataclass
class VendorShop(Held):
    """The vendor's client, and the mock of the book shop that it calls."""

    vendor: VendorClient

    def call(self, method: str, **parameters: Any) -> Any:  # noqa: ANN401 - as the method has it
        return self.vendor.call(method, parameters)

    def send(self, **body: Any) -> Any:  # noqa: ANN401 - members of the body, and the response
        """Send Ada a receipt."""
        return self.call("sendEmail", campaignId=RECEIPT, recipientEmail=ADA, **body)

    def start_export(self) -> int:
        job: int = self.call("startExportJob", dataTypeName="user", outputFormat="text/csv")["jobId"]
        self.mock.clock.advance(10)
        return job


VendorCheck = Callable[[VendorShop], None]
VENDOR_CHECKS: dict[str, VendorCheck] = {}


def operation(name: str) -> Callable[[VendorCheck], VendorCheck]:
    """Note what checks an operation."""

    def noted(check: VendorCheck) -> VendorCheck:
        assert name not in VENDOR_CHECKS
        VENDOR_CHECKS[name] = check
        return check

    return noted
