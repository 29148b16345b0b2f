# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Content chosen for a recipient by the rules of a promotion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from agillic.wire.path_encoding import UniqueField

    from ...client import AsyncClient, Client
    from ...models.promotion_evaluation import PromotionEvaluation
    from ...types import Response


class PromotionsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> PromotionsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return PromotionsRawResource(self._client)

    def evaluate(
        self,
        recipient_id: UniqueField | str,
        promotion_id: str,
        *,
        maximum_propositions: int | Unset = UNSET,
    ) -> PromotionEvaluation:
        """Evaluate a promotion for a recipient.

        Applies the rules of a promotion to a recipient and returns the propositions chosen for them, for example to
        show on a website what an email would show. Whether the evaluation is recorded as a showing is not
        documented.

        ``POST /recipients/{recipientId}/promotions/{promotionId}/:evaluatePromotion``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            promotion_id (str): The promotion, by its name. Sent percent-encoded twice, except for `. _ - ~ *`.
            maximum_propositions (int | Unset): Most propositions to return. What is returned without it is not
                documented.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import evaluate_promotion as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "promotionId": promotion_id,
                "maximumPropositions": maximum_propositions,
            },
            _operation.parse,
        )


class AsyncPromotionsResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncPromotionsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncPromotionsRawResource(self._client)

    async def evaluate(
        self,
        recipient_id: UniqueField | str,
        promotion_id: str,
        *,
        maximum_propositions: int | Unset = UNSET,
    ) -> PromotionEvaluation:
        """Evaluate a promotion for a recipient.

        Applies the rules of a promotion to a recipient and returns the propositions chosen for them, for example to
        show on a website what an email would show. Whether the evaluation is recorded as a showing is not
        documented.

        ``POST /recipients/{recipientId}/promotions/{promotionId}/:evaluatePromotion``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            promotion_id (str): The promotion, by its name. Sent percent-encoded twice, except for `. _ - ~ *`.
            maximum_propositions (int | Unset): Most propositions to return. What is returned without it is not
                documented.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import evaluate_promotion as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "promotionId": promotion_id,
                "maximumPropositions": maximum_propositions,
            },
            _operation.parse,
        )


class PromotionsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def evaluate(
        self,
        recipient_id: UniqueField | str,
        promotion_id: str,
        *,
        maximum_propositions: int | Unset = UNSET,
    ) -> Response[PromotionEvaluation]:
        """Evaluate a promotion for a recipient.

        ``POST /recipients/{recipientId}/promotions/{promotionId}/:evaluatePromotion``
        """
        from . import evaluate_promotion as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "promotionId": promotion_id,
                "maximumPropositions": maximum_propositions,
            },
            _operation.parse,
        )


class AsyncPromotionsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def evaluate(
        self,
        recipient_id: UniqueField | str,
        promotion_id: str,
        *,
        maximum_propositions: int | Unset = UNSET,
    ) -> Response[PromotionEvaluation]:
        """Evaluate a promotion for a recipient.

        ``POST /recipients/{recipientId}/promotions/{promotionId}/:evaluatePromotion``
        """
        from . import evaluate_promotion as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "promotionId": promotion_id,
                "maximumPropositions": maximum_propositions,
            },
            _operation.parse,
        )
