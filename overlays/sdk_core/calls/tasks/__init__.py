"""Tasks: work that goes on after the call that started it, and how its end is waited for.

Problem: some operations return an id before anything is done. Who does not poll never learns that it failed,
and who polls too often uses up the calls of the day.
The traits of an operation say where its id stands, who tells of it and who hands out its result.

From the ground up: `status` (what is said of a task), `errors` (how waiting can end otherwise), `polling` (when to
ask again), `operation` (what traits say), `tracker` (what follows from a state), `task` (`Task` and `AsyncTask`),
`resource` (`Tasks` and `AsyncTasks`).
"""
