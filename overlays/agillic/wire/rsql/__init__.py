"""Filters of collections, in Agillic's dialect of RSQL: built, read, written and tested against rows.

Problem: the query parameter `filter` takes a small language of its own [S1]. OpenAPI can only call it a string.
Documented: "Collection Filtering" on the vendor's page Getting Started with APIs [S1].
Without it: a name with a quote in it breaks the filter, or selects other people than were meant; `AND`, `;` or an
operator of another dialect fails only at the server, with a 400 that says nothing; a date is written in the wrong form.

>>> from agillic.wire.rsql import F, parse_filter
>>> blue = (F.LASTNAME == "Blue") & F.CITY.in_("Oslo", "Århus")
>>> str(blue)
'LASTNAME==Blue and CITY=in=(Oslo,Århus)'
>>> blue.matches({"LASTNAME": "Blue", "CITY": "Oslo"})
True
>>> parse_filter('LASTNAME=="Blue" and CITY=in=(Oslo or Århus)') == blue
True
"""

from agillic.wire.rsql.builder import F, raw_filter, wildcard
from agillic.wire.rsql.errors import FilterSyntaxError
from agillic.wire.rsql.parser import filter_text, parse_filter
from agillic.wire.rsql.tree import Filter

__all__ = ["TARGETS", "F", "Filter", "FilterSyntaxError", "filter_text", "parse_filter", "raw_filter", "wildcard"]

TARGETS = ({"in": "query", "format": "rsql"},)
"""The parameters of the spec that this overlay is about. Each entry must match at least one, or the overlay has lost
its reason; the pipeline checks that."""
