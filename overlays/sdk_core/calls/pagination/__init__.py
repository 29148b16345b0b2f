"""Results that come in pages, read to their end.

Problem: an API returns a limited number of items, and says in its own way where the others are: by a document that
lives for some minutes and links to its pages, by the id of a task, by numbers of pages, or by the last item of a page.
What breaks without this: loops that stop after the first page, read a page twice or leave one out, send a filter again,
or follow a link to another host.

What an operation's pages look like is in the document, as `page` among its traits (spec/traits.schema.json); nothing
here names an operation. Links are never followed: of the next one, the number of its first item is read.

From the ground up: `page_response` (what is read of a page), `errors` (what can go wrong), `next_page` (where the next
page begins), `options`, `paginator` (which call is next), `iterators` (the calls).
"""
