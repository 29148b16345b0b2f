# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
from enum import StrEnum


class ExportDataType(StrEnum):
    """The kind of data. Sessions of unknown users are `unknownSession` in the vendor's document, and `anonSession` in its
    own client.

        Attributes:
            ANONSESSION: the text `anonSession`.
            CUSTOMEVENT: the text `customEvent`.
            EMAILBOUNCE: the text `emailBounce`.
            EMAILCLICK: the text `emailClick`.
            EMAILCOMPLAINT: the text `emailComplaint`.
            EMAILOPEN: the text `emailOpen`.
            EMAILSEND: the text `emailSend`.
            EMAILSENDSKIP: the text `emailSendSkip`.
            EMAILSUBSCRIBE: the text `emailSubscribe`.
            EMAILUNSUBSCRIBE: the text `emailUnSubscribe`.
            EMBEDDEDCLICK: the text `embeddedClick`.
            EMBEDDEDIMPRESSION: the text `embeddedImpression`.
            EMBEDDEDRECEIVED: the text `embeddedReceived`.
            EMBEDDEDSEND: the text `embeddedSend`.
            EMBEDDEDSENDSKIP: the text `embeddedSendSkip`.
            EMBEDDEDSESSION: the text `embeddedSession`.
            HOSTEDUNSUBSCRIBECLICK: the text `hostedUnsubscribeClick`.
            INAPPCLICK: the text `inAppClick`.
            INAPPCLOSE: the text `inAppClose`.
            INAPPDELETE: the text `inAppDelete`.
            INAPPDELIVERY: the text `inAppDelivery`.
            INAPPOPEN: the text `inAppOpen`.
            INAPPRECALL: the text `inAppRecall`.
            INAPPSEND: the text `inAppSend`.
            INAPPSENDSKIP: the text `inAppSendSkip`.
            INBOXMESSAGEIMPRESSION: the text `inboxMessageImpression`.
            INBOXSESSION: the text `inboxSession`.
            JOURNEYEXIT: the text `journeyExit`.
            PURCHASE: the text `purchase`.
            PUSHBOUNCE: the text `pushBounce`.
            PUSHOPEN: the text `pushOpen`.
            PUSHSEND: the text `pushSend`.
            PUSHSENDSKIP: the text `pushSendSkip`.
            PUSHUNINSTALL: the text `pushUninstall`.
            RCSSEND: the text `rcsSend`.
            RCSSENDSKIP: the text `rcsSendSkip`.
            SMSBOUNCE: the text `smsBounce`.
            SMSCLICK: the text `smsClick`.
            SMSRECEIVED: the text `smsReceived`.
            SMSSEND: the text `smsSend`.
            SMSSENDSKIP: the text `smsSendSkip`.
            SMSUSAGEINFO: the text `smsUsageInfo`.
            UNKNOWNSESSION: the text `unknownSession`.
            USER: the text `user`.
            WEBPUSHCLICK: the text `webPushClick`.
            WEBPUSHSEND: the text `webPushSend`.
            WEBPUSHSENDSKIP: the text `webPushSendSkip`.
            WHATSAPPBOUNCE: the text `whatsAppBounce`.
            WHATSAPPCLICK: the text `whatsAppClick`.
            WHATSAPPRECEIVED: the text `whatsAppReceived`.
            WHATSAPPSEEN: the text `whatsAppSeen`.
            WHATSAPPSEND: the text `whatsAppSend`.
            WHATSAPPSENDSKIP: the text `whatsAppSendSkip`.
            WHATSAPPUSAGEINFO: the text `whatsAppUsageInfo`.
    """

    ANONSESSION = "anonSession"
    CUSTOMEVENT = "customEvent"
    EMAILBOUNCE = "emailBounce"
    EMAILCLICK = "emailClick"
    EMAILCOMPLAINT = "emailComplaint"
    EMAILOPEN = "emailOpen"
    EMAILSEND = "emailSend"
    EMAILSENDSKIP = "emailSendSkip"
    EMAILSUBSCRIBE = "emailSubscribe"
    EMAILUNSUBSCRIBE = "emailUnSubscribe"
    EMBEDDEDCLICK = "embeddedClick"
    EMBEDDEDIMPRESSION = "embeddedImpression"
    EMBEDDEDRECEIVED = "embeddedReceived"
    EMBEDDEDSEND = "embeddedSend"
    EMBEDDEDSENDSKIP = "embeddedSendSkip"
    EMBEDDEDSESSION = "embeddedSession"
    HOSTEDUNSUBSCRIBECLICK = "hostedUnsubscribeClick"
    INAPPCLICK = "inAppClick"
    INAPPCLOSE = "inAppClose"
    INAPPDELETE = "inAppDelete"
    INAPPDELIVERY = "inAppDelivery"
    INAPPOPEN = "inAppOpen"
    INAPPRECALL = "inAppRecall"
    INAPPSEND = "inAppSend"
    INAPPSENDSKIP = "inAppSendSkip"
    INBOXMESSAGEIMPRESSION = "inboxMessageImpression"
    INBOXSESSION = "inboxSession"
    JOURNEYEXIT = "journeyExit"
    PURCHASE = "purchase"
    PUSHBOUNCE = "pushBounce"
    PUSHOPEN = "pushOpen"
    PUSHSEND = "pushSend"
    PUSHSENDSKIP = "pushSendSkip"
    PUSHUNINSTALL = "pushUninstall"
    RCSSEND = "rcsSend"
    RCSSENDSKIP = "rcsSendSkip"
    SMSBOUNCE = "smsBounce"
    SMSCLICK = "smsClick"
    SMSRECEIVED = "smsReceived"
    SMSSEND = "smsSend"
    SMSSENDSKIP = "smsSendSkip"
    SMSUSAGEINFO = "smsUsageInfo"
    UNKNOWNSESSION = "unknownSession"
    USER = "user"
    WEBPUSHCLICK = "webPushClick"
    WEBPUSHSEND = "webPushSend"
    WEBPUSHSENDSKIP = "webPushSendSkip"
    WHATSAPPBOUNCE = "whatsAppBounce"
    WHATSAPPCLICK = "whatsAppClick"
    WHATSAPPRECEIVED = "whatsAppReceived"
    WHATSAPPSEEN = "whatsAppSeen"
    WHATSAPPSEND = "whatsAppSend"
    WHATSAPPSENDSKIP = "whatsAppSendSkip"
    WHATSAPPUSAGEINFO = "whatsAppUsageInfo"

    def __str__(self) -> str:
        return str(self.value)
