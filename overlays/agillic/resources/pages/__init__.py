"""Results that come in pages, read to their end.

Problem: the API answers with 1,000 items at most, from a document that lives for 5 minutes after its last use and 30 in
all; an answer names the document and links to its other pages [S1]. What breaks without this: loops that stop after the
first page, read a page twice or leave one out, send a filter again, or follow a link to another host.

What an operation's pages look like is in the document, as `page` among its traits (spec/traits.schema.json); nothing
here names an operation. Links are never followed: of the next one, the number of its first item is read.
"""

from agillic.resources.pages.iterators import AsyncItems, AsyncPages, Items, Pages
from agillic.resources.pages.troubles import DocumentExpired, PagingError, ResultShiftedWarning, page_start
from agillic.resources.pages.walk import OnExpiry, Page, Walk, Wanted

__all__ = [
    "AsyncItems",
    "AsyncPages",
    "DocumentExpired",
    "Items",
    "OnExpiry",
    "Page",
    "Pages",
    "PagingError",
    "ResultShiftedWarning",
    "Walk",
    "Wanted",
    "page_start",
]
