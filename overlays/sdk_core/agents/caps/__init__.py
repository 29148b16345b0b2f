"""How much an agent may do: how many persons a call touches, and what is left of an hour and of a day."""
