"""An email campaign as the Message API takes it: block groups of messages, each with its variants [S3].

One object serves staging and edits: an edit leaves out what cannot be changed (see `bodies`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

Outline = Sequence[Mapping[str, Sequence[str]]]
"""The block groups of a campaign: the names of the variants of each message, by its name, all in order."""


class Link(str):
    """The value of a field of the type link: an absolute URL; `?evt=NAME` achieves an event on a click [S3].

    >>> Link("https://coffee.example/summer?evt=clicked_summer")
    Link('https://coffee.example/summer?evt=clicked_summer')
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Link({str(self)!r})"


class Image(str):
    """The value of a field of the type image: an absolute URL of an image [S3]. It is checked before anything is sent.

    >>> Image("https://coffee.example/roast.png")
    Image('https://coffee.example/roast.png')
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Image({str(self)!r})"


@dataclass(frozen=True, slots=True)
class Variant:
    """One version of a message, which the instance keeps as a proposition.

    Args:
        name: its name, unique in its message.
        fields: the content by the names of the message template's fields: text, HTML, `Link` or `Image`.
        target_group_name: the target group whose members may be shown it; None for everybody.

    >>> Variant("Everybody", {"header": "Summer roast", "image": Image("https://coffee.example/roast.png")}).name
    'Everybody'
    """

    name: str
    fields: Mapping[str, str]
    target_group_name: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a block group, which the instance keeps as a promotion.

    Args:
        name: its name. The instance keeps it as a promotion, so it should be unique in the instance [T-ARR].
        variants: its versions.
        message_template: the name of the message template, which defines the fields.
        block_id: the `agid` of the block in the HTML template.
        max_variants: how many variants one recipient is shown at most; None for the instance's default.
        collapsed: whether the block is hidden from recipients whom no variant fits; None for the instance's default.
    """

    name: str
    variants: Sequence[Variant]
    message_template: str
    block_id: str
    max_variants: int | None = None
    collapsed: bool | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "variants", tuple(self.variants))


@dataclass(frozen=True, slots=True)
class BlockGroup:
    """The messages of one block group.

    Args:
        block_group_id: the `agid` of the block group in the HTML template.
        messages: the messages in it, in order.
    """

    block_group_id: str
    messages: Sequence[Message]

    def __post_init__(self) -> None:
        object.__setattr__(self, "messages", tuple(self.messages))


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """An email campaign.

    Args:
        name: its name; the flow and the email are called so too. It must be new when the campaign is staged.
        subject: the subject line; it may hold personalization such as `<globaldata>YEAR</globaldata>`.
        template_name: the HTML template of the email, such as `newsletter.html`.
        target_group_name: the target group that the flow runs for.
        block_groups: the content.
        flow_template: the flow template that the flow is made from; None for none.
        sender_name: the name that the email comes from.
        sender_email: the address that it comes from.
        reply_to_email: the address that replies go to.
        schedule: when the flow runs: a datetime, or a text as the instance writes timestamps. None: once published.
        limit_to_target_group_name: a global target group that limits the flow further.
        utm_campaign: `utm_campaign` of the links; None for the name.

    >>> article = Message("summer-article", [Variant("All", {"header": "Summer"})], "Article", "message-side_article")
    >>> campaign = Campaign(
    ...     name="summer", subject="Summer roast", template_name="newsletter.html", target_group_name="Newsletter",
    ...     block_groups=[BlockGroup("message_group", [article])],
    ... )
    >>> campaign.outline
    ({'summer-article': ('All',)},)
    """

    name: str
    subject: str
    template_name: str
    target_group_name: str
    block_groups: Sequence[BlockGroup] = field(default=())
    flow_template: str | None = None
    sender_name: str | None = None
    sender_email: str | None = None
    reply_to_email: str | None = None
    schedule: datetime | str | None = None
    limit_to_target_group_name: str | None = None
    utm_campaign: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "block_groups", tuple(self.block_groups))

    @property
    def outline(self) -> Outline:
        """The names of the variants by message, a mapping for each block group: what an edit has as it was staged."""
        return tuple(
            {message.name: tuple(each.name for each in message.variants) for message in group.messages}
            for group in self.block_groups
        )
