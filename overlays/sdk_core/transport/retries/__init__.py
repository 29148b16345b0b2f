"""Which failures are repeated, when, and how often: decided here, carried out by the transports of `http`."""
