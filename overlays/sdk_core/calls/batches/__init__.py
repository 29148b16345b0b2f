"""The engine of batches: any number of rows in calls as large as the limits allow, many in flight, a result per row.

Problem: one call takes so many rows and so many bytes, may be rejected as a whole for one bad row, and says by counters
at best how its rows fared. Without this package each caller would cut, pace, order and search by himself.

From the ground up: `results` (what is said of a row), `encoding` (a row as JSON), `plan` (what a chunk is, from the
traits of an operation), `options` (what the caller may choose), `errors` (what an error of a call means for its rows),
`chunk_response` (what a response tells of them), `bisect` (which calls find the bad rows of a rejected chunk),
`chunks`, `single_rows` (which rows are sent alone, to learn why they failed), `key_order` (which rows wait for others),
`engine` (all of it without input and output), two drivers that call a function per chunk: `runner` and `async_runner`,
`unsent` (a batch that was not run, or that has no rows), and what makes the calls by a client: `call_batches` and
`task_batches`.
"""
