"""What became of a run: for programs as JSON, for people as a page without network.

`report` is what is known, and `results` what other commands return. `on_end` writes it: `report_file` as JSON, `page`
as HTML of `row_sections`, `call_sections` and `reasons_section`. These are made of `parts`, `charts`, `markup`,
`timeline` and `words`.
"""
