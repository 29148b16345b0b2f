"""Rows of a source, mapped to the fields of a target and checked, before anything is compared or sent.

`stage` makes the table of all rows. `mapping_sql` writes its query, of `mapped_fields` and `value_sql`. `mapping_tests`
runs the tests of a job, and `proposals` writes a first job file.
"""
