"""Rows from files, SQL over files, and whatever Python has rows in, as a stream.

`opened` opens a source and locks it in. It reads `files`, with `csv_dialect` and `line_rejects` for lines that do not
fit, or `python_rows`, with `hand_over` between threads and `text_values`. `sql_text` checks what a job says in SQL, and
`workspace` is the database that a run works in.
"""
