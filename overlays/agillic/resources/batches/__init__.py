"""The engine of batches: any number of rows in calls as large as the limits allow, many in flight, a result per row.

Problem: one call takes so many rows and so many bytes, may be refused as a whole for one bad row, and says by counters
at best how its rows fared. Without this package each caller would cut, pace, order and search by himself.

From the ground up: `outcomes` (what is said of a row), `entries` (a row as JSON), `plans` (what a chunk is, from the
traits of an operation), `options` (what the caller may choose), `verdicts` (what an error of a call means for its
rows), `answers` (what an answer tells of them), `searching` (which calls find the bad rows of a refused chunk),
`chunks`, `asking` (which rows are sent alone, to be told why they failed), `ordering` (which rows wait for others),
`engine` (all of it without input and output), two drivers that call a function per chunk: `threaded` and
`asynchronous`, `unsent` (a batch that nobody ran, or that has no rows), and what makes the calls by a client:
`call_batches` and `task_batches`.
"""
