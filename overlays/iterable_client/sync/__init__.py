"""What the sync engine can keep in step with a source at Iterable: users, lists, events and catalogs.

`targets` lists them. Each is a small declaration; how many entries a call takes, and whether it may be made twice, is
read from the traits of its operation. There is no discovery, so a job's fields are taken as it names them.
"""
