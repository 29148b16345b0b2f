# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset, member_dict, member_list

if TYPE_CHECKING:
    from ..models.email_template_upsert_campaign_data_fields import (
        EmailTemplateUpsertCampaignDataFields,
    )
    from ..models.link_parameter import LinkParameter


T = TypeVar("T", bound="EmailTemplateUpsert")


@_attrs_define
class EmailTemplateUpsert:
    """Which email templates are written, and what of them. Only what is sent is changed.

    Attributes:
        client_template_id (str): The name that a client gave; all templates of it are changed.
        name (str | Unset): What it is called.
        subject (str | Unset): The subject.
        preheader_text (str | Unset): What mail programs show beside the subject.
        from_name (str | Unset): The name of the sender.
        from_email (str | Unset): The address of the sender; the project must be allowed to use it.
        reply_to_email (str | Unset): The address for replies.
        cc_emails (list[str] | Unset): Addresses that get a copy.
        bcc_emails (list[str] | Unset): Addresses that get a copy unseen.
        html (str | Unset): The content as HTML.
        plain_text (str | Unset): The content as plain text.
        link_params (list[LinkParameter] | Unset): Parameters that are added to each URL of the HTML.
        locale (str | Unset): The language of this content.
        is_default_locale (bool | Unset): Whether it becomes the default language of the template.
        message_type_id (int | Unset): The message type that its messages belong to.
        creator_user_id (str | Unset): The member of the project who counts as its creator, by email. The creator of the
            organization when left out.
        data_feed_ids (list[int] | Unset): Data feeds that the content uses.
        data_feed_id (int | Unset): Deprecated; see `dataFeedIds`.
        cache_data_feed (bool | Unset): Whether data feeds are kept for an hour.
        merge_data_feed_context (bool | Unset): Whether fields of data feeds are written `{{field}}`, not `[[field]]`.
        google_analytics_campaign_name (str | Unset): The value of utm_campaign.
        campaign_data_fields (EmailTemplateUpsertCampaignDataFields | Unset): Values for `{{field}}` that the campaign
            has.
    """

    client_template_id: str
    name: str | Unset = UNSET
    subject: str | Unset = UNSET
    preheader_text: str | Unset = UNSET
    from_name: str | Unset = UNSET
    from_email: str | Unset = UNSET
    reply_to_email: str | Unset = UNSET
    cc_emails: list[str] | Unset = UNSET
    bcc_emails: list[str] | Unset = UNSET
    html: str | Unset = UNSET
    plain_text: str | Unset = UNSET
    link_params: list[LinkParameter] | Unset = UNSET
    locale: str | Unset = UNSET
    is_default_locale: bool | Unset = UNSET
    message_type_id: int | Unset = UNSET
    creator_user_id: str | Unset = UNSET
    data_feed_ids: list[int] | Unset = UNSET
    data_feed_id: int | Unset = UNSET
    cache_data_feed: bool | Unset = UNSET
    merge_data_feed_context: bool | Unset = UNSET
    google_analytics_campaign_name: str | Unset = UNSET
    campaign_data_fields: EmailTemplateUpsertCampaignDataFields | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        client_template_id = self.client_template_id

        name = self.name

        subject = self.subject

        preheader_text = self.preheader_text

        from_name = self.from_name

        from_email = self.from_email

        reply_to_email = self.reply_to_email

        cc_emails: list[str] | Unset = UNSET
        if not isinstance(self.cc_emails, Unset):
            cc_emails = self.cc_emails

        bcc_emails: list[str] | Unset = UNSET
        if not isinstance(self.bcc_emails, Unset):
            bcc_emails = self.bcc_emails

        html = self.html

        plain_text = self.plain_text

        link_params: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.link_params, Unset):
            link_params = []
            for _link_params_item_data in member_list(self.link_params, "linkParams"):
                _link_params_item = member_dict(_link_params_item_data, "linkParams_item")
                link_params.append(_link_params_item)

        locale = self.locale

        is_default_locale = self.is_default_locale

        message_type_id = self.message_type_id

        creator_user_id = self.creator_user_id

        data_feed_ids: list[int] | Unset = UNSET
        if not isinstance(self.data_feed_ids, Unset):
            data_feed_ids = self.data_feed_ids

        data_feed_id = self.data_feed_id

        cache_data_feed = self.cache_data_feed

        merge_data_feed_context = self.merge_data_feed_context

        google_analytics_campaign_name = self.google_analytics_campaign_name

        campaign_data_fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.campaign_data_fields, Unset):
            campaign_data_fields = member_dict(self.campaign_data_fields, "campaignDataFields")

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "clientTemplateId": client_template_id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if subject is not UNSET:
            field_dict["subject"] = subject
        if preheader_text is not UNSET:
            field_dict["preheaderText"] = preheader_text
        if from_name is not UNSET:
            field_dict["fromName"] = from_name
        if from_email is not UNSET:
            field_dict["fromEmail"] = from_email
        if reply_to_email is not UNSET:
            field_dict["replyToEmail"] = reply_to_email
        if cc_emails is not UNSET:
            field_dict["ccEmails"] = cc_emails
        if bcc_emails is not UNSET:
            field_dict["bccEmails"] = bcc_emails
        if html is not UNSET:
            field_dict["html"] = html
        if plain_text is not UNSET:
            field_dict["plainText"] = plain_text
        if link_params is not UNSET:
            field_dict["linkParams"] = link_params
        if locale is not UNSET:
            field_dict["locale"] = locale
        if is_default_locale is not UNSET:
            field_dict["isDefaultLocale"] = is_default_locale
        if message_type_id is not UNSET:
            field_dict["messageTypeId"] = message_type_id
        if creator_user_id is not UNSET:
            field_dict["creatorUserId"] = creator_user_id
        if data_feed_ids is not UNSET:
            field_dict["dataFeedIds"] = data_feed_ids
        if data_feed_id is not UNSET:
            field_dict["dataFeedId"] = data_feed_id
        if cache_data_feed is not UNSET:
            field_dict["cacheDataFeed"] = cache_data_feed
        if merge_data_feed_context is not UNSET:
            field_dict["mergeDataFeedContext"] = merge_data_feed_context
        if google_analytics_campaign_name is not UNSET:
            field_dict["googleAnalyticsCampaignName"] = google_analytics_campaign_name
        if campaign_data_fields is not UNSET:
            field_dict["campaignDataFields"] = campaign_data_fields

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.email_template_upsert_campaign_data_fields import (
            EmailTemplateUpsertCampaignDataFields,  # noqa: PLC0415
        )
        from ..models.link_parameter import LinkParameter  # noqa: PLC0415

        d = dict(src_dict)
        client_template_id = d.pop("clientTemplateId")

        name = d.pop("name", UNSET)

        subject = d.pop("subject", UNSET)

        preheader_text = d.pop("preheaderText", UNSET)

        from_name = d.pop("fromName", UNSET)

        from_email = d.pop("fromEmail", UNSET)

        reply_to_email = d.pop("replyToEmail", UNSET)

        cc_emails = cast(list[str], d.pop("ccEmails", UNSET))

        bcc_emails = cast(list[str], d.pop("bccEmails", UNSET))

        html = d.pop("html", UNSET)

        plain_text = d.pop("plainText", UNSET)

        _link_params = d.pop("linkParams", UNSET)
        link_params: list[LinkParameter] | Unset = UNSET
        if _link_params is not UNSET:
            link_params = []
            for _link_params_item_data in _link_params:
                link_params.append(LinkParameter.from_dict(_link_params_item_data))

        locale = d.pop("locale", UNSET)

        is_default_locale = d.pop("isDefaultLocale", UNSET)

        message_type_id = d.pop("messageTypeId", UNSET)

        creator_user_id = d.pop("creatorUserId", UNSET)

        data_feed_ids = cast(list[int], d.pop("dataFeedIds", UNSET))

        data_feed_id = d.pop("dataFeedId", UNSET)

        cache_data_feed = d.pop("cacheDataFeed", UNSET)

        merge_data_feed_context = d.pop("mergeDataFeedContext", UNSET)

        google_analytics_campaign_name = d.pop("googleAnalyticsCampaignName", UNSET)

        _campaign_data_fields = d.pop("campaignDataFields", UNSET)
        campaign_data_fields: EmailTemplateUpsertCampaignDataFields | Unset
        if isinstance(_campaign_data_fields, Unset):
            campaign_data_fields = UNSET
        else:
            campaign_data_fields = EmailTemplateUpsertCampaignDataFields.from_dict(_campaign_data_fields)

        _made = cls(
            client_template_id=client_template_id,
            name=name,
            subject=subject,
            preheader_text=preheader_text,
            from_name=from_name,
            from_email=from_email,
            reply_to_email=reply_to_email,
            cc_emails=cc_emails,
            bcc_emails=bcc_emails,
            html=html,
            plain_text=plain_text,
            link_params=link_params,
            locale=locale,
            is_default_locale=is_default_locale,
            message_type_id=message_type_id,
            creator_user_id=creator_user_id,
            data_feed_ids=data_feed_ids,
            data_feed_id=data_feed_id,
            cache_data_feed=cache_data_feed,
            merge_data_feed_context=merge_data_feed_context,
            google_analytics_campaign_name=google_analytics_campaign_name,
            campaign_data_fields=campaign_data_fields,
        )

        _made.additional_properties = d
        return _made

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
