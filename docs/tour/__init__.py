"""`make demo`: a music shop moves its customers and invoices into Agillic, reads them back and compares.

Agillic is the mock, in this process, and 5 % of all calls fail. Each module is what an integrator would write:

- `tables`: what the columns of the files are called in Agillic, and what they hold
- `values`: from text to Python's types and back, for both sides
- `source`: reads the files, and says what is wrong with them
- `loading`: recipients, rows of one-to-many tables, target groups
- `reading`: all of it again, by pages and by filters
- `comparing`: row by row
- `local_agillic`: the mock, its faults, and the client
- `__main__`: the story
"""
