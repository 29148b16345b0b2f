"""What a job remembers: its folder and lock, the journal of its calls, and the rows that were rejected.

`state_folder` is the folder, and `lock` keeps it for one run. `journal` writes what is sent and what became of it, by
`journal_tables` and `journal_write`; `journal_reader` reads it as `records`. `dead_letters` are the rows that were not
written. `private_file` writes a file whole.
"""
