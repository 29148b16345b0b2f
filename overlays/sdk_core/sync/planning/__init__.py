"""What a run would change: compared with what was written before and with what is there, guarded, as a signed file.

`planner` makes a plan: `candidates` compares with the `snapshot`, `guards` stops, `truth_reading` looks at the target,
`plan_rows` decides on each row, and `calls` counts what that costs. `plan_file` writes and opens it, with `plan_meta`
and `plan_signature`. `stale` finds what has changed since, and `undo` plans the way back, by `undo_items`. For people
there are `plan_text`, `plan_examples`, `plan_estimates` and `words`; `sql` and `item_values` serve the others.
"""
