"""The calls of a plan: in chunks, each noted before it is sent, resumable after any end.

`executor` goes through the steps, and `sending_pass` sends a step by threads: `reading_ahead` and `cutting` make
chunks, `sending` sends one, within `bounds` and until a `stop_signal`. `settling` reads back what is unknown,
`unwritten` leaves out what an earlier step did not write, and `accounting` proves that no row is lost. `columns`,
`ranges`, `plan_protocol`, `progress` and `executed` are what these hand to each other.
"""
