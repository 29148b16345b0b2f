"""A server for AI agents: they search, load and call operations, within a policy, and every decision is recorded.

- `catalog`: what operations there are, in the words of people, and what each of them does to data and to persons.
- `policy`: what one agent may do, from a file; what is not allowed there is denied.
- `audit`: the record of calls, denials and errors, in which changes are found.
"""
