"""What many calls are for: any number of rows, results in pages, work that goes on after its call, and files.

What an operation takes and returns is among its traits (spec/traits.schema.json); nothing here names an API. A room
adds what names its own.
"""
