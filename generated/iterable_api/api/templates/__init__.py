# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""The content of messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.email_template import EmailTemplate
    from ...models.email_template_upsert import EmailTemplateUpsert
    from ...models.envelope import Envelope
    from ...models.list_templates_message_medium import ListTemplatesMessageMedium
    from ...models.list_templates_template_type import ListTemplatesTemplateType
    from ...models.template_page import TemplatePage
    from ...types import Response


class TemplatesResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> TemplatesRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return TemplatesRawResource(self._client)

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
        sort: str | Unset = UNSET,
        template_type: ListTemplatesTemplateType | Unset = UNSET,
        message_medium: ListTemplatesMessageMedium | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
    ) -> TemplatePage:
        """List templates.

        Reads the metadata of templates, page by page. In some projects a call without `page` and `pageSize` returns
        all of them at once, which is deprecated.

        ``GET /api/templates``

        Args:
            page (int | Unset): Number of the page, counted from 1.
            page_size (int | Unset): Entries of a page; 20 when left out.
            sort (str | Unset): By what the templates are sorted: id, name, createdAt or updatedAt; a `-` before
                it turns the order round, a `+` does nothing. By id when left out.
            template_type (ListTemplatesTemplateType | Unset): Only templates of this type.
            message_medium (ListTemplatesMessageMedium | Unset): Only templates of this medium.
            start_date_time (str | Unset): Only templates created from then on, as `yyyy-MM-dd HH:mm:ss` and a
                time zone or none.
            end_date_time (str | Unset): Only templates created before then, as `yyyy-MM-dd HH:mm:ss` and a time
                zone or none.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_templates as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "page": page,
                "pageSize": page_size,
                "sort": sort,
                "templateType": template_type,
                "messageMedium": message_medium,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
            },
            _operation.parse,
        )

    def get_email(
        self,
        *,
        template_id: int,
        locale: str | Unset = UNSET,
    ) -> EmailTemplate:
        """Get an email template.

        Reads the content and settings of one email template, in one language. Where there is no content for the
        language that is asked for, the response is 404.

        ``GET /api/templates/email/get``

        Args:
            template_id (int): The template.
            locale (str | Unset): The language of the content. The default one of the template when left out.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import get_email_template as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "templateId": template_id,
                "locale": locale,
            },
            _operation.parse,
        )

    def upsert_email(
        self,
        body: EmailTemplateUpsert | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Create or update an email template.

        Creates an email template, or changes every email template that has the `clientTemplateId`: only the members
        that are sent. The ids of what was written stand in the words of the response.

        ``POST /api/templates/email/upsert``

        Args:
            body (EmailTemplateUpsert): Which email templates are written, and what of them. Only what is sent
                is changed.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import upsert_email_template as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class AsyncTemplatesResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncTemplatesRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncTemplatesRawResource(self._client)

    async def list(
        self,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
        sort: str | Unset = UNSET,
        template_type: ListTemplatesTemplateType | Unset = UNSET,
        message_medium: ListTemplatesMessageMedium | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
    ) -> TemplatePage:
        """List templates.

        Reads the metadata of templates, page by page. In some projects a call without `page` and `pageSize` returns
        all of them at once, which is deprecated.

        ``GET /api/templates``

        Args:
            page (int | Unset): Number of the page, counted from 1.
            page_size (int | Unset): Entries of a page; 20 when left out.
            sort (str | Unset): By what the templates are sorted: id, name, createdAt or updatedAt; a `-` before
                it turns the order round, a `+` does nothing. By id when left out.
            template_type (ListTemplatesTemplateType | Unset): Only templates of this type.
            message_medium (ListTemplatesMessageMedium | Unset): Only templates of this medium.
            start_date_time (str | Unset): Only templates created from then on, as `yyyy-MM-dd HH:mm:ss` and a
                time zone or none.
            end_date_time (str | Unset): Only templates created before then, as `yyyy-MM-dd HH:mm:ss` and a time
                zone or none.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_templates as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "page": page,
                "pageSize": page_size,
                "sort": sort,
                "templateType": template_type,
                "messageMedium": message_medium,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
            },
            _operation.parse,
        )

    async def get_email(
        self,
        *,
        template_id: int,
        locale: str | Unset = UNSET,
    ) -> EmailTemplate:
        """Get an email template.

        Reads the content and settings of one email template, in one language. Where there is no content for the
        language that is asked for, the response is 404.

        ``GET /api/templates/email/get``

        Args:
            template_id (int): The template.
            locale (str | Unset): The language of the content. The default one of the template when left out.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import get_email_template as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "templateId": template_id,
                "locale": locale,
            },
            _operation.parse,
        )

    async def upsert_email(
        self,
        body: EmailTemplateUpsert | Mapping[str, Any] | bytes,
    ) -> Envelope:
        """Create or update an email template.

        Creates an email template, or changes every email template that has the `clientTemplateId`: only the members
        that are sent. The ids of what was written stand in the words of the response.

        ``POST /api/templates/email/upsert``

        Args:
            body (EmailTemplateUpsert): Which email templates are written, and what of them. Only what is sent
                is changed.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import upsert_email_template as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class TemplatesRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
        sort: str | Unset = UNSET,
        template_type: ListTemplatesTemplateType | Unset = UNSET,
        message_medium: ListTemplatesMessageMedium | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
    ) -> Response[TemplatePage]:
        """List templates.

        ``GET /api/templates``
        """
        from . import list_templates as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "page": page,
                "pageSize": page_size,
                "sort": sort,
                "templateType": template_type,
                "messageMedium": message_medium,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
            },
            _operation.parse,
        )

    def get_email(
        self,
        *,
        template_id: int,
        locale: str | Unset = UNSET,
    ) -> Response[EmailTemplate]:
        """Get an email template.

        ``GET /api/templates/email/get``
        """
        from . import get_email_template as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "templateId": template_id,
                "locale": locale,
            },
            _operation.parse,
        )

    def upsert_email(
        self,
        body: EmailTemplateUpsert | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Create or update an email template.

        ``POST /api/templates/email/upsert``
        """
        from . import upsert_email_template as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)


class AsyncTemplatesRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
        sort: str | Unset = UNSET,
        template_type: ListTemplatesTemplateType | Unset = UNSET,
        message_medium: ListTemplatesMessageMedium | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
    ) -> Response[TemplatePage]:
        """List templates.

        ``GET /api/templates``
        """
        from . import list_templates as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "page": page,
                "pageSize": page_size,
                "sort": sort,
                "templateType": template_type,
                "messageMedium": message_medium,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
            },
            _operation.parse,
        )

    async def get_email(
        self,
        *,
        template_id: int,
        locale: str | Unset = UNSET,
    ) -> Response[EmailTemplate]:
        """Get an email template.

        ``GET /api/templates/email/get``
        """
        from . import get_email_template as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "templateId": template_id,
                "locale": locale,
            },
            _operation.parse,
        )

    async def upsert_email(
        self,
        body: EmailTemplateUpsert | Mapping[str, Any] | bytes,
    ) -> Response[Envelope]:
        """Create or update an email template.

        ``POST /api/templates/email/upsert``
        """
        from . import upsert_email_template as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)
