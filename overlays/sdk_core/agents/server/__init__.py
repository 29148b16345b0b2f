"""The server that shows a toolbox to clients of the Model Context Protocol, over stdio or HTTP on this machine.

- `server`: the handlers of the protocol. `tool_list`, `argument_checks`, `results`, `questions` and `call_threads` are
  their parts.
- `stdio`: serves one client over the process's own streams, which `standard_streams` takes away from everybody else.
- `http`: serves clients of this machine that have the token; `http_guard` turns all others away.
- `failures`: what is logged of what nobody expected; `ending`: how a server ends.

Only this package imports `mcp`, which takes a second to load. So nothing imports this package but the command that
serves.
"""
