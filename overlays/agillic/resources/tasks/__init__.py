"""Tasks: work that goes on after the call that started it, and how its end is waited for.

Problem: eight operations answer with an id before anything is done [S2][S3]. Who does not ask again never learns that
rows failed, who asks too often uses up the day's calls, and what a failure looks like is documented nowhere.
The traits of an operation say where its id stands, who tells of it and who hands out its result.

From the ground up: `states` (what is said of a task), `failures` (how waiting can end otherwise), `expected` (an end
that a callback brings), `polling` (when to ask again), `starting` (what traits say), `known` (what follows
from a state), `task` (`Task` and `AsyncTask`),
`resource` (`agillic.tasks`).
"""
