"""A command line for any number of APIs, made from the small table that each generated package has.

Problem: a command for every operation of a document needs its names, parameters and types, and a command line is
started for each call: reading the whole document, or importing the client, would be felt each time. So the parsers are
argparse's, filled only when they are asked, and everything that calls is imported when something is called.

From the ground up: `program` (what a room says of its command), `tables` (the table of an API), `plain_text` (text of a
server on a terminal), `exit_codes`, `arguments` (texts become values), `bodies`, `lazy_parser`, `document_help`,
`rows`, `csv_lines` and `output` (what is printed), `confirmation`, `clients`, `limits`, `profiles`, `calling`;
`text_lines`, `row_headers`, `row_files`, `rejected_rows`, `interrupt_gate`, `import_options`, `import_rows` and
`entry_rows` (rows of files go through a batch), `export_options` and `export_rows`; `commands` (the parsers), `main`.
"""
