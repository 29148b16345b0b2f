"""What all parts of the sync engine speak of: jobs, targets, rows and errors.

`job` is what a job says, and `job_file` reads it from TOML, with `source_tables`, `options` and `toml_values`. `target`
is what a room declares, and `steps` makes the steps of operations that take batches. `rows` has the states of a row and
the columns of a plan, `errors` what can go wrong, `sql_literal` texts within SQL.
"""
