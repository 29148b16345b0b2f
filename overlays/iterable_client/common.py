"""What `IterableClient` and `AsyncIterableClient` have in common beside the core's: whom calls are about."""

from collections.abc import Mapping
from typing import Any

from iterable_client.identity import ProjectType, check_identifiers, subject_of
from iterable_client.settings import Settings
from sdk_core.transport.auth.token_function import SUBJECT
from sdk_core.transport.client_options import ClientOptionsMixin
from sdk_core.transport.pipeline import Pipeline
from sdk_core.wire.errors import ApiError, AuthenticationError
from sdk_core.wire.operations import Operation


class ProjectMixin(ClientOptionsMixin):
    """A client on a line to a project, which knows how the project identifies users."""

    _pipeline: Pipeline[Settings]

    @property
    def project_type(self) -> ProjectType | None:
        """How the project identifies users, as the setting says; None when it is not known."""
        return self._pipeline.settings.project_type

    def _about(
        self,
        operation: Operation,
        values: Mapping[str, Any],
        body: Any,  # noqa: ANN401 - a model, its dict, or bytes
    ) -> Mapping[str, Any] | None:
        """Return for whom the token of a call is made, where the key asks for tokens.

        Raises:
            ValueError: the call names a user by what the project does not identify users by.
        """
        settings = self._pipeline.settings
        check_identifiers(operation, values, body, settings.project_type)
        return {SUBJECT: subject_of(operation, values, body)} if settings.jwt else None

    def _explain(self, error: ApiError) -> None:
        """Say of a rejected key where it was sent: it may belong to the other data center."""
        if isinstance(error, AuthenticationError) and error.status is not None:
            region = self._pipeline.settings.region or "not set"
            error.args = (f"{error.args[0]}; this call went to {self.base_url} (setting region: {region})",)
