"""The sync engine: keeps what an API holds in step with a source, by a plan, a journal and a report.

From the ground up: `model` (what a job says, what an API's room declares of a target, what becomes of a row), `state`
(the folder in which a job remembers, with its lock and its journal), `source` (any rows as a stream), `staging` (rows
mapped to fields and checked), `planning` (what would change, as a file), `running` (the calls of a plan), `reports`,
and the modules here, which put them together. `jobs` is what programs and the command line call; `room` offers it under
an API's own name. `run_flow` is the course of a run, by `plan_making` and `plan_running`; `plan_showing` and `looking`
send nothing, and `context` is what all of them work with. No module here names an API.
"""
