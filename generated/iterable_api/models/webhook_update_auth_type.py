# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class WebhookUpdateAuthType(StrEnum):
    """Whether a post carries the header Authorization, and how it begins.

    Attributes:
        BASIC: the text `Basic`.
        NOAUTH: the text `NoAuth`.
        OAUTH2: the text `OAuth2`.
    """

    BASIC = "Basic"
    NOAUTH = "NoAuth"
    OAUTH2 = "OAuth2"

    def __str__(self) -> str:
        return str(self.value)
