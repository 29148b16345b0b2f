"""What the sync engine can keep in step with a source at Agillic: recipients, rows of tables, and groups.

`targets` lists them. Each is a small declaration; how many entries a call takes, and whether it may be made twice, is
read from the traits of its operation.
"""
