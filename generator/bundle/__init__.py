"""Stage 2: the many files of a spec become one OpenAPI document, the same bytes wherever it is made."""
