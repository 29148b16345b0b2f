"""A server for AI agents: they search, load and call operations, within a policy, and every decision is recorded.

- `catalog`: what operations there are, in the words of people, and what each of them does to data and to persons.
- `policy`: what one agent may do, from a file; what is not allowed there is denied.
- `caps`: how many persons and calls that may be, in an hour and on a day.
- `writes`: plans of what it would write, their confirmation, and approvals from outside.
- `privacy`: what it sees of personal data, and how text of strangers comes to it.
- `audit`: the record of calls, denials and errors, in which changes are found.
"""
